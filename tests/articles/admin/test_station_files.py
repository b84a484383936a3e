"""What a station's manager says of crawlers, security, trust and advertising, and what is refused."""

import datetime as dt

import pytest

from articles.models import WebFiles
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, said, url

USUAL = {"allow_ai_search": "on", "allow_ai_fetch": "on"}
SOON = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=100)


def test_a_manager_says_it(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    address = url("station_files", newsroom.kmia.pk)
    assert "/trust.txt" in client.get(address).content.decode()
    given = {"security_contact": "mailto:safe@example.org", "security_until": str(SOON)}
    assert said(client.post(address, USUAL | given)) == ["Machines are told so from now on."]
    row = WebFiles.objects.get(station=newsroom.kmia)
    assert (row.allow_training, row.allow_ai_search, row.security_until) == (False, True, SOON)
    assert f'value="{SOON}"' in client.get(address).content.decode()


@pytest.mark.parametrize("user", ["publisher", "zoe"])
def test_nobody_else_does(newsroom: Newsroom, user: str) -> None:
    client = desk(getattr(newsroom, user))
    assert client.get(url("station_files", newsroom.kmia.pk)).status_code == 404
    assert client.post(url("station_files", newsroom.kmia.pk), USUAL).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("security_contact", "safe@example.org", "Begin with mailto:"),
        ("security_contact", "mailto:safe@example.org", "needs the day"),
        ("security_until", str(SOON), "empty the day"),
        ("security_until", "2020-01-01", "a day that lies ahead"),
        ("security_until", str(SOON + dt.timedelta(days=300)), "within a year"),
        ("trust_lines", "control=https://other.example/", "“control=https://other.example/” is no line"),
        ("trust_lines", "member=two words", "“member=two words” is no line"),
        (
            "ads_lines",
            "ads.example, 1, DIRECT\nads.example, 2, FRIEND",
            "“ads.example, 2, FRIEND” is no line",
        ),
    ],
)
def test_what_is_refused_is_told_at_its_field(newsroom: Newsroom, field: str, value: str, words: str) -> None:
    answer = desk(newsroom.manager).post(
        url("station_files", newsroom.kmia.pk), USUAL | {"trust_lines": "", field: value}
    )
    assert words in str(answer.context["form"].errors)
    assert not WebFiles.objects.exists()


def test_a_second_station_for_the_group_is_told_which_rule_it_breaks(newsroom: Newsroom) -> None:
    WebFiles.objects.create(station=newsroom.kzvn, stands_for_group=True)
    answer = desk(newsroom.manager).post(
        url("station_files", newsroom.kmia.pk), USUAL | {"stands_for_group": "on"}
    )
    assert "Another station speaks for the group" in str(answer.context["form"].errors)
