"""Writing in the admin: what a save keeps, what it refuses, and that nothing typed is lost."""

import datetime as dt
from typing import Any

import pytest

from articles.models import Byline, Person, Source, Station, Story, StoryEvent, Tag, User
from articles.services.drafting import Credit, keep_revision
from articles.services.reviewing import move_stage
from articles.workflow import Stage
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, fields_of, said, save, url
from tests.cast import home, make_story, make_user


def write(user: User, **changes: Any) -> Any:
    """Open "New story", fill it in, save."""
    client = desk(user)
    sent = fields_of(client.get(url("story_add"))) | changes
    return client.post(url("story_add"), sent)


def newest() -> Story:
    return Story.objects.latest("pk")


def last_event(story: Story) -> StoryEvent:
    return StoryEvent.objects.filter(story_id=story.pk).latest("pk")


# --- A new story ----------------------------------------------------------------------------------------


def test_a_new_story_is_a_draft_with_placement_revision_and_names(newsroom: Newsroom) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    answer = write(
        newsroom.editor,
        headline="Pier closes for the winter",
        deck="Divers check the piles",
        body="The pier closed on Monday.\r\n\r\nIt opens again in March.",
        section=newsroom.local.pk,
        tags="Harbor, Winter",
        **{"bylines-0-name": "Ana Ruiz", "bylines-0-title": "Staff Writer", "bylines-0-ORDER": "1"},
    )
    story = newest()
    assert answer.headers["Location"] == url("story_change", story.pk)
    assert story.body == "<p>The pier closed on Monday.</p><p>It opens again in March.</p>"
    assert (story.stage, story.created_by, story.station) == (Stage.DRAFT, newsroom.editor, newsroom.kmia)
    assert (home(story).section, home(story).slug) == (newsroom.local, "pier-closes-for-the-winter")
    assert sorted(story.tags.names()) == ["Harbor", "Winter"]
    assert [(b.name, b.title, b.person) for b in story.bylines.all()] == [
        ("Ana Ruiz", "Staff Writer", person)
    ]
    assert story.revisions.get().content["bylines"][0]["person"] == "ana-ruiz"


@pytest.mark.parametrize(("chosen", "language"), [(None, "es"), ("es", "es"), ("en", "en")])
def test_a_new_story_is_in_the_language_of_its_station_unless_one_says(
    newsroom: Newsroom, chosen: str | None, language: str
) -> None:
    Station.objects.filter(pk=newsroom.kzvn.pk).update(language="es")
    said_so = {"language": chosen} if chosen else {}
    write(newsroom.gia, headline="Abre la presa", section=newsroom.desert.pk, **said_so)
    assert newest().language == language
    page = desk(newsroom.gia).get(url("story_change", newest().pk))
    assert [code for code, _words in page.context["form"].fields["language"].choices] == ["en", "es"]


def test_where_all_stations_speak_one_language_a_new_story_has_it(newsroom: Newsroom) -> None:
    Station.objects.update(language="es")
    write(newsroom.gia, headline="Abre la presa", section=newsroom.desert.pk)
    assert newest().language == "es"


def test_a_reporter_writes_and_an_editor_of_another_station_cannot_file_here(newsroom: Newsroom) -> None:
    assert write(newsroom.reporter, headline="Mine", section=newsroom.sports.pk).status_code == 302
    refused = write(newsroom.zoe, headline="Not here", section=newsroom.sports.pk)
    assert list(errors(refused)) == ["section"]
    assert newest().headline == "Mine"


def test_a_story_without_a_headline_comes_back_with_its_text(newsroom: Newsroom) -> None:
    answer = write(newsroom.editor, headline="  ", body="A text worth keeping", section=newsroom.local.pk)
    assert answer.status_code == 200
    assert "headline" in errors(answer)
    assert b"A text worth keeping" in answer.content
    assert not Story.objects.exists()


def test_cyrillic_headlines_get_an_address(newsroom: Newsroom) -> None:
    write(newsroom.editor, headline="Новости порта", section=newsroom.local.pk)
    assert home(newest()).slug == "novosti-porta"


def test_only_editors_invent_tags_and_a_tag_of_any_alphabet_has_a_slug(newsroom: Newsroom) -> None:
    Tag.objects.create(name="Harbor", slug="harbor")
    refused = write(newsroom.reporter, headline="A", section=newsroom.local.pk, tags="harbor, Ураган")
    assert errors(refused)["tags"] == ["There is no tag “Ураган” yet. An editor can add it."]
    write(newsroom.editor, headline="A", section=newsroom.local.pk, tags="harbor, Ураган")
    assert sorted(newest().tags.values_list("slug", flat=True)) == ["harbor", "uragan"]


def test_a_merged_tag_leads_on(newsroom: Newsroom) -> None:
    kept = Tag.objects.create(name="Hurricanes", slug="hurricanes")
    Tag.objects.create(name="Hurricane", slug="hurricane", merged_into=kept)
    write(newsroom.editor, headline="A", section=newsroom.local.pk, tags="hurricane")
    assert list(newest().tags.all()) == [kept]


# --- Saving ---------------------------------------------------------------------------------------------


def test_each_save_keeps_a_revision_with_the_names_of_what_was_changed(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    save(desk(newsroom.editor), story, deck="A new deck", tags="Harbor", note="After the call")
    story.refresh_from_db()
    revision = story.revisions.first()
    assert revision is not None
    assert (revision.number, revision.note, revision.created_by) == (2, "After the call", newsroom.editor)
    assert revision.content["deck"] == "A new deck"
    assert last_event(story).fields == ["deck", "tags"]
    assert story.version == 2


def test_a_save_without_a_change_keeps_nothing(newsroom: Newsroom) -> None:
    story = make_story(
        newsroom.local,
        body="<p>One.</p>\n<p>Two &amp; three.</p><ul><li>four</li></ul>",
        credits=[Credit("Ana Ruiz", "Staff Writer")],
        tags=["Harbor", "Boats"],
        published_at=dt.datetime(2026, 11, 1, 5, 30, 17, 123456, tzinfo=dt.UTC),
    )
    story.refresh_from_db()
    answer = save(desk(newsroom.editor), story)
    assert said(answer) == ["Nothing was changed."]
    after = Story.objects.get(pk=story.pk)
    assert (after.body, after.published_at, after.version) == (story.body, story.published_at, 1)
    assert story.revisions.count() == 1


def test_a_save_moves_the_story_within_its_station_only(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    save(desk(newsroom.editor), story, section=newsroom.sports.pk, slug="another-slug")
    assert (home(story).section, home(story).slug) == (newsroom.sports, "another-slug")
    refused = save(desk(newsroom.gia), story, section=newsroom.desert.pk)
    assert list(errors(refused)) == ["section"]
    refused = save(desk(newsroom.gia), story, slug="Not a slug")
    assert list(errors(refused)) == ["slug"]


def test_a_save_lifts_ready(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    move_stage(story=story, verb="make_ready", by=newsroom.editor)
    save(desk(newsroom.editor), story, deck="One more thought")
    story.refresh_from_db()
    assert (story.stage, story.approved_revision) == (Stage.DRAFT, None)


def test_a_story_made_ready_while_somebody_writes_is_no_longer_ready(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    sent = fields_of(client.get(url("story_change", story.pk))) | {"deck": "Typed before it was ready"}
    move_stage(story=story, verb="make_ready", by=newsroom.editor)
    client.post(url("story_change", story.pk), sent)
    story.refresh_from_db()
    assert (story.deck, story.stage) == ("Typed before it was ready", Stage.DRAFT)


def test_the_body_is_cleaned(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    body = '<p onclick="x()">Fine.</p><script>steal()</script>\r\n\r\nPlain & simple\r\n\r\n<h2>Next</h2>'
    save(desk(newsroom.editor), story, body=body)
    story.refresh_from_db()
    assert story.body == "<p>Fine.</p><p>Plain &amp; simple</p><h2>Next</h2>"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("x" * (2 * 1024 * 1024 + 1), "2 MB"),
        ("<div>" * 101 + "deep", "100 levels"),
    ],
    ids=["too large", "too deep"],
)
def test_a_body_that_is_too_much_is_refused_at_its_field(
    newsroom: Newsroom, body: str, sentence: str
) -> None:
    story = make_story(newsroom.local)
    refused = save(desk(newsroom.editor), story, body=body)
    assert sentence in errors(refused)["body"][0]
    story.refresh_from_db()
    assert story.version == 1


def test_names_change_places(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, credits=[Credit("Ana Ruiz"), Credit("Theo Marchetti")])
    save(desk(newsroom.editor), story, **{"bylines-0-ORDER": "2", "bylines-1-ORDER": "1"})
    assert list(story.bylines.values_list("position", "name")) == [(0, "Theo Marchetti"), (1, "Ana Ruiz")]
    assert last_event(story).fields == ["bylines"]


def test_a_name_goes_and_the_others_stay_as_they_were(newsroom: Newsroom) -> None:
    person = Person.objects.create(name="Ana María Ruiz", slug="ana-ruiz")
    story = make_story(
        newsroom.local, credits=[Credit("Wire services"), Credit("A. Ruiz", "Staff", person.pk)]
    )
    save(desk(newsroom.editor), story, **{"bylines-0-DELETE": "on"})
    kept = Byline.objects.get(story=story)
    assert (kept.position, kept.name, kept.title, kept.person) == (0, "A. Ruiz", "Staff", person)


def test_two_people_of_one_name_are_never_guessed_at(newsroom: Newsroom) -> None:
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz-2")
    write(
        newsroom.editor,
        headline="A",
        section=newsroom.local.pk,
        **{"bylines-0-name": "Ana Ruiz", "bylines-0-ORDER": "1"},
    )
    assert newest().bylines.get().person is None
    refused = save(desk(newsroom.editor), newest(), **{"bylines-0-person": "ana ruiz"})
    assert refused.context["bylines"].errors[0]["person"] == [
        "Several people have that name. Write one of these: ana-ruiz, ana-ruiz-2"
    ]


def test_an_estimate_needs_its_date(newsroom: Newsroom) -> None:
    refused = save(desk(newsroom.editor), make_story(newsroom.local), published_at_estimated="on")
    assert errors(refused)["published_at"] == ["Which date is the estimate? Write it, or take the mark away."]


def test_whoever_writes_an_hour_knows_it(newsroom: Newsroom) -> None:
    midnight = dt.datetime(2025, 11, 20, 5, tzinfo=dt.UTC)
    story = make_story(newsroom.local, published_at=midnight, published_at_day_only=True)
    client = desk(newsroom.editor)
    save(client, story, deck="The day stays a day")
    story.refresh_from_db()
    assert (story.published_at, story.published_at_day_only) == (midnight, True)
    save(client, story, published_at="2025-11-20T09:14")
    story.refresh_from_db()
    assert (story.published_at.isoformat(), story.published_at_day_only) == (
        "2025-11-20T14:14:00+00:00",
        False,
    )


# --- Who may save ---------------------------------------------------------------------------------------


def test_a_reporter_edits_their_own_draft_and_reads_the_others(newsroom: Newsroom) -> None:
    mine, theirs = make_story(newsroom.local, by=newsroom.reporter), make_story(newsroom.local)
    client = desk(newsroom.reporter)
    assert save(client, mine, deck="Mine").status_code == 302
    page = client.get(url("story_change", theirs.pk))
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert client.post(url("story_change", theirs.pk), fields_of(page) | {"deck": "No"}).status_code == 403
    theirs.refresh_from_db()
    assert (theirs.deck, theirs.version) == ("", 1)


def test_another_stations_editor_does_not_find_the_story(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.zoe)
    stories = url("story_changelist")
    assert client.get(url("story_change", story.pk)).headers["Location"] == stories
    assert client.post(url("story_change", story.pk), {"headline": "No"}).headers["Location"] == stories
    assert client.get(url("story_history", story.pk)).headers["Location"] == stories
    story.refresh_from_db()
    assert story.version == 1


def test_fields_that_are_not_on_the_form_do_not_change(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    before = Story.objects.filter(pk=story.pk).values().get()
    extra = {
        "id": 99,
        "station": newsroom.kzvn.pk,
        "station_id": newsroom.kzvn.pk,
        "stage": Stage.READY,
        "approved_revision": story.revisions.get().pk,
        "created_by": newsroom.gia.pk,
        "binned_at": "2026-01-01T00:00",
        "placements": "1",
        "down_kind": "killed",
        "home": "",
        "is_superuser": "on",
    }
    answer = save(desk(newsroom.editor), story, deck="Only this", **extra)
    assert answer.status_code == 302
    after = Story.objects.filter(pk=story.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"deck", "version", "updated_at"}
    assert home(story).down_kind == ""


# --- What the page shows --------------------------------------------------------------------------------


def test_the_page_shows_what_happened_to_the_story(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, source=Source.objects.create(name="AW", kind="wire", label="From AW"))
    for number in range(8):
        story.deck = f"Deck {number}"
        story.save()
        keep_revision(story=story, by=newsroom.editor, fields=["deck"])
    client = desk(newsroom.editor)
    page = client.get(url("story_change", story.pk))
    assert len(page.context["history"].revisions) == 6
    assert b"The whole history" in page.content
    whole = client.get(url("story_history", story.pk))
    assert len(whole.context["history"].revisions) == 9
    revision = story.revisions.order_by("number")[1]
    assert b"Deck 0" in client.get(url("revision_change", revision.pk)).content


def test_a_revision_is_read_by_those_who_may_read_the_story(newsroom: Newsroom) -> None:
    revision = make_story(newsroom.local).revisions.get()
    assert desk(newsroom.reporter).get(url("revision_change", revision.pk)).status_code == 200
    assert desk(newsroom.zoe).get(url("revision_change", revision.pk)).status_code == 302
    assert desk(newsroom.gia).post(url("revision_change", revision.pk), {"note": "x"}).status_code == 403


def test_a_section_reporter_files_in_that_section_alone(newsroom: Newsroom) -> None:
    stringer = make_user("stu", "reporter", newsroom.kmia, section=newsroom.sports)
    form = desk(stringer).get(url("story_add")).context["form"]
    assert [section.name for section in form.fields["section"].queryset] == ["Sports"]
