"""Who has a story, and the notes on it: the boxes of the story's page, and what their buttons do."""

import dataclasses
import datetime as dt
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles.admin.dossier import Dossier, notes_on
from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.errors import NewsroomError
from articles.forms.people import AssignForm, NoteForm
from articles.forms.times import desk_time
from articles.models import Story, StoryNote
from articles.permissions import may
from articles.services.assigning import add_note, assign_story, may_settle, resolve_note
from articles.services.clock import database_now
from articles.text.anchors import find_anchor
from articles.text.html import plain_text
from articles.text.plain import fold_space


@dataclasses.dataclass(frozen=True, slots=True)
class ShownNote:
    """A note in words; `passage` is what its words read now, empty where they are gone."""

    note: StoryNote
    when: str
    author: str
    to: str
    passage: str
    is_exact: bool
    may_resolve: bool


class StoryPeople:
    """Mixed into the story's admin."""

    def people_urls(self: Any) -> list[URLPattern]:
        return [
            self.act_url("note", self.note_view),
            self.act_url("resolve", self.resolve_view),
            self.act_url("assign", self.assign_view),
        ]

    def people_context(self: Any, request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        story, desk = dossier.story, dossier.desk
        may_assign = may(request.user, "assign_story", story)
        return {
            "notes": shown_notes(request, story, dossier.notes, dossier.now),
            "note_form": NoteForm(story=story, desk=desk),
            "assign_form": AssignForm(story=story, desk=desk) if may_assign else None,
            "assigned_to": person_words(story.assigned_to) if story.assigned_to else "",
        }

    def note_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story: Story = self.row_for(request, pk, "note_story")
        if not is_for_the_box(request) and (page := self.save_first(request, story)):
            return page
        form = NoteForm(request.POST, story=story)
        if not form.is_valid():
            return self.said_no(request, story, problems_of(form))
        given = form.cleaned_data
        return self.in_the_box(
            request,
            story,
            lambda: add_note(
                story=story,
                by=staff(request),
                text=given["note_text"],
                to=given["note_to"],
                quote=given["note_quote"],
                before=given["note_before"],
            ),
            _("The note is on the story."),
        )

    def resolve_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story: Story = self.row_for(request, pk, "note_story")
        number = request.POST.get("note_id", "")
        note = story.notes.filter(pk=number).first() if number.isdigit() and len(number) < 19 else None
        if note is None:
            raise Http404
        if not is_for_the_box(request) and (page := self.save_first(request, story)):
            return page
        return self.in_the_box(
            request, story, lambda: resolve_note(note=note, by=staff(request)), _("The note is settled.")
        )

    def assign_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story: Story = self.row_for(request, pk, "assign_story")
        if page := self.save_first(request, story):
            return page
        form = AssignForm(request.POST, story=story)
        if not form.is_valid():
            return self.said_no(request, story, problems_of(form))
        to = form.cleaned_data["assigned_to"]
        return self.act(
            request,
            story,
            lambda: assign_story(story=story, to=to, by=staff(request)),
            _("The story is with {who}.").format(who=person_words(to))
            if to
            else _("The story is with nobody."),
        )

    def in_the_box(self: Any, request: HttpRequest, story: Story, call: Any, done: str) -> HttpResponse:
        """Do it; a script gets the box of notes anew, everybody else the story's page."""
        if not is_for_the_box(request):
            return self.act(request, story, call, done)
        try:
            call()
        except NewsroomError as error:
            return self.said_no(request, story, str(error))
        context = {
            "original": story,
            "notes": shown_notes(request, story, list(notes_on(story)), database_now()),
            "note_form": NoteForm(story=story),
            "done": done,
        }
        return TemplateResponse(request, "admin/articles/story/_notes.html", context)

    def said_no(self: Any, request: HttpRequest, story: Story, sentence: str) -> HttpResponse:
        if is_for_the_box(request):
            return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
        messages.error(request, sentence)
        return self.back_to(story)


def problems_of(form: Form) -> str:
    return " ".join(str(sentence) for found in form.errors.values() for sentence in found)


def is_for_the_box(request: HttpRequest) -> bool:
    """Asked by notes.js, which leaves the rest of the page, and what was typed there, as it is."""
    return request.headers.get("X-Requested-With") == "fetch"


def shown_notes(
    request: HttpRequest, story: Story, rows: list[StoryNote], now: dt.datetime
) -> list[ShownNote]:
    """Each passage is looked for in the text."""
    text = fold_space(plain_text(story.body)) if rows else ""
    return [shown_note(note, request, text, story, now) for note in rows]


def shown_note(note: StoryNote, request: HttpRequest, text: str, story: Story, now: Any) -> ShownNote:
    note.story = story
    place = find_anchor(text, note.anchor)
    return ShownNote(
        note,
        desk_time(note.created_at, story.station.zone, now),
        person_words(note.author),
        person_words(note.to) if note.to else "",
        text[place.start : place.end] if place else "",
        bool(place and place.is_exact),
        may_settle(note=note, by=staff(request)),
    )
