"""A front as somebody is arranging it, on its station's own host. Shows only what readers get anyhow."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from articles.errors import PreviewIsOver
from articles.fronts import standing_on
from articles.models import PublishedEdition
from articles.services.fronts import open_front_preview
from articles.site import Site, site_of
from articles.views.front import front_context, placed_cards
from articles.views.lists import section_page
from articles.views.preview import as_preview, over
from articles.views.showing import render


@xframe_options_exempt
def front(request: HttpRequest, token: str) -> HttpResponse:
    """404 once the preview is over, or on another station. Two queries more than the page itself."""
    try:
        said = open_front_preview(token=token)
    except PreviewIsOver:
        return over(request)
    site = site_of(request)
    if said["station"] != site.station_id:
        raise Http404
    placed = rows_at(site, said["placed"])
    if said["section"] is None:
        standing = {**standing_on(site.station_id), None: placed}
        return as_preview(render(request, "public/front.html", front_context(site, standing)))
    for section in site.sections:
        if section.id == said["section"]:
            return as_preview(section_page(request, section, placed_cards({section.id: placed}, section.id)))
    raise Http404


def rows_at(site: Site, placed: dict[int, int]) -> dict[int, dict[str, Any]]:
    """By place, those stories that are live. One query."""
    live = PublishedEdition.objects.on(site.station_id).filter(number__in=placed.values())
    by_number = {row["number"]: row for row in live.cards()}
    return {place: by_number[story] for place, story in placed.items() if story in by_number}
