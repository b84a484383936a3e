"""Proving an import: what counts as accounted for, whatever became of the file."""

import re

import pytest
from django.core.management import CommandError, call_command

from articles.models import ImportRun, Person, Revision, Role, Section, Source, Story, Tag
from articles.services.deleting import bin_story, empty_bin
from articles.services.drafting import claim_version, keep_revision
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from articles.services.taking_down import kill_story, withdraw_story
from tests.articles.importers.desk import Desk
from tests.articles.importers.importing import BODY, copy
from tests.cast import home, make_admin, make_section, make_station, make_user

pytestmark = pytest.mark.django_db
MORE = BODY + "\n\nThe last boat leaves at ten."


def clean(desk: Desk, run: ImportRun, *notes: str) -> None:
    """Nothing is missing, and exactly these notes are made, file by file."""
    said = re.sub(r", story \d+:", ":", desk.verify(run, "--notes")).splitlines()
    assert (said[:-1], desk.code) == ([f"note: {note}" for note in notes], 0)
    assert f"0 gaps, {len(notes)} note" in said[-1]


def edit(story: Story, by: str = "edna", **fields: str) -> None:
    editor = make_user(by, Role.EDITOR, story.station)
    claim_version(story=story, version=Story.objects.get(pk=story.pk).version)
    Story.objects.filter(pk=story.pk).update(**fields)
    keep_revision(story=Story.objects.get(pk=story.pk), by=editor)


@pytest.mark.parametrize("publish", [(), ("--publish",)])
def test_a_fresh_import_is_clean(desk: Desk, publish: tuple[str, ...]) -> None:
    lines = (
        "By Ana Ruiz, editor and Sam Okoro",
        "Published: Oct. 8, 2025, 9:14 a.m.",
        "Updated: Oct. 9, 2025",
        "Tags: Transit, bay, TRANSIT",
        "Source: Gulf Coast Wire",
        "EMBARGOED UNTIL Oct. 8, 2025, 9 a.m. CT",
    )
    desk.file("a.txt", copy("Ferry “returns” & <b>stays</b>", BODY, *lines))
    desk.file("b.txt", copy("Plain").replace("\n", "\r\n").encode("cp1252"))
    desk.file("c/empty.txt", "")
    run = desk.bring_in(*publish)
    assert desk.verify(run) == (
        f"Run {run.pk}: 3 files (2 created, 1 refused); "
        "31 words of headlines and text and 43 of other lines accounted for; 0 gaps, 0 notes.\n"
    )
    assert desk.code == 0


def test_whatever_is_set_aside_is_told_of(desk: Desk) -> None:
    lines = (
        "Published: some day",
        "Published: May 1, 2009",
        "Published: May 2, 2009",
        "Source: A",
        "source: B",
        "Tags:",
        "EMBARGOED UNTIL further notice",
        "*** HOLD FOR RELEASE ***",
        "Embargoed: Jan. 5, 2009",
    )
    desk.file("a.txt", copy("Ferry returns", BODY, *lines))
    clean(desk, desk.bring_in("--publish"))


def test_what_a_run_was_told_counts(desk: Desk) -> None:
    desk.file("a.txt", f"Ferry returns\n\n{BODY}\n".encode("cp850", "replace"))
    desk.file("b.txt", "Café\n\nOlé.\n".encode("cp850"))
    run = desk.bring_in(
        "--station",
        "KMIA",
        "--section",
        "Local News",
        "--encoding",
        "cp850",
        "--published-at",
        "2009-05-01T12:00:00-04:00",
    )
    assert run.totals["created"] == 2
    clean(desk, run)
    clean(desk, desk.bring_in("--station", "KMIA", "--section", "Local News", "--encoding", "cp850"))


def test_unchanged_files_are_where_the_first_run_put_them(desk: Desk) -> None:
    desk.file("a.txt", copy("Ferry returns", BODY, "Published: nobody knows"))
    desk.bring_in("--publish")
    run = desk.bring_in("--publish")
    assert run.totals["unchanged"] == 1
    clean(desk, run)


def test_other_layout_and_encoding_are_no_loss(desk: Desk) -> None:
    desk.file("a.txt", copy())
    desk.bring_in()
    desk.file("a.txt", copy().replace(". ", ".  ").replace("\n", "\r\n").encode("utf-16"))
    run = desk.bring_in()
    assert run.totals["unchanged"] == 1
    clean(desk, run)


def test_a_draft_published_later_is_proved_to_its_page(desk: Desk) -> None:
    desk.file("a.txt", copy())
    first = desk.bring_in()
    second = desk.bring_in("--publish")
    assert second.totals["updated"] == 1
    clean(desk, first)
    clean(desk, second)


def test_newer_copy_leaves_the_older_one_in_its_revision(desk: Desk) -> None:
    desk.file("a.txt", copy())
    first = desk.bring_in("--publish")
    desk.file("a.txt", copy(body=MORE))
    second = desk.bring_in("--publish")
    clean(desk, first, "a.txt: changed by a later import since, in revision 2")
    clean(desk, second)


def test_newer_copy_may_keep_an_embargo_of_before(desk: Desk) -> None:
    later = "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."
    desk.file("a.txt", copy("Ferry returns", BODY, later))
    desk.file("b.txt", copy("Second", BODY, later))
    desk.bring_in()
    desk.file("a.txt", copy("Ferry returns", MORE, sooner := "EMBARGOED UNTIL Jan. 5, 2080, 6 a.m."))
    desk.file("b.txt", copy("Second", MORE))
    run = desk.bring_in()
    assert run.totals["updated"] == 2
    clean(desk, run, f"a.txt: “{sooner}” gave way to an embargo of before")


def test_an_editors_change_is_no_loss_and_newer_copy_is_held(desk: Desk) -> None:
    desk.file("a.txt", copy())
    first = desk.bring_in("--publish")
    edit(Story.objects.get(), body="<p>All new.</p>")
    desk.file("a.txt", copy(body=MORE))
    second = desk.bring_in("--publish")
    clean(desk, first, "a.txt: changed by an editor since, in revision 2")
    clean(desk, second, "a.txt: held for an editor, as revision 3")


def test_newer_copy_of_what_was_taken_down_is_kept_in_the_ledger(desk: Desk) -> None:
    desk.file("a.txt", copy())
    first = desk.bring_in("--publish")
    withdraw_story(placement=home(Story.objects.get()), by=None)
    desk.file("a.txt", copy(body=MORE))
    second = desk.bring_in("--publish")
    assert second.totals["unchanged"] == 1
    clean(desk, first)
    warning = second.items.get().warnings[-1]
    clean(desk, second, f"a.txt: its words are in the ledger only: {warning}")


def test_a_duplicate_has_the_same_words_and_its_own_lines_are_noted(desk: Desk, section: Section) -> None:
    make_section(section.station, "Politics")
    desk.file("a.txt", copy())
    desk.file("b.txt", copy("FERRY  RETURNS", BODY.upper(), "By Sam Okoro").replace("Local News", "Politics"))
    run = desk.bring_in("--publish")
    assert run.totals["duplicate"] == 1
    aside = "a duplicate with a line of its own, which only the ledger has"
    clean(desk, run, f"b.txt: {aside}: “Politics”", f"b.txt: {aside}: “By Sam Okoro”")


def test_a_deleted_story_is_noted(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in()
    bin_story(story=Story.objects.get(), by=make_admin())
    clean(desk, run)
    empty_bin(days=0)
    clean(desk, run, "a.txt: its story was deleted from the bin since")


def test_a_redacted_story_is_noted_without_a_word_of_it(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in("--publish")
    redact_story(story=Story.objects.get(), by=make_admin(), reason="Court order.")
    clean(desk, run, "a.txt: its story was redacted, and its bytes with it")


def test_killed_and_published_again_is_no_loss(desk: Desk) -> None:
    desk.file("a.txt", copy())
    desk.file("b.txt", copy("Second"))
    run = desk.bring_in("--publish")
    kill_story(story=Story.objects.get(headline="Second"), by=None)
    story = Story.objects.get(headline="Ferry returns")
    edit(story, deck="A deck")
    publish_story(placement=home(story), by=None)
    clean(desk, run, "a.txt: changed by an editor since, in revision 2")


def test_names_that_changed_since_are_no_loss(desk: Desk, section: Section) -> None:
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    into = Tag.objects.create(name="Transport", slug="transport")
    desk.file("a.txt", copy("One", BODY, "By Ana Ruiz", "Tags: Transit, bay", "Source: Gulf Coast Wire"))
    desk.bring_in()
    Tag.objects.filter(name="Transit").update(merged_into=into)
    desk.file("b.txt", copy("Two", BODY, "Tags: transit"))
    run = desk.bring_in("--publish")
    clean(desk, run)
    Tag.objects.filter(name="bay").update(name="Biscayne Bay")
    Person.objects.filter(pk=ana.pk).update(name="Ana Ruiz Vega")
    Source.objects.filter(name="Gulf Coast Wire").update(name="Coast Wire")
    section.station.former_callsigns.create(callsign="KMIA-TV")
    clean(desk, run, "a.txt: the source “Gulf Coast Wire” has another name now")
    Section.objects.filter(pk=section.pk).update(name="Metro")
    notes = (
        "a.txt: no section of the station is called “Local News” now",
        "a.txt: the source “Gulf Coast Wire” has another name now",
        "b.txt: no section of the station is called “Local News” now",
    )
    clean(desk, run, *notes)
    Section.objects.filter(pk=section.pk).update(aliases=["LOCAL  NEWS"])
    clean(desk, run, notes[1])


def test_many_editions_of_one_story(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in("--publish")
    for number in range(12):
        desk.file("a.txt", copy(body=f"{BODY}\n\nNumber {number}."))
        last = desk.bring_in("--publish")
    clean(desk, run, "a.txt: changed by a later import since, in revision 13")
    clean(desk, last)


def test_stations_in_other_zones(desk: Desk) -> None:
    make_section(make_station("KZVN"))
    desk.file(
        "a.txt", copy("One", BODY, "Published: May 1, 2009, 11 p.m.", station="High Desert Today, KZVN")
    )
    clean(desk, desk.bring_in("--publish"))


def test_two_versions_of_one_story_in_one_folder(desk: Desk) -> None:
    """The same bytes under two names, one of which becomes another story later."""
    desk.file("a.txt", copy())
    desk.file("b.txt", copy())
    first = desk.bring_in("--publish")
    desk.file("b.txt", copy("Council votes", "Seven members said yes.\n\nTwo were absent."))
    second = desk.bring_in("--publish")
    assert (first.totals["duplicate"], second.totals["created"]) == (1, 1)
    clean(desk, first)
    clean(desk, second)


def test_an_unfinished_run_is_a_gap(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in()
    ImportRun.objects.update(finished_at=None)
    assert "gap: the run has not finished" in desk.verify(run)
    assert desk.code == 1


def test_wrong_usage(desk: Desk) -> None:
    with pytest.raises(CommandError, match="There is no run 404") as missing:
        call_command("verify_import", "404")
    assert missing.value.returncode == 2


def test_nothing_is_written(desk: Desk) -> None:
    desk.file("a.txt", copy())
    run = desk.bring_in("--publish")
    before = (list(Story.objects.values()), list(Revision.objects.values()), list(ImportRun.objects.values()))
    desk.verify(run)
    assert before == (
        list(Story.objects.values()),
        list(Revision.objects.values()),
        list(ImportRun.objects.values()),
    )


def test_a_gap_is_told_with_its_place_in_the_file(desk: Desk) -> None:
    """The example of the reference."""
    quoted = BODY.replace("four dollars", "“four dollars”")
    desk.file("1998/ferry.txt", copy("Ferry returns", quoted))
    desk.file("1998/pie.txt", copy("Pie", quoted))
    run = desk.bring_in()
    story = Story.objects.get(headline="Ferry returns")
    revision = story.revisions.get()
    revision.content["body"] = revision.content["body"].replace("“", "")
    revision.save()
    assert desk.verify(run).splitlines() == [
        f"gap: 1998/ferry.txt, story {story.pk}: its words are not all in the story "
        "(paragraph 2 of the text, line 8, byte 92)",
        "  file: Tickets cost [“four] dollars”, the port said.",
        "  held: Tickets cost [four] dollars”, the port said.",
        f"Run {run.pk}: 2 files (2 created); 16 words of headlines and text and 10 of other lines accounted "
        "for; 1 gap, 0 notes.",
    ]


def test_what_an_earlier_run_was_told_counts_for_bytes_that_are_only_recognised(desk: Desk) -> None:
    desk.file("a.txt", "Café\n\nEMBARGOED UNTIL no date\n\nOlé.\n".encode("cp850"))
    desk.file("b.txt", "Wrld\n\nNoël in the bay\n\nÇa va.\n".encode("cp850"))
    told = ("--station", "KMIA", "--encoding", "cp850", "--published-at", "2009-05-01T12:00:00-04:00")
    first = desk.bring_in(*told, "--section", "Local News", "--map", "Wrld=Local News")
    second = desk.bring_in("--publish")
    assert (first.totals["created"], second.totals["updated"], second.totals["unchanged"]) == (2, 1, 1)
    clean(desk, first)
    clean(desk, second)
