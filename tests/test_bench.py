"""The benches ask for what the people they sign in can see."""

import pytest
from django.test import Client

from articles.models import Role, Source, Story, Tag
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from bench.bench_desk import pages
from bench.measuring import measure
from tests.cast import home, make_section, make_station, make_story, make_user


def published(callsign: str) -> Story:
    number = Story.objects.count()
    story = make_story(
        make_section(make_station(callsign)),
        f"Ferries of {callsign}",
        source=Source.objects.create(name=f"Wire {callsign}", kind="wire", label="Wire"),
        credits=[Credit(f"Ana {callsign}")],
        tags=[Tag.objects.create(name=f"Harbor {number}", slug=f"harbor-{number}")],
    )
    publish_story(placement=home(story), by=None)
    return story


@pytest.fixture
def zoe(db: None) -> Client:
    """An editor of the second station, where the first story of the group is not seen."""
    published("KMIA")
    theirs = published("KZVN")
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("zoe", Role.EDITOR, theirs.station))
    return client


@pytest.mark.parametrize("words", ["list, a section", "list, a tag", "list, a person", "list, a source"])
def test_the_desk_is_asked_for_rows_of_one_s_own_stations(zoe: Client, words: str) -> None:
    found = pages(zoe.get("/admin/").context["user"])
    assert zoe.get(found["form"]).status_code == 200
    shown = zoe.get(found[words]).context["cl"].result_list
    assert [story.headline for story in shown] == ["Ferries of KZVN"]


def test_a_page_that_is_refused_is_not_measured(zoe: Client) -> None:
    foreign = Story.objects.get(headline="Ferries of KMIA")
    address = f"/admin/articles/story/{foreign.pk}/change/"
    with pytest.raises(SystemExit, match=f"{address} answers 302, not 200."):
        measure(zoe, address)
    assert measure(zoe, address, expected=302).endswith(" 302")
