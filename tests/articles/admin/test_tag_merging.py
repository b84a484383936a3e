"""Merging tags in the desk: asked, shown, done; and a merged tag afterwards."""

from typing import Any

import pytest

from articles.models import Tag
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, said, url
from tests.cast import home, make_story


@pytest.fixture
def tags(newsroom: Newsroom) -> dict[str, Tag]:
    story = make_story(newsroom.local, tags=["Transit", "Buses"])
    publish_story(placement=home(story), by=None)
    make_story(newsroom.local, "Draft", tags=["Buses", "Trains"])
    desert = make_story(newsroom.desert, tags=["Desert"])
    publish_story(placement=home(desert), by=None)
    return {tag.name: tag for tag in Tag.objects.all()}


def test_the_page_shows_what_happens_before_it_does(newsroom: Newsroom, tags: dict[str, Tag]) -> None:
    client, address = desk(newsroom.editor), url("tag_merge", tags["Transit"].pk)
    page = client.get(url("tag_change", tags["Transit"].pk)).content.decode()
    assert "Merge other tags into this one" in page
    assert b'name="tags"' in client.post(address).content
    shown: Any = client.post(address, {"tags": "buses, Trains"})
    assert [(row.tag.name, row.stories, row.stations) for row in shown.context["merged"]] == [
        ("Buses", 2, "KMIA"),
        ("Trains", 1, ""),
    ]
    assert "/tag/buses/ leads on to /tag/transit/, on every station." in shown.content.decode()
    assert not Tag.objects.exclude(merged_into=None).exists()
    done = client.post(address, {"tags": shown.context["names"], "confirmed": "1"})
    assert said(done) == ["Buses, Trains: merged into “Transit”, with 2 stories."]
    assert set(Tag.objects.filter(merged_into=tags["Transit"])) == {tags["Buses"], tags["Trains"]}


def test_what_cannot_go_is_told_at_the_field(newsroom: Newsroom, tags: dict[str, Tag]) -> None:
    Tag.objects.create(name="Lines", slug="lines", merged_into=tags["Buses"])
    refused: Any = desk(newsroom.editor).post(
        url("tag_merge", tags["Transit"].pk),
        {"tags": "Nowhere, transit, Lines, Desert, Trains", "confirmed": "1"},
    )
    assert refused.context["form"].errors == {
        "tags": [
            "There is no tag “Nowhere”.",
            "“Transit” is the tag that stays.",
            "“Lines” is merged into “Buses” already.",
            "“Desert”: Readers of KZVN have it, or will. Only an editor of that station may do this, "
            "or a group administrator.",
        ]
    }
    assert not Tag.objects.filter(merged_into=tags["Transit"]).exists()


def test_a_twin_in_other_capitals_can_go(newsroom: Newsroom, tags: dict[str, Tag]) -> None:
    twin = Tag.objects.create(name="TRANSIT", slug="transit-2")
    address = url("tag_merge", tags["Transit"].pk)
    desk(newsroom.editor).post(address, {"tags": "transit", "confirmed": "1"})
    twin.refresh_from_db()
    assert twin.merged_into == tags["Transit"]


def test_a_merged_tag_is_only_read(newsroom: Newsroom, tags: dict[str, Tag]) -> None:
    Tag.objects.filter(name="Buses").update(merged_into=tags["Transit"])
    client, address = desk(newsroom.editor), url("tag_change", tags["Buses"].pk)
    page = client.get(address).content.decode()
    assert f'href="{url("tag_change", tags["Transit"].pk)}">Transit</a>' in page
    assert "Merge other tags" not in page
    assert client.post(address, {"name": "Coaches", "name_es": ""}).status_code == 403


def test_who_may_not_change_a_tag_merges_nothing_into_it(newsroom: Newsroom, tags: dict[str, Tag]) -> None:
    for user, answer in ((newsroom.reporter, 403), (newsroom.zoe, 403), (newsroom.editor, 200)):
        assert desk(user).post(url("tag_merge", tags["Transit"].pk)).status_code == answer
