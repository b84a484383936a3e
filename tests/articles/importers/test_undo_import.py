"""Undoing an import: what nobody touched goes and stays away, what somebody touched is kept."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from django.test import Client

from articles.models import Edition, ImportRun, Role, Section, Story, StoryEvent, Tag, User
from articles.services.drafting import claim_version, keep_revision
from articles.services.publishing import publish_story
from articles.services.tags import merge_tags
from articles.services.taking_down import withdraw_story
from tests.articles.importers.desk import Desk
from tests.articles.importers.importing import BODY, copy
from tests.cast import home, make_admin, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path: Path, section: Section) -> Desk:
    make_admin("gia")
    return Desk(tmp_path)


def undo(desk: Desk, run: ImportRun, *arguments: str, by: str = "gia") -> list[str]:
    return desk.call("undo_import", str(run.pk), "--by", by, *arguments).splitlines()


def story_of(run: ImportRun, path: str) -> Story:
    story = run.items.get(path=path).story
    assert story
    return story


def state(story: Story) -> tuple[str, bool]:
    story = Story.objects.get(pk=story.pk)
    return home(story).publication, story.binned_at is not None


def save(story: Story, section: Section) -> None:
    editor = make_user("edna", Role.EDITOR, section.station)
    claim_version(story=story, version=story.version)
    keep_revision(story=story, by=editor)


def test_nothing_happens_without_a_yes(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in("--publish")
    story = story_of(run, "a.txt")
    events = StoryEvent.objects.count()
    assert undo(desk, run) == [
        f"story {story.pk}, a.txt: would be withdrawn",
        f"Run {run.pk}: 1 withdrawn, 0 binned, 0 kept.",
        "Nothing was changed: add --yes to do it.",
    ]
    assert desk.code == 0
    assert state(story) == ("live", False)
    assert StoryEvent.objects.count() == events


def test_live_stories_are_withdrawn_and_others_binned(desk: Desk) -> None:
    desk.file("a.txt", copy("Live"))
    desk.file("b.txt", copy("Draft", BODY, "HOLD FOR RELEASE"))
    desk.file("c.txt", copy("Coming", BODY, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
    run = desk.bring_in("--publish")
    live, draft, coming = (story_of(run, path) for path in ("a.txt", "b.txt", "c.txt"))
    assert undo(desk, run, "--yes", "--reason", "Imported by mistake.") == [
        f"story {live.pk}, a.txt: withdrawn",
        f"story {draft.pk}, b.txt: binned",
        f"story {coming.pk}, c.txt: binned",
        f"Run {run.pk}: 1 withdrawn, 2 binned, 0 kept.",
    ]
    assert (state(live), state(draft), state(coming)) == (
        ("withdrawn", False), ("unpublished", True), ("unpublished", True),
    )  # fmt: skip
    gone = Client(headers={"host": "kmia.localhost"}).get(f"/local-news/live-{live.pk}/")
    assert gone.status_code == 410
    assert "Imported by mistake." in gone.content.decode()
    assert not Edition.objects.due_or_live().exists()
    events = StoryEvent.objects.filter(actor__username="gia").order_by("pk").values_list("story_id", "verb")
    assert StoryEvent.objects.filter(story_id=coming.pk, verb="cancelled").count() == 1
    assert list(events) == [
        (live.pk, "undone"), (live.pk, "withdrawn"), (draft.pk, "undone"), (draft.pk, "binned"),
        (coming.pk, "undone"), (coming.pk, "binned"),
    ]  # fmt: skip


def test_what_somebody_touched_is_kept_with_the_reason(desk: Desk, section: Section, clock) -> None:
    for name in ("saved", "published", "withdrawn"):
        desk.file(f"{name}.txt", copy(name))
    drafts = desk.bring_in()
    save(story_of(drafts, "saved.txt"), section)
    publisher = make_user("paul", Role.PUBLISHER, section.station)
    for name in ("published", "withdrawn"):
        publish_story(placement=home(story_of(drafts, f"{name}.txt")), by=publisher)
    withdraw_story(placement=home(story_of(drafts, "withdrawn.txt")), by=publisher)
    now = f"{clock.now():%Y-%m-%d}"
    lines = undo(desk, drafts, "--yes")
    assert desk.code == 1
    assert [
        line.partition(", ")[2].split(" UTC")[0].rstrip(":0123456789").rstrip() for line in lines[:3]
    ] == [
        f"published.txt: kept, since paul has touched it: published, {now}",
        f"saved.txt: kept, since edna has touched it: saved, {now}",
        "withdrawn.txt: kept, since it was withdrawn already",
    ]
    assert lines[3] == f"Run {drafts.pk}: 0 withdrawn, 0 binned, 3 kept."
    assert state(story_of(drafts, "published.txt")) == ("live", False)
    assert state(story_of(drafts, "saved.txt")) == ("unpublished", False)


def test_a_merged_tag_is_no_touch(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in()
    story, gia = Story.objects.get(), User.objects.get(username="gia")
    story.tags.add("Buses")
    kept = Tag.objects.create(name="Transit", slug="transit")
    merge_tags(tags=[Tag.objects.get(name="Buses")], into=kept, by=gia)
    assert StoryEvent.objects.filter(story_id=story.pk, verb="tag_merged", actor=gia).exists()
    assert undo(desk, run, "--yes")[-1] == f"Run {run.pk}: 0 withdrawn, 1 binned, 0 kept."


def test_a_change_that_no_event_tells_of_counts_as_well(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in()
    Story.objects.update(version=2)
    assert undo(desk, run, "--yes")[0].endswith("kept, since somebody has touched it: it was saved since")


def test_newer_copy_of_an_import_is_nobodys_touch(desk: Desk) -> None:
    desk.file("a.txt", copy())
    first = desk.bring_in("--publish")
    desk.file("a.txt", copy(body=BODY + "\n\nMore."))
    second = desk.bring_in("--publish")
    assert undo(desk, second, "--yes") == [
        f"Run {second.pk}: 0 withdrawn, 0 binned, 0 kept.",
        "Stories that the run updated stay as they are: 1.",
    ]
    assert undo(desk, first, "--yes")[0].endswith("a.txt: withdrawn")


def test_undone_stories_stay_undone(desk: Desk) -> None:
    desk.file("a.txt", copy("Live"))
    desk.file("b.txt", copy("Held", BODY, "HOLD FOR RELEASE"))
    run = desk.bring_in("--publish")
    undo(desk, run, "--yes")
    assert undo(desk, run, "--yes")[:2] == [
        f"story {story_of(run, 'a.txt').pk}, a.txt: kept, since it was withdrawn already",
        f"story {story_of(run, 'b.txt').pk}, b.txt: kept, since it lies in the bin already",
    ]
    assert desk.bring_in("--publish").totals["unchanged"] == 2
    desk.file("a.txt", copy("Live", BODY + "\n\nMore."))
    again = desk.bring_in("--publish")
    assert again.totals["unchanged"] == 2
    assert not Edition.objects.live().exists()
    desk.verify(run)
    assert desk.code == 0
    desk.verify(again)
    assert desk.code == 0


def test_a_run_that_says_so_brings_them_back(desk: Desk) -> None:
    desk.file("a.txt", copy("Live"))
    desk.file("b.txt", copy("Draft", BODY, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
    run = desk.bring_in("--publish")
    undo(desk, run, "--yes")
    revived = desk.bring_in("--publish", "--revive")
    assert revived.totals["updated"] == 2
    assert (state(story_of(run, "a.txt")), state(story_of(run, "b.txt"))) == (
        ("live", False), ("scheduled", False),
    )  # fmt: skip
    assert (desk.gaps(run), desk.gaps(revived)) == ([], [])


def test_other_runs_are_left_alone(desk: Desk) -> None:
    desk.file("a.txt", copy("One"))
    first = desk.bring_in("--publish")
    desk.file("b.txt", copy("Two"))
    second = desk.bring_in("--publish")
    undo(desk, second, "--yes")
    assert (state(story_of(first, "a.txt")), state(story_of(second, "b.txt"))) == (
        ("live", False), ("withdrawn", False),
    )  # fmt: skip


def test_only_a_group_administrator_may(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in("--publish")
    make_user("mia", Role.MANAGER, section.station)
    with pytest.raises(CommandError, match="does not allow"):
        undo(desk, run, "--yes", by="mia")
    assert state(story_of(run, "a.txt")) == ("live", False)


@pytest.mark.parametrize(
    ("run", "by", "message"), [("404", "gia", "no run 404"), ("", "nobody", "no user nobody")]
)
def test_wrong_usage(desk: Desk, run: str, by: str, message: str) -> None:
    desk.file("a.txt", copy())
    number = desk.bring_in().pk
    with pytest.raises(CommandError, match=message) as wrong:
        desk.call("undo_import", run or str(number), "--by", by)
    assert wrong.value.returncode == 2
