"""What the editor's dialogs ask: pictures and stories to choose from, a file to take in, a slug."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.admin.rights import staff
from articles.admin.scope import zone_of
from articles.admin.story_list import search
from articles.errors import NewsroomError
from articles.forms.base import sentence_of
from articles.forms.pictures import PictureOnTheWayForm, title_from
from articles.links import story_path
from articles.models import Asset, Placement, Section, Story
from articles.permissions import may, stories_for
from articles.renditions import desk_path, picture_file
from articles.services.assets import take_in_picture
from articles.text.plain import clean_line
from articles.text.slugs import slugify_headline
from articles.workflow import Publication

# What a dialog shows at once: whoever does not find it there writes another word.
MOST = 24
MOST_IDS = 300
MOST_WORDS = 8
# What was sent cannot be taken in, and the sentence beside it says why.
NOT_TAKEN = 422


def ids_of(request: HttpRequest) -> list[int] | None:
    """The numbers that `ids` asks for; None where it does not ask."""
    if "ids" not in request.GET:
        return None
    numbers = request.GET["ids"].split(",")
    return [int(number) for number in numbers if is_number(number)][:MOST_IDS]


def number_of(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if is_number(typed) else None


def is_number(typed: str) -> bool:
    """Of a row that there can be: its digits fit into 64 bits."""
    return typed.isascii() and typed.isdecimal() and len(typed) < 19


def words_of(request: HttpRequest) -> list[str]:
    return clean_line(request.GET.get("q", ""))[:200].split()[:MOST_WORDS]


def answer(data: dict[str, Any], status: int = 200) -> JsonResponse:
    """Never kept: rights end, and drafts change."""
    return JsonResponse(data, status=status, headers={"Cache-Control": "no-store"})


class PicksPictures:
    """Two addresses of the table of pictures."""

    def pick_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("pick/", view(require_safe(self.pick_view)), name="articles_asset_pick"),
            path("take-in/", view(require_POST(self.take_in_view)), name="articles_asset_take_in"),
        ]

    def pick_view(self, request: HttpRequest) -> HttpResponse:
        """Pictures that can be used, newest first; with `ids` those, whatever their standing."""
        if not may(request.user, "add_asset"):
            raise PermissionDenied
        ids = ids_of(request)
        found: QuerySet[Asset]
        if ids is not None:
            found = Asset.objects.filter(pk__in=ids)
        else:
            found = Asset.objects.usable().filter(has_words(words_of(request)))[:MOST]
        return answer({"pictures": [picture_facts(asset) for asset in found]})

    def take_in_view(self, request: HttpRequest) -> HttpResponse:
        """The picture of a file that was here already counts as taken in."""
        if not may(request.user, "add_asset"):
            raise PermissionDenied
        form = PictureOnTheWayForm(request.POST, request.FILES, zone=zone_of(request.user))
        if not form.is_valid():
            return answer({"error": sentence_of(ValidationError(form.errors.as_data()))}, NOT_TAKEN)
        file = form.cleaned_data["file"]
        try:
            taken = take_in_picture(file=file, title=title_from(file.name), by=staff(request), **form.said())
        except (NewsroomError, ValidationError) as error:
            return answer({"error": sentence_of(error)}, NOT_TAKEN)
        facts = picture_facts(taken.asset)
        return answer({"picture": facts, "created": taken.created, "notes": taken.notes})


def has_words(words: list[str]) -> Q:
    found = Q()
    for word in words:
        found &= Q(title__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word)
    return found


def picture_facts(asset: Asset) -> dict[str, Any]:
    problem = ""
    if asset.killed_at:
        problem = _("This picture was killed: readers do not see it.")
    elif asset.expires_at and asset.expires_at <= timezone.now():
        problem = _("The rights of this picture have ended: readers do not see it.")
    return {
        "number": asset.pk,
        "title": asset.title,
        "address": reverse("admin:articles_asset_change", args=[asset.pk]),
        "alt": asset.alt,
        "caption": asset.caption,
        "credit": asset.credit,
        "problem": problem,
        "thumb": "" if asset.killed_at else desk_path(picture_file(asset)),
        "large": "" if asset.killed_at else desk_path(picture_file(asset), 960),
    }


class PicksStories:
    """Two addresses of the table of stories."""

    def pick_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("find/", view(require_safe(self.find_view)), name="articles_story_find"),
            path("slug/", view(require_safe(self.slug_view)), name="articles_story_slug"),
        ]

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Stories that the user may see and that are not in the bin, last changed first; with `ids` those."""
        if not may(request.user, "view_story"):
            raise PermissionDenied
        stories = stories_for(request.user, Story.objects.at_hand())
        ids = ids_of(request)
        if ids is not None:
            stories = stories.filter(pk__in=ids)
        else:
            stories = search(stories, " ".join(words_of(request)))
            # Of the station that is being written for, and not the story itself.
            if section := number_of(request, "section"):
                station = Section.objects.filter(pk=section).values("station")
                stories = stories.filter(pk__in=Placement.objects.filter(station__in=station).values("story"))
            if own := number_of(request, "story"):
                stories = stories.exclude(pk=own)
            stories = stories.order_by("-updated_at", "-pk")[:MOST]
        numbers = list(stories.values_list("pk", flat=True))
        homes = (
            Placement.objects.filter(home=True, story__in=numbers)
            .with_publication()
            .select_related("story", "station", "section")
        )
        by_number = {home.story_id: story_facts(home) for home in homes}
        return answer({"stories": [by_number[number] for number in numbers if number in by_number]})

    def slug_view(self, request: HttpRequest) -> HttpResponse:
        """The slug that a story of this headline gets when nobody writes another."""
        if not may(request.user, "view_story"):
            raise PermissionDenied
        return answer({"slug": slugify_headline(clean_line(request.GET.get("headline", ""))[:200])})


def story_facts(home: Placement) -> dict[str, Any]:
    state = Publication(home.publication)
    words = (
        state.label
        if state == Publication.LIVE
        else _("{state}: shown to readers once it is live").format(state=state.label)
    )
    return {
        "number": home.story_id,
        "headline": home.story.headline,
        "note": f"{words} · {home.section.name}, {home.station.callsign}",
        "path": story_path(home.section.slug, home.slug, home.story_id),
    }
