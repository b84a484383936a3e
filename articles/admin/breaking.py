"""Where publishers put breaking news over the pages of their stations, and take it off again."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.keeping import bring_back_page, settle_brought_back
from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.errors import NewsroomError
from articles.forms.base import sentence_of
from articles.forms.breaking import BreakingForm
from articles.forms.fronts import is_number
from articles.forms.times import countdown, desk_time
from articles.models import BreakingNews, Edition, Station
from articles.permissions import may, stations_for
from articles.services.breaking import break_news, end_breaking
from articles.services.clock import database_now

MOST_PAST = 10


def breaking_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    stations = breaking_stations(request)
    is_sent = request.method == "POST"
    bring_back_page(request, ())
    form = BreakingForm(request.POST if request.method == "POST" else None, stations=stations)
    if is_sent and form.is_valid() and published(request, form):
        return HttpResponseRedirect(reverse("admin:breaking"))
    rows = told(stations)
    context = {
        **site.each_context(request),
        "title": _("Breaking news"),
        "form": form,
        "kept": request.POST.get("_typed", ""),
        "stations": stations,
        "live": [row for row in rows if row["left"]],
        "past": [row for row in rows if not row["left"]],
    }
    return TemplateResponse(request, "admin/breaking.html", context)


def breaking_stations(request: HttpRequest) -> list[Station]:
    """Whole stations: the news stands over all their sections."""
    stations = stations_for(request.user, "break_news").order_by("callsign")
    mine = [station for station in stations if may(request.user, "break_news", station)]
    if not mine:
        raise PermissionDenied
    return mine


def published(request: HttpRequest, form: BreakingForm) -> bool:
    """Or else the form says why not."""
    given = form.cleaned_data
    try:
        found = break_news(
            stations=list(given["stations"]),
            words=given["words"],
            story_id=given["story"],
            lasts=given["lasts"],
            seen=seen_in(request.POST.getlist("seen")),
            by=staff(request),
        )
    except (NewsroomError, IntegrityError) as error:
        form.add_error(None, sentence_of(error))
        return False
    settle_brought_back(request)
    names = ", ".join(news.station.brand for news in found)
    messages.success(request, _("On every page of {stations} now.").format(stations=names))
    return True


def seen_in(sent: Collection[str]) -> set[int]:
    return {int(number) for number in sent if is_number(number)}


def told(stations: Collection[Station]) -> list[dict[str, Any]]:
    """What stands there now, and what stood there last. One query."""
    now = database_now()
    live = Edition.objects.live().filter(station=OuterRef("station"), story=OuterRef("story_id"))
    rows = BreakingNews.objects.filter(station__in=stations).select_related("station", "made_by", "ended_by")
    rows = rows.annotate(is_shown=Q(story_id=None) | Exists(live))
    return [
        {
            "news": news,
            "from": desk_time(news.live_from, news.station.zone, now),
            "until": desk_time(news.live_until, news.station.zone, now),
            "left": countdown(news.live_until, now),
            "made_by": person_words(news.made_by),
            "ended_by": person_words(news.ended_by) if news.ended_by else "",
        }
        for news in rows[: MOST_PAST + len(stations)]
    ]


@require_POST
def end_breaking_view(request: HttpRequest, news_pk: int) -> HttpResponse:
    news = get_object_or_404(BreakingNews.objects.select_related("station"), pk=news_pk)
    if not may(request.user, "break_news", news.station):
        raise PermissionDenied
    end_breaking(news=news, by=staff(request))
    messages.success(request, _("It is off every page of {station}.").format(station=news.station.brand))
    return HttpResponseRedirect(reverse("admin:breaking"))
