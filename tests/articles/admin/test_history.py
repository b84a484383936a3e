"""The history of a story: every save compared with any other, and every field brought back."""

import datetime as dt
from typing import Any

import pytest

from articles.forms.comparing import FIELDS, as_content, compare
from articles.forms.story_merging import working_copy
from articles.models import Asset, Person, Revision, Source, Story, StoryEvent, Tag
from articles.services.bulk import Draft, hold_copy
from articles.services.content import StoryContent
from articles.services.drafting import Credit
from articles.services.merging import FOLLOWS, LISTS, VALUES
from articles.services.publishing import publish_story
from articles.text.shown import Item, Run
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, fields_of, said, save, url
from tests.cast import home, make_picture, make_story

BODY = "<p>The ferry runs again from Monday.</p><p>Tickets cost four dollars.</p>"


def compared(client: Any, story: Story, old: object, new: object) -> dict[str, Any]:
    page = client.get(url("story_compare", story.pk), {"from": old, "to": new})
    assert page.status_code == 200
    return {change.label: change for change in page.context["changes"]}


def restore(client: Any, story: Story, number: int, **others: Any) -> Any:
    story.refresh_from_db()
    newest = story.revisions.once_current().first()
    sent = {"revision": number, "version": story.version, "base": newest.number} | others
    return client.post(url("story_restore", story.pk), sent)


@pytest.fixture
def rewritten(newsroom: Newsroom) -> Story:
    """Revision 1 and, with every field changed, revision 2."""
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire")
    story = make_story(
        newsroom.local,
        body=BODY,
        deck="A deck",
        dateline="MIAMI",
        slug="ferry",
        tags=["Harbor", "Boats"],
        credits=[Credit("Ana Ruiz", "Staff Writer", ana.pk), Credit("Bo Lind")],
        lead_picture=make_picture("Bay"),
        # Half past one in the night in which the clocks go back, the second time, to the microsecond.
        published_at=dt.datetime(2026, 11, 1, 6, 30, 17, 123456, tzinfo=dt.UTC),
        embargo_until=dt.datetime(2031, 2, 1, 11, tzinfo=dt.UTC),
        on_hold=True,
        source=Source.objects.get(),
    )
    save(
        desk(newsroom.publisher),
        story,
        headline="Ferry stays away",
        deck="",
        body=BODY.replace("Monday", "Tuesday"),
        dateline="BAYFRONT",
        section=newsroom.sports.pk,
        slug="ferry-stays",
        tags="Boats, Fares",
        lead_picture=make_picture("Pier").pk,
        published_at="",
        embargo_until="2031-01-01T01:00",
        embargo_reason="The office agreed",
        on_hold=None,
        source="",
        language="es",
        note="After the call",
        **{"bylines-0-DELETE": "on"},
    )
    story.refresh_from_db()
    assert story.revisions.count() == 2
    return story


def test_every_field_of_two_revisions_is_compared_in_the_desks_words(
    newsroom: Newsroom, rewritten: Story
) -> None:
    changes = compared(desk(newsroom.reporter), rewritten, 1, 2)
    assert list(changes) == [
        "Headline",
        "Deck",
        "Bylines",
        "Dateline",
        "Text",
        "Lead picture",
        "Tags",
        "Section",
        "Slug",
        "Source",
        "Language",
        "Date shown",
        "Embargoed until",
        "Hold for release",
    ]
    assert changes["Headline"].runs == [
        Run("same", "Ferry "),
        Run("removed", "returns to the bay"),
        Run("added", "stays away"),
    ]
    assert changes["Bylines"].items == [
        Item("same", "Bo Lind"),
        Item("removed", "Ana Ruiz, Staff Writer (page: ana-ruiz)"),
    ]
    assert changes["Tags"].items == [Item("same", "Boats"), Item("added", "Fares"), Item("removed", "Harbor")]
    assert changes["Section"].runs == [Run("removed", "KMIA: Local News"), Run("added", "KMIA: Sports")]
    assert changes["Embargoed until"].runs == [
        Run("removed", "6:00 a.m. EST, Feb. 1, 2031"),
        Run("added", "1:00 a.m. EST, Jan. 1, 2031"),
    ]
    assert [run.text for run in changes["Text"].blocks[0][0].runs if run.kind == "added"] == ["Tuesday."]


def test_words_are_marked_by_more_than_colour(newsroom: Newsroom, rewritten: Story) -> None:
    page = desk(newsroom.editor).get(url("story_compare", rewritten.pk), {"from": "1", "to": "2"})
    text = page.content.decode()
    for tag, words in (("del", "[removed: </span>Monday."), ("ins", "[added: </span>Tuesday.")):
        assert f'<{tag}><span class="visually-hidden">{words}<span class="visually-hidden">]' in text
    assert "“After the call”" in text


def test_restoring_brings_back_every_field_as_a_new_revision(newsroom: Newsroom, rewritten: Story) -> None:
    first = rewritten.revisions.get(number=1)
    answer = restore(desk(newsroom.publisher), rewritten, 1)
    assert (answer.status_code, said(answer)) == (
        302,
        ["Restored revision 1. Readers get it once it is published."],
    )
    newest = rewritten.revisions.first()
    assert newest is not None
    assert (newest.number, newest.note, newest.created_by) == (3, "Restored revision 1", newsroom.publisher)
    assert newest.content == first.content
    assert working_copy(Story.objects.get(pk=rewritten.pk)) == first.content


def test_what_cannot_be_restored_is_told_at_its_field_and_the_rest_is_in_the_form(
    newsroom: Newsroom, rewritten: Story
) -> None:
    Asset.objects.filter(title="Bay").update(killed_at=dt.datetime.now(dt.UTC))
    refused = restore(desk(newsroom.publisher), rewritten, 1)
    assert list(errors(refused)) == ["lead_picture"]
    assert refused.context["form"]["deck"].value() == "A deck"
    # As the browser would send it: with the hour of the two that the page has marked.
    means = refused.context["form"].fields["published_at"].widget.means
    sent = fields_of(refused) | {"lead_picture": "", "published_at-means": means}
    assert desk(newsroom.publisher).post(url("story_change", rewritten.pk), sent).status_code == 302
    rewritten.refresh_from_db()
    assert (rewritten.deck, rewritten.lead_picture) == ("A deck", None)
    # To the thousandth of a second, which is all that a page can show.
    assert rewritten.published_at == dt.datetime(2026, 11, 1, 6, 30, 17, 123000, tzinfo=dt.UTC)


def test_restoring_lifts_no_embargo_by_the_way(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    save(desk(newsroom.editor), story, embargo_until="2031-01-01T01:00")
    assert list(errors(restore(desk(newsroom.editor), story, 1))) == ["embargo_until"]
    asked = restore(desk(newsroom.publisher), story, 1)
    assert list(errors(asked)) == ["embargo_reason"]
    assert story.revisions.count() == 2


def test_restoring_on_top_of_a_save_one_has_not_seen_merges(newsroom: Newsroom, rewritten: Story) -> None:
    save(desk(newsroom.editor), rewritten, dateline="KEY PALM")
    late = restore(desk(newsroom.publisher), rewritten, 1, version=2, base=2)
    assert [change.label for change in late.context["proposal"].disputed] == ["Dateline"]
    assert late.context["form"]["headline"].value() == "Ferry returns to the bay"
    assert rewritten.revisions.once_current().count() == 3


def test_a_renamed_tag_is_restored_as_it_is_called_now(newsroom: Newsroom, rewritten: Story) -> None:
    Tag.objects.filter(name="Harbor").update(name="Port")
    restore(desk(newsroom.publisher), rewritten, 1)
    assert sorted(rewritten.tags.names()) == ["Boats", "Port"]
    assert not Tag.objects.filter(name="Harbor").exists()


# --- Since it was last live -----------------------------------------------------------------------------


def test_one_click_shows_what_changed_since_it_was_live(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY, tags=["Harbor"], credits=[Credit("Ana Ruiz")])
    publish_story(placement=home(story), by=None)
    client = desk(newsroom.editor)
    link = f'href="{url("story_compare", story.pk)}"'
    assert link in client.get(url("story_change", story.pk)).content.decode()
    unchanged = client.get(url("story_compare", story.pk))
    assert (unchanged.context["old"].spec, unchanged.context["changes"]) == ("live", [])
    assert b"No field differs between these two." in unchanged.content
    save(client, story, body=BODY.replace("four", "five"), deck="New")
    save(client, story, dateline="BAYFRONT")
    changed = client.get(url("story_compare", story.pk))
    assert [change.label for change in changed.context["changes"]] == ["Deck", "Dateline", "Text"]


def test_a_story_that_never_was_live_shows_its_last_save(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    save(client, story, deck="New")
    page = client.get(url("story_compare", story.pk))
    assert (page.context["old"].spec, page.context["new"].spec) == ("1", "now")
    assert [change.label for change in page.context["changes"]] == ["Deck"]


@pytest.mark.parametrize("spec", ["99", "x", "live", "-1", "1" * 30, "²"])
def test_versions_that_are_not_there_are_not_found(newsroom: Newsroom, spec: str) -> None:
    story = make_story(newsroom.local)
    assert desk(newsroom.editor).get(url("story_compare", story.pk), {"from": spec}).status_code == 404


def test_another_station_sees_no_history(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    assert desk(newsroom.zoe).get(url("story_compare", story.pk)).status_code == 404
    assert desk(newsroom.reporter).get(url("story_compare", story.pk)).status_code == 200
    answer = desk(newsroom.reporter).post(url("story_restore", story.pk), {"revision": "1"})
    assert answer.status_code == 403


# --- Copy held for an editor ----------------------------------------------------------------------------


@pytest.fixture
def held(newsroom: Newsroom) -> Story:
    """Imported, worked on, and imported again with newer copy."""
    story = make_story(newsroom.local, body=BODY)
    Revision.objects.filter(story=story).update(kind=Revision.Kind.IMPORTED)
    save(desk(newsroom.editor), story, body=BODY.replace("Monday", "Tuesday"), section=newsroom.sports.pk)
    story.refresh_from_db()
    content = StoryContent(
        headline="Ferry returns to the bay, twice",
        deck="",
        body=BODY.replace("four", "five"),
        language="en",
        dateline="",
        published_at=None,
        published_at_estimated=False,
    )
    hold_copy(story=story, draft=Draft(content=content, section=newsroom.local, slug="ferry"))
    return story


def test_held_copy_waits_on_the_form_until_somebody_decides(newsroom: Newsroom, held: Story) -> None:
    client = desk(newsroom.editor)
    notice = b"Newer copy from the import waits"
    assert notice in client.get(url("story_change", held.pk)).content
    answer = client.post(url("story_leave", held.pk), {"revision": "3"})
    assert said(answer) == ["Revision 3 waits no longer; it stays in the history."]
    assert notice not in client.get(url("story_change", held.pk)).content
    assert StoryEvent.objects.get(story_id=held.pk, verb="left_held_copy").actor == newsroom.editor


def test_held_copy_is_merged_on_what_the_import_brought_before(newsroom: Newsroom, held: Story) -> None:
    client = desk(newsroom.editor)
    opened = client.get(url("story_change", held.pk), {"_merge": "3"})
    assert [change.label for change in opened.context["proposal"].taken] == ["Headline", "Text"]
    held.refresh_from_db()
    assert held.headline == "Ferry returns to the bay"
    assert client.post(url("story_change", held.pk), fields_of(opened)).status_code == 302
    held.refresh_from_db()
    assert held.headline == "Ferry returns to the bay, twice"
    assert held.body == BODY.replace("Monday", "Tuesday").replace("four", "five")
    assert home(held).section == newsroom.sports
    newest = held.revisions.first()
    assert newest is not None
    assert (newest.note, held.revisions.waiting().exists()) == ("Merged with revision 3", False)


def test_held_copy_is_taken_over_whole(newsroom: Newsroom, held: Story) -> None:
    restore(desk(newsroom.editor), held, 3)
    held.refresh_from_db()
    assert held.body == BODY.replace("four", "five")
    newest = held.revisions.first()
    assert newest is not None
    assert (newest.note, held.revisions.waiting().exists()) == ("Took over revision 3", False)


def test_looking_at_a_merge_never_saves(newsroom: Newsroom, held: Story) -> None:
    before = working_copy(held)
    assert desk(newsroom.editor).get(url("story_change", held.pk), {"_merge": "3"}).status_code == 200
    assert desk(newsroom.reporter).get(url("story_change", held.pk), {"_merge": "3"}).status_code == 403
    assert desk(newsroom.editor).get(url("story_change", held.pk), {"_merge": "9"}).status_code == 404
    assert working_copy(Story.objects.get(pk=held.pk)) == before
    assert held.revisions.count() == 3


# --- Nothing is left out --------------------------------------------------------------------------------


def test_every_field_of_a_revision_is_compared_and_merged(newsroom: Newsroom) -> None:
    keys = set(working_copy(make_story(newsroom.local)))
    assert {key for field in FIELDS for key in field.keys} == keys
    merged = {name for names in VALUES for name in names} | set(FOLLOWS.values()) | set(LISTS) | {"body"}
    assert merged == keys


def test_a_published_story_compares_equal_to_its_edition(newsroom: Newsroom) -> None:
    Source.objects.create(name="Harbor Wire", kind="wire", label="From Harbor Wire")
    story = make_story(
        newsroom.local,
        body=BODY,
        tags=["Harbor", "Boats"],
        credits=[Credit("Bo Lind")],
        source=Source.objects.latest("pk"),
        lead_picture=make_picture("Dusk"),
    )
    edition = publish_story(placement=home(story), by=None)
    now, then = working_copy(Story.objects.get(pk=story.pk)), as_content(edition)
    shared = now.keys() & then.keys()
    sides = [{key: side[key] for key in shared} for side in (now, then)]
    assert compare(*sides, newsroom.kmia) == []
