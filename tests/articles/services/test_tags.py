"""Merged tags: stories, lists and addresses of readers lead to the one that stays."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from articles.errors import NotAllowed, NotMergeable
from articles.models import Edition, EditionKey, PageChange, Role, Section, Story, StoryEvent, Tag, User
from articles.services.indexing import reindex
from articles.services.publishing import publish_story, revert_story
from articles.services.tags import merge_tags
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user


@pytest.fixture
def section(db: None) -> Section:
    return make_section(make_station())


@pytest.fixture
def gia(db: None) -> User:
    return make_admin()


def live(section: Section, headline: str, *tags: str) -> Story:
    story = make_story(section, headline, tags=tags)
    publish_story(placement=home(story), by=None)
    return story


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def tags_of(story: Story) -> list[str]:
    return sorted(story.tags.values_list("name", flat=True))


def merge(into: str, *names: str, by: User) -> int:
    return merge_tags(tags=[tag(name) for name in names], into=tag(into), by=by)


def test_stories_lists_and_addresses_lead_to_the_one_that_stays(section: Section, gia: User) -> None:
    both = live(section, "Both", "Transit", "Buses")
    old = live(section, "Old", "Buses", "Trains", "Port")
    draft = make_story(section, "Draft", tags=["Trains"])
    other = live(section, "Other", "Port")
    before = Edition.objects.get(story=old).page
    reader = Client(headers={"host": "kmia.localhost"})
    assert reader.get("/tag/trains/").status_code == 200
    changes = PageChange.objects.count()

    assert merge("Transit", "Buses", "Trains", by=gia) == 3

    assert [tags_of(story) for story in (both, old, draft, other)] == [
        ["Transit"],
        ["Port", "Transit"],
        ["Transit"],
        ["Port"],
    ]
    for path in ("/tag/buses/", "/tag/TRAINS/"):
        moved = reader.get(path)
        assert (moved.status_code, moved["Location"]) == (301, "/tag/transit/")
    assert reader.get("/feed/tag/trains/rss.xml")["Location"] == "/feed/tag/transit/rss.xml"
    page = reader.get("/tag/transit/").content.decode()
    assert [words in page for words in ("Both", "Old", "Draft")] == [True, True, False]
    found = reader.get("/search/?q=ferry&tag=buses").content.decode()
    assert "Only stories about Transit." in found
    assert "Old" in found
    # Frozen is what readers were told; its links lead on.
    assert Edition.objects.get(story=old).page == before
    events = StoryEvent.objects.filter(verb="tag_merged").order_by("story_id")
    assert [(event.story_id, event.actor, event.fields) for event in events] == [
        (story.pk, gia, ["tags"]) for story in (both, old, draft)
    ]
    keys = {f"tag:{tag(name).pk}" for name in ("Transit", "Buses", "Trains")}
    (change,) = PageChange.objects.order_by("pk")[changes:]
    assert set(change.keys) == keys


def test_what_is_published_or_listed_anew_stays_in_the_list(section: Section, gia: User) -> None:
    story = live(section, "Old", "Buses")
    first = Edition.objects.get(story=story)
    make_story(section, "Transit", tags=["Transit"])
    story.headline = "Newer"
    story.save()
    publish_story(placement=home(story), by=None)
    merge("Transit", "Buses", by=gia)
    listed = [tag("Transit").pk]
    # An earlier version still names the tag that went.
    revert_story(placement=home(story), to=first, by=gia)
    keys = EditionKey.objects.filter(kind="tag")
    assert list(keys.values_list("key", flat=True)) == listed
    reindex()
    assert list(keys.values_list("key", flat=True)) == listed


def test_a_tag_that_others_were_merged_into_takes_them_along(section: Section, gia: User) -> None:
    live(section, "One", "Buses", "Lines")
    make_story(section, "Two", tags=["Transit", "Lines"])
    merge("Buses", "Lines", by=gia)
    assert merge("Transit", "Buses", by=gia) == 2
    assert [tag(name).merged_into for name in ("Lines", "Buses", "Transit")] == [
        tag("Transit"),
        tag("Transit"),
        None,
    ]
    moved = Client(headers={"host": "kmia.localhost"}).get("/tag/lines/")
    assert moved["Location"] == "/tag/transit/"


def test_what_cannot_be_merged_changes_nothing(section: Section, gia: User) -> None:
    make_story(section, tags=["Transit", "Buses", "Port"])
    merge("Transit", "Buses", by=gia)
    for into, names in (("Port", ["Buses"]), ("Buses", ["Port"]), ("Port", ["Port"]), ("Port", [])):
        with pytest.raises(NotMergeable):
            merge(into, *names, by=gia)
    assert Tag.objects.filter(merged_into=None).count() == 2


def test_both_tags_are_asked_about_at_every_station_whose_readers_have_them(section: Section) -> None:
    there = make_section(make_station("KZVN"), "Water & Land", "water-land")
    edna = make_user("edna", Role.EDITOR, section.station)
    live(section, "Here", "Transit")
    live(there, "There", "Buses")
    for into, name in (("Transit", "Buses"), ("Buses", "Transit")):
        with pytest.raises(NotAllowed) as refused:
            merge(into, name, by=edna)
        assert "Readers of KZVN have it" in str(refused.value)
    assert not StoryEvent.objects.filter(verb="tag_merged").exists()


def test_a_draft_of_another_station_keeps_its_subject(section: Section) -> None:
    there = make_section(make_station("KZVN"), "Water & Land", "water-land")
    edna = make_user("edna", Role.EDITOR, section.station)
    live(section, "Here", "Transit")
    draft = make_story(there, "There", tags=["Buses"])
    with pytest.raises(NotAllowed, match="Stories of KZVN have it, too"):
        merge("Transit", "Buses", by=edna)
    assert tags_of(draft) == ["Buses"]
    edna.memberships.create(station=there.station, role=Role.EDITOR)
    assert merge("Transit", "Buses", by=User.objects.get(pk=edna.pk)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_merge_waits_for_a_publication_that_names_the_tag() -> None:
    section, gia = make_section(make_station()), make_admin()
    story = make_story(section, tags=["Buses"])
    make_story(section, "Transit", tags=["Transit"])

    def merge_meanwhile() -> None:
        try:
            merge("Transit", "Buses", by=gia)
        finally:
            connection.close()

    other = threading.Thread(target=merge_meanwhile)
    with transaction.atomic(), connection.cursor() as cursor:
        publish_story(placement=home(story), by=None)
        other.start()
        waits = False
        while other.is_alive() and not waits:
            other.join(0.02)
            cursor.execute("select exists (select from pg_locks where not granted)")
            (waits,) = cursor.fetchone()
    other.join()
    assert waits
    listed = EditionKey.objects.filter(kind="tag", story_id=story.pk)
    assert list(listed.values_list("key", flat=True)) == [tag("Transit").pk]
