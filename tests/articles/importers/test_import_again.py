"""A second delivery of the same files: what changes, and what an importer must leave alone."""

import pytest

from articles.models import (
    Edition,
    ImportBlob,
    ImportRun,
    Revision,
    Role,
    Section,
    Story,
    StoryEvent,
)
from articles.services.deleting import bin_story
from articles.services.drafting import claim_version, keep_revision
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from articles.services.taking_down import kill_story, withdraw_story
from articles.services.verification import verify_editions
from tests.articles.importers.desk import BODY, Desk, copy, everything_stored
from tests.cast import home, make_admin, make_section, make_station, make_user

pytestmark = pytest.mark.django_db
MORE = BODY + "\n\nThe last boat leaves at ten."


def test_again_changes_nothing(desk: Desk, section: Section) -> None:
    desk.file("ferry.txt", copy())
    desk.run("--publish")
    before = (list(Story.objects.values()), list(Edition.objects.values()), Revision.objects.count())
    assert desk.outcomes("--publish") == {"ferry.txt": "unchanged"}
    assert (list(Story.objects.values()), list(Edition.objects.values()), Revision.objects.count()) == before
    assert ImportRun.objects.count() == 2
    assert ImportBlob.objects.count() == 1


def test_without_publish_stories_are_drafts_and_a_second_run_publishes_them(
    desk: Desk, section: Section
) -> None:
    desk.file("ferry.txt", copy())
    assert desk.run()["items"][0]["url"] is None
    assert home(Story.objects.get()).publication == "unpublished"
    assert desk.outcomes("--publish") == {"ferry.txt": "updated"}
    assert home(Story.objects.get()).publication == "live"
    assert desk.outcomes("--publish") == {"ferry.txt": "unchanged"}


def test_the_same_story_twice_is_one(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.file("b.txt", copy().replace("Monday.", "Monday.  "))
    assert desk.outcomes() == {"a.txt": "created", "b.txt": "duplicate"}
    assert desk.outcomes() == {"a.txt": "unchanged", "b.txt": "duplicate"}
    desk.file("c.txt", copy())
    assert desk.outcomes()["c.txt"] == "duplicate"
    assert Story.objects.count() == 1


def test_the_same_copy_on_another_station_is_its_own(desk: Desk, section: Section) -> None:
    make_section(make_station("KZVN"))
    desk.file("a.txt", copy())
    desk.file("b.txt", copy(station="High Desert Today, KZVN"))
    assert desk.outcomes() == {"a.txt": "created", "b.txt": "created"}


def test_newer_copy_updates_what_nobody_touched(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    first = desk.run("--publish")["items"][0]
    desk.file("a.txt", copy(body=BODY + "\n\nThe last boat leaves at ten."))
    second = desk.run("--publish")["items"][0]
    assert (second["outcome"], second["url"]) == ("updated", first["url"])
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]
    assert Edition.objects.live().get().plain_text.endswith("The last boat leaves at ten.")
    assert Revision.objects.count() == 2


def test_newer_copy_never_overwrites_an_editor(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    story = Story.objects.get()
    editor = make_user("edna", Role.EDITOR, section.station)
    claim_version(story=story, version=story.version)
    Story.objects.filter(pk=story.pk).update(deck="Edna was here")
    keep_revision(story=Story.objects.get(), by=editor)
    desk.file("a.txt", copy(body=BODY + "\n\nThe last boat leaves at ten."))
    item = desk.run("--publish")["items"][0]
    assert (item["outcome"], item["warnings"]) == ("updated", ["held for an editor"])
    story.refresh_from_db()
    assert (story.deck, "last boat" in story.body) == ("Edna was here", False)
    held = Revision.objects.get(kind="held")
    assert "last boat" in held.content["body"]
    assert Edition.objects.count() == 1
    assert desk.outcomes("--publish") == {"a.txt": "unchanged"}


def test_what_was_taken_down_stays_down(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    withdraw_story(placement=home(Story.objects.get()), by=None)
    desk.file("a.txt", copy(body=BODY + "\n\nMore."))
    assert desk.outcomes("--publish") == {"a.txt": "unchanged"}
    assert not Edition.objects.live().exists()


def test_another_text_under_the_same_name_is_another_story(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run()
    desk.file("a.txt", copy("Council votes", "Seven members said yes.\n\nTwo were absent."))
    item = desk.run()["items"][0]
    assert item["outcome"] == "created"
    assert "is kept too" in item["warnings"][0]
    assert Story.objects.count() == 2
    assert desk.outcomes() == {"a.txt": "unchanged"}


def test_an_editors_publication_counts_as_touching(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run()
    publisher = make_user("paul", Role.PUBLISHER, section.station)
    publish_story(placement=home(Story.objects.get()), by=publisher)
    desk.file("a.txt", copy(body=BODY + "\n\nMore."))
    assert desk.run("--publish")["items"][0]["warnings"] == ["held for an editor"]


def test_a_text_that_comes_back_is_the_story_that_it_was(desk: Desk, section: Section) -> None:
    """Wrong files were laid over the right ones, and the right ones restored."""
    votes = copy("Council votes", "Seven members said yes.\n\nTwo were absent.")
    desk.file("a.txt", copy())
    first = desk.item()["story"]
    desk.file("a.txt", votes)
    second = desk.item()["story"]
    desk.file("a.txt", copy())
    item = desk.item()
    assert (item["outcome"], item["story"]) == ("unchanged", first)
    desk.file("a.txt", copy(body=MORE))
    assert (desk.item()["story"], Story.objects.count()) == (first, 2)
    desk.file("a.txt", votes + "\nNobody spoke against it.\n")
    item = desk.item()
    assert (item["outcome"], item["story"], Story.objects.count()) == ("updated", second, 2)


def test_newer_copy_that_came_without_publishing_goes_live_with_a_later_run(
    desk: Desk, section: Section
) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    desk.file("a.txt", copy(body=MORE))
    desk.run()
    assert Edition.objects.count() == 1
    assert desk.item("--publish")["outcome"] == "updated"
    assert Edition.objects.live().get().plain_text.endswith("The last boat leaves at ten.")
    assert desk.item("--publish")["outcome"] == "unchanged"


def test_drafts_go_live_with_all_that_they_have(desk: Desk, section: Section) -> None:
    for name in ("a", "b"):
        lines = ("By Ana Ruiz", f"Tags: bay, {name}", "Source: Gulf Coast Wire")
        desk.file(f"{name}.txt", copy(f"Story {name}", BODY, *lines))
    desk.file("c.txt", copy("Story c", BODY, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
    desk.run()
    desk.run("--publish")
    pages = {edition.headline: edition.page for edition in Edition.objects.live()}
    assert sorted(pages) == ["Story a", "Story b"]
    assert [tag["name"] for tag in pages["Story b"]["tags"]] == ["b", "bay"]
    assert pages["Story a"]["bylines"][0]["name"] == "Ana Ruiz"
    assert pages["Story a"]["source"]["label"] == "From Gulf Coast Wire"
    assert Edition.objects.coming().get().headline == "Story c"
    assert StoryEvent.objects.filter(verb="published").count() == 2
    assert list(verify_editions()) == []


def test_an_editors_story_is_held_once_and_not_for_another_line_end(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run()
    edit(Story.objects.get(), section)
    desk.file("a.txt", copy().replace("\n", "\r\n"))
    assert desk.item()["outcome"] == "unchanged"
    desk.file("a.txt", copy(body=MORE))
    assert desk.item()["warnings"] == ["held for an editor"]
    assert desk.item()["outcome"] == "unchanged"
    assert Revision.objects.filter(kind="held").count() == 1


def edit(story: Story, section: Section) -> None:
    """What Edna's save in the admin does to the story's version and record."""
    editor = make_user("edna", Role.EDITOR, section.station)
    claim_version(story=story, version=story.version)
    keep_revision(story=Story.objects.get(), by=editor)


def withdraw(story: Story) -> None:
    withdraw_story(placement=home(story), by=make_admin())


def kill(story: Story) -> None:
    kill_story(story=story, by=make_admin())


@pytest.mark.parametrize("take_down", [withdraw, kill])
def test_what_was_taken_down_lives_again_only_when_told(desk: Desk, section: Section, take_down) -> None:
    desk.file("a.txt", copy())
    before = desk.item("--publish")
    take_down(Story.objects.get())
    assert desk.item("--publish")["outcome"] == "unchanged"
    item = desk.item("--publish", "--revive")
    assert (item["outcome"], item["url"]) == ("updated", before["url"])
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]
    assert desk.item("--publish", "--revive")["outcome"] == "unchanged"


def test_newer_copy_revives_as_well(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    kill(Story.objects.get())
    desk.file("a.txt", copy(body=MORE))
    assert desk.item("--publish")["outcome"] == "unchanged"
    assert desk.item("--publish", "--revive")["outcome"] == "updated"
    assert Edition.objects.live().get().plain_text.endswith("The last boat leaves at ten.")


def test_a_binned_draft_is_revived_too(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run()
    bin_story(story=Story.objects.get(), by=make_admin())
    assert desk.item("--publish")["outcome"] == "unchanged"
    assert desk.item("--publish", "--revive")["outcome"] == "updated"
    assert (Story.objects.get().binned_at, home(Story.objects.get()).publication) == (None, "live")


def test_a_story_that_an_editor_worked_on_is_not_revived(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    edit(Story.objects.get(), section)
    withdraw(Story.objects.get())
    assert desk.item("--publish", "--revive")["outcome"] == "unchanged"
    desk.file("a.txt", copy(body=MORE))
    assert desk.item("--publish", "--revive")["warnings"] == ["held for an editor"]
    assert not Edition.objects.live().exists()


def test_a_redacted_story_comes_back_by_no_file(desk: Desk, section: Section) -> None:
    """Neither as the same bytes, nor as newer copy, nor under another name, nor damaged; nor its bytes."""
    desk.file("a.txt", copy("Ferry zqsentinel", "Body zqsentinel runs.\n\nYes it does."))
    desk.run("--publish")
    redact_story(story=Story.objects.get(), by=make_admin(), reason="Court order.")
    for again in (
        copy("Ferry zqsentinel", "Body zqsentinel runs.\n\nYes it does."),
        copy("Ferry zqsentinel", "Body zqsentinel runs.\n\nYes it does, daily."),
        "zqsentinel, damaged",
    ):
        desk.file("a.txt", again)
        desk.file("b.txt", copy("Ferry zqsentinel", "Body zqsentinel runs.\n\nYes it does."))
        report = desk.run("--publish", "--revive")
        assert report["totals"]["created"] == report["totals"]["updated"] == 0
    assert "zqsentinel" not in str(everything_stored())
    assert not ImportBlob.objects.exists()
    assert "its story was redacted" in report["items"][1]["warnings"][0]


def test_a_hold_or_a_longer_embargo_stops_what_was_to_come(desk: Desk, section: Section) -> None:
    for line in ("HOLD FOR RELEASE", "EMBARGOED UNTIL Feb. 5, 2090, 6 a.m."):
        name = line[:4]
        desk.file("a.txt", copy(name, BODY, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
        desk.run("--publish")
        desk.file("a.txt", copy(name, BODY, line))
        item = desk.item("--publish")
        assert item["outcome"] == "updated"
        assert "the edition that was to come is cancelled" in item["warnings"]
    assert [edition.live_from.month for edition in Edition.objects.coming()] == [2]


def test_two_folders_under_one_source_do_not_overwrite_each_other(desk: Desk, section: Section) -> None:
    desk.file("one/a.txt", copy())
    desk.file("two/a.txt", copy(body=MORE))
    paths = (str(desk.folder / "one"), str(desk.folder / "two"))
    for _ in range(2):
        one, two = desk.run("--source", "archive", paths=paths)["items"]
        assert two["outcome"] == "refused"
        assert two["reason"].startswith("another file of this run has the same source and path")
    assert one["outcome"] == "unchanged"
    assert desk.run("--source", "archive", "--dry-run", paths=paths)["items"][1]["outcome"] == "refused"
    make_section(make_station("KZVN"))
    desk.file("two/a.txt", copy(body=MORE, station="High Desert Today, KZVN"))
    assert desk.run("--source", "archive", paths=paths)["items"][1]["outcome"] == "created"


@pytest.mark.parametrize(
    ("line", "waits"),
    [
        ("", True),
        ("EMBARGOED UNTIL Jan. 4, 2090, 6 a.m.", True),
        ("EMBARGOED UNTIL Jan. 6, 2090, 6 a.m.", True),
        ("HOLD FOR RELEASE", False),
    ],
)
def test_newer_copy_never_lifts_an_embargo(desk: Desk, section: Section, line: str, waits: bool) -> None:
    desk.file("a.txt", copy("Ferry returns", BODY, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
    desk.run("--publish")
    before = Story.objects.get().embargo_until
    desk.file("a.txt", copy("Ferry returns", MORE, *filter(None, [line])))
    item = desk.item("--publish")
    story = Story.objects.get()
    assert item["outcome"] == "updated"
    assert before is not None
    assert story.embargo_until is not None
    assert story.embargo_until >= before
    assert [e.live_from for e in story.editions.coming()] == ([story.embargo_until] if waits else [])
    kept = "its earlier embargo is kept: a publisher can lift it"
    assert (kept in item["warnings"]) is (story.embargo_until == before)
