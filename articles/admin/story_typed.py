"""What is typed into the story form and not saved yet: kept while one types, offered again, thrown away."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.dossier import MOST_OFFERED, Dossier, form_path, typed_at
from articles.admin.rights import staff
from articles.admin.scope import zone_of
from articles.forms.times import full_time
from articles.forms.typed import kept_for
from articles.models import Autosave, Story
from articles.services.autosaves import Typed, keep_typed, settle_typed
from articles.services.presence import colleagues, come_by, leave, others

NEVER_STORED = {"Cache-Control": "no-store"}
TEXTS = (
    ("headline", gettext_lazy("Headline")),
    ("deck", gettext_lazy("Deck")),
    ("body", gettext_lazy("Text")),
)


class StoryTyped:
    """Mixed into the story's admin, which knows how to find a row and how to show its form."""

    def typed_urls(self: Any) -> list[URLPattern]:
        def post(view: Any) -> Any:
            return self.admin_site.admin_view(require_POST(view))

        return [
            path("new/autosave/", post(self.autosave_view), name="articles_story_autosave_new"),
            path("<int:pk>/autosave/", post(self.autosave_view), name="articles_story_autosave"),
            path("<int:pk>/presence/", post(self.presence_view), name="articles_story_presence"),
            path("discard/", post(self.discard_view), name="articles_story_discard"),
        ]

    def autosave_view(self: Any, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keep the form in the body of the request; what it is called stands in the address.

        Whoever may read the story may have their words kept: rights can end while one types.
        """
        story = self._seen(request, pk) if pk else None
        if request.GET.get("user") != str(staff(request).pk):
            return answer({"fate": "other_user"})
        try:
            typed = typed_in(request, form_path(story))
        except ValueError:
            return answer({"fate": "unreadable"}, status=400)
        fate, row = keep_typed(user=staff(request), typed=typed, story=story)
        return answer({"fate": fate.value, "typed": row.pk, "turn": row.turn})

    def presence_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """A sign of life; answers who else is here, and whether the page is behind the story."""
        story = self._seen(request, pk)
        if request.POST.get("left"):
            leave(story=story, user=staff(request))
        else:
            come_by(story=story, user=staff(request), typing=bool(request.POST.get("typing")))
        found = [
            {"name": one.name, "seconds": one.seconds, "types": one.types}
            for one in others(story, staff(request))
        ]
        return answer({"others": found, "version": story.version, "saved_by": last_saver(story)})

    def discard_view(self: Any, request: HttpRequest) -> HttpResponse:
        number = request.POST.get("typed", "")
        row = kept_for(staff(request), request.POST.get("path", ""), number)
        if row is None:
            raise Http404
        settle_typed(user=staff(request), key=row.key)
        messages.success(request, _("Thrown away."))
        return HttpResponseRedirect(row.path)

    def _seen(self: Any, request: HttpRequest, pk: int) -> Story:
        story: Story | None = self.get_object(request, str(pk))
        if story is None:
            raise Http404
        return story

    def restored_for(self: Any, request: HttpRequest, story: Story | None) -> Autosave | None:
        """What the address asks to be put back into the form: `?_restore=12`, of the same person and form."""
        if "_restore" not in request.GET:
            return None
        row = kept_for(staff(request), form_path(story), request.GET["_restore"])
        if row is None:
            messages.warning(request, _("That text was saved or thrown away meanwhile."))
            return None
        return row

    def typed_context(
        self: Any,
        request: HttpRequest,
        story: Story | None,
        restored: Autosave | None,
        dossier: Dossier | None,
    ) -> dict[str, Any]:
        """What the page shows and tells its scripts about text that is not saved."""
        user, here = staff(request), form_path(story)
        zone = story.station.zone if story else zone_of(user)
        kept = dossier.typed if dossier else typed_at(user, here)
        rows = [row for row in kept if row != restored]
        urls = [f"admin:articles_story_autosave{'' if story else '_new'}", "admin:articles_story_presence"]
        args = [story.pk] if story else []
        return {
            "restored": restored,
            **tab_of(request, restored),
            "restored_at": typed_words(restored, zone) if restored else "",
            "is_behind": bool(story and restored and restored.version != story.version),
            "offers": [(row, typed_words(row, zone)) for row in rows[:MOST_OFFERED]],
            "form_path": here,
            "autosave_url": reverse(urls[0], args=args),
            "presence_url": reverse(urls[1], args=args) if story else "",
            "others": colleagues(dossier.signs) if dossier else [],
            "texts": texts_of(restored) if restored else [],
        }


def tab_of(request: HttpRequest, restored: Autosave | None) -> dict[str, Any]:
    """The tab and the turn at which the page's script goes on: of the page that was sent and came back."""
    if restored:
        return {"tab": "", "turn": restored.turn}
    try:
        return {
            "tab": uuid.UUID(request.POST.get("typed_tab", "")),
            "turn": count(request.POST.get("typed_turn", "")),
        }
    except ValueError:
        return {"tab": "", "turn": 0}


def answer(found: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(found, status=status, headers=NEVER_STORED)


def typed_in(request: HttpRequest, path: str) -> Typed:
    """Raises ValueError for what no script of ours would send."""
    given = request.GET
    data = request.body.decode()
    version = QueryDict(data).get("version", "")
    return Typed(
        key=uuid.UUID(given.get("key", "")),
        tab=uuid.UUID(given.get("tab", "")),
        turn=count(given.get("turn", "")),
        after=count(given.get("after", "0")),
        ago=dt.timedelta(milliseconds=count(given.get("ago", "0"))),
        data=data,
        path=path,
        version=count(version) if version else None,
    )


def count(text: str) -> int:
    """A number that fits the columns; ValueError for any other."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def typed_words(row: Autosave, zone: ZoneInfo) -> str:
    return full_time(row.typed_at, zone)


def posted(row: Autosave | None) -> QueryDict | None:
    """The form as it was; what is saved from it settles this very text."""
    if row is None:
        return None
    data = QueryDict(row.data, mutable=True)
    data["draft"] = str(row.key)
    return data


def texts_of(row: Autosave) -> list[tuple[str, str]]:
    """The words alone, for somebody who may no longer save them."""
    typed = QueryDict(row.data)
    found = ((label, typed.get(name, "")) for name, label in TEXTS)
    return [(str(label), text) for label, text in found if text]


def last_saver(story: Story) -> str:
    last: Any = story.revisions.once_current().select_related("created_by").defer("content").first()
    user = last.created_by if last else None
    return (user.get_full_name() or user.get_username()) if user else ""
