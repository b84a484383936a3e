"""What a station has put right, the newest first. Two queries."""

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles import links, structured_data
from articles.models import PublishedCorrection
from articles.pages import CORRECTION_LABELS
from articles.site import site_of
from articles.views.addresses import moved
from articles.views.cards import PER_PAGE
from articles.views.cursors import read_cursor, told_to_machines
from articles.views.showing import render


def corrections(request: HttpRequest) -> HttpResponse:
    """Those of stories that are live now; `before` is the time and number of the last one shown."""
    path = links.corrections_path()
    if request.path != path:
        return moved(request, path)
    site = site_of(request)
    rows = PublishedCorrection.objects.filter(station_id=site.station_id).order_by("-corrected_at", "-id")
    if cursor := read_cursor(request):
        rows = rows.filter(TupleLessThan(Tuple(F("corrected_at"), F("id")), cursor))
    found = list(rows[: PER_PAGE + 1])
    shown, heading = found[:PER_PAGE], _("Corrections")
    context = {
        "corrections": [entry(row) for row in shown],
        "kind": "corrections",
        "heading": heading,
        "description": _("What %(brand)s has put right, the newest first. Each stands on its story as well.")
        % {"brand": site.brand},
        "graph": structured_data.of_page(site, heading, site.base_url + path),
        "feed_path": links.feed_path(of="corrections"),
        "next_url": f"{path}?before={cursor_of(shown[-1])}" if len(found) > PER_PAGE else "",
        "first_url": path if cursor else "",
    } | told_to_machines(request, site.base_url + path, shown)
    return render(request, "public/corrections.html", context)


def entry(row: PublishedCorrection) -> dict[str, object]:
    return {
        "label": CORRECTION_LABELS[row.kind],
        "text": row.text,
        "at": row.corrected_at,
        "headline": row.headline,
        "url": links.story_path(row.section_slug, row.slug, row.number),
    }


def cursor_of(row: PublishedCorrection) -> str:
    moment = row.corrected_at
    return f"{int(moment.timestamp()) * 1_000_000 + moment.microsecond}-{row.pk}"
