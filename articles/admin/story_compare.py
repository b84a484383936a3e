"""Two versions of a story side by side, and the ways back: restore, take over, merge, leave."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.admin.standing import home_of
from articles.admin.story_history import MANY
from articles.forms.comparing import as_content, compare
from articles.forms.story_contents import as_posted
from articles.forms.story_merging import Proposal, merge_in, newest_number, working_copy
from articles.forms.times import full_time
from articles.models import Edition, Revision, Story
from articles.services.revisions import settle_held

LIVE, NOW = "live", "now"


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """One side of a comparison; `spec` names it in the address: a revision's number, "live" or "now"."""

    spec: str
    name: str
    words: str
    content: dict[str, Any]
    revision: Revision | None = None
    edition: Edition | None = None


class StoryCompare:
    """Mixed into the story's admin, which knows how to save its form and show a row again."""

    def compare_urls(self: Any) -> list[URLPattern]:
        compare_view = self.admin_site.admin_view(require_safe(self.compare_view))
        return [
            path("<int:pk>/compare/", compare_view, name="articles_story_compare"),
            self.act_url("restore", self.restore_view),
            self.act_url("leave", self.leave_view),
        ]

    def compare_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Without a choice: since it was last live; for a story that never was, since the save before."""
        story = self.get_object(request, str(pk))
        if story is None:
            raise Http404
        last = last_live(story)
        old = version(story, request.GET.get("from") or (LIVE if last else before_now(story)))
        new = version(story, request.GET.get("to") or NOW)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Changes in “{headline}”").format(headline=story.headline),
            "opts": self.opts,
            "original": story,
            "old": old,
            "new": new,
            "sides": (old, new),
            "changes": compare(*comparable(old, new), story.station),
            "versions": choices(story, last),
            "editable": self.is_editable(request, story),
            "newest": newest_number(story),
        }
        return TemplateResponse(request, "admin/articles/story/compare.html", context)

    def restore_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Every field as a revision has it, saved as a new one; what cannot be comes back in the form."""
        story = self.row_for(request, pk, "edit_story")
        revision = revision_of(story, request.POST.get("revision", ""))
        held = revision.kind == Revision.Kind.HELD
        done = (_("Took over revision {number}") if held else _("Restored revision {number}")).format(
            number=revision.number
        )
        data = as_posted(
            revision.content,
            story,
            version=request.POST.get("version"),
            base=request.POST.get("base"),
            takes=revision.number if held else None,
            note=done,
            waiting=request.POST.get("waiting"),
        )
        told = _("{done}. Readers get it once it is published.").format(done=done)
        page: HttpResponse | None = self.save_form_of(request, story, data=data, told=told)
        return page or self.back_to(story)

    def leave_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "edit_story")
        revision = revision_of(story, request.POST.get("revision", ""))
        if settle_held(story=story, by=staff(request), number=revision.number):
            messages.success(
                request,
                _("Revision {number} waits no longer; it stays in the history.").format(
                    number=revision.number
                ),
            )
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))

    def proposal_for(self: Any, request: HttpRequest, story: Story) -> Proposal | None:
        """What the address asks to be put into the form: `?_merge=7`, a revision brought into the story."""
        number = request.GET.get("_merge")
        if number is None:
            return None
        if not self.is_editable(request, story):
            raise PermissionDenied
        return merge_in(story=story, revision=revision_of(story, number))


def revision_of(story: Story, number: str) -> Revision:
    """404 for any other."""
    known = story.revisions.select_related("created_by", "story")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    found = known.filter(number=number).first() if is_number else None
    if found is None:
        raise Http404
    return found


def last_live(story: Story) -> Edition | None:
    """What readers of the home station have now, or had last."""
    shown = home_of(story).editions.shown().select_related("created_by").order_by("-live_from")
    return shown.first()


def before_now(story: Story) -> str:
    numbers = list(story.revisions.once_current().values_list("number", flat=True)[:2])
    return str(numbers[-1]) if numbers else NOW


def version(story: Story, spec: str) -> Version:
    zone = story.station.zone
    if spec == NOW:
        return Version(
            NOW,
            _("The story now"),
            _("Saved {time}").format(time=full_time(story.updated_at, zone)),
            working_copy(story),
        )
    if spec == LIVE:
        edition = last_live(story)
        if edition is None:
            raise Http404
        words = _("Live from {time}").format(time=full_time(edition.live_from, zone))
        return Version(
            LIVE,
            _("Edition {number}").format(number=edition.number),
            words,
            as_content(edition),
            edition=edition,
        )
    revision = revision_of(story, spec)
    words = f"{full_time(revision.created_at, zone)}, {person_words(revision.created_by)}"
    return Version(
        spec,
        _("Revision {number}").format(number=revision.number),
        words,
        revision.content,
        revision=revision,
    )


def comparable(old: Version, new: Version) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both in one shape: beside an edition, a headline written for the station is the headline."""
    if not (old.edition or new.edition):
        return old.content, new.content
    sides = []
    for content in (old.content, new.content):
        override = content.get("headline_override")
        sides.append(content | {"headline": override or content["headline"]} if override else content)
    both = sides[0].keys() & sides[1].keys()
    return tuple({key: side[key] for key in both} for side in sides)  # type: ignore[return-value]


def choices(story: Story, last: Edition | None) -> list[tuple[str, str]]:
    """The two ends, and the newest revisions between them."""
    zone = story.station.zone
    rows = story.revisions.select_related("created_by").defer("content")[:MANY]
    found = [
        (
            str(row.number),
            _("Revision {number}: {time}, {who}").format(
                number=row.number, time=full_time(row.created_at, zone), who=person_words(row.created_by)
            )
            + (f" ({row.get_kind_display().lower()})" if not row.was_current else ""),
        )
        for row in rows
    ]
    live = [(LIVE, _("Edition {number}, as it was last live").format(number=last.number))] if last else []
    return [(NOW, _("The story now")), *live, *found]
