"""A story that is not out, as its page will be. One of the doors that use `default`; never stored."""

import re
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from articles import links
from articles.errors import PreviewIsOver
from articles.models import Asset, Edition, PreviewLink, PublishedAsset, PublishedEdition, Section
from articles.pages import story_context
from articles.rendering import frames_in
from articles.renditions import PictureFile, picture_file
from articles.services.clock import database_now
from articles.services.previewing import open_preview
from articles.site import Site, site_of
from articles.text.nodes import pictures_in, stories_in
from articles.views import media
from articles.views.showing import render
from articles.views.story import allow_frames, related

NEVER_KEPT = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # Links in the text do not tell their sites where this stands.
    "Referrer-Policy": "no-referrer",
}
_PICTURE = re.compile(r"/media/(?=[0-9a-f]{32}/)")


@require_safe
@xframe_options_exempt
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The public template over an unsaved edition; 404 once the link is over, or on another station."""
    try:
        link, edition = open_preview(token=token, agent=agent_of(request))
    except PreviewIsOver:
        return over(request)
    site = site_of(request)
    if link.placement.station_id != site.station_id:
        raise Http404
    row = row_of(site, edition)
    path = links.story_path(row["section_slug"], row["slug"], row["number"])
    context = {
        "story": story_context(site, row, path),
        "related": related(site, row),
        "preview": note_on(link),
    }
    response = render(request, "public/story.html", context)
    allow_frames(response, frames_in(edition.rendered_html))
    # The station's own address of a picture answers once a live edition shows it.
    own = links.preview_path(token) + "media/"
    response.content = _PICTURE.sub(own, response.content.decode()).encode()
    return as_preview(response)


@require_safe
def picture(
    request: HttpRequest, token: str, asset: str, size: str, extension: str, version: str = ""
) -> HttpResponseBase:
    """A picture on the preview's page, and no other that somebody knows the token of."""
    asked = media.rendition_of(size, extension)
    try:
        link, edition = open_preview(token=token)
    except PreviewIsOver:
        return media.no_picture()
    if asked is None or link.placement.station_id != site_of(request).station_id:
        return media.no_picture()
    return media.send(request, shown_by(edition, asset), asked, "private, no-store")


def shown_by(edition: Edition, token: str) -> PictureFile | None:
    """One of its own; else one that readers have anyhow: the station's logo, what a theme sets beside."""
    own = pictures_of(edition).filter(token=token).first()
    found = own or PublishedAsset.objects.filter(token=token).first()
    return picture_file(found) if found else None


def agent_of(request: HttpRequest) -> str | None:
    """What is put on record for a look; asking for the head of a page is none."""
    return request.headers.get("User-Agent", "") if request.method == "GET" else None


def row_of(site: Site, edition: Edition) -> dict[str, Any]:
    """An edition as `published_edition` would give it. Three queries at most."""
    section = Section.objects.get(pk=edition.section_id)
    shown = PublishedEdition.objects.on(site.station_id).filter(number=edition.story_id)
    corrections = shown.values_list("corrections", flat=True).first()
    row = {
        name: getattr(edition, name)
        for name in (
            *("headline", "deck", "slug", "section_id", "language", "dateline", "rendered_html", "page"),
            *("published_at", "published_at_estimated", "live_from", "first_live_at", "changed_at"),
        )
    }
    return row | {
        "number": edition.story_id,
        "edition_number": edition.number,
        "section_name": section.name,
        "section_slug": section.slug,
        "corrections": corrections or [],
        "linked_stories": linked_stories(site, edition),
        "handles": [],
        **picture_columns(edition),
    }


def picture_columns(edition: Edition) -> dict[str, Any]:
    """What `published_edition` says of them. One query."""
    assets = {asset.pk: asset for asset in pictures_of(edition)}
    lead = assets.get(edition.lead_picture_id or 0)
    return {
        "picture_token": lead.token if lead else None,
        "picture_width": lead.width if lead else None,
        "picture_height": lead.height if lead else None,
        "picture_version": lead.version if lead else None,
        "picture_complete": lead.is_complete if lead else None,
        "picture_source": lead.digital_source if lead else None,
        "shown_pictures": {str(pk): picture_file(asset) for pk, asset in assets.items()},
    }


def pictures_of(edition: Edition) -> QuerySet[Asset]:
    """Leading, in the text and in the gallery, while their rights hold, as in the view."""
    gallery = [picture["asset"] for picture in edition.page.get("gallery", ())]
    wanted = [edition.lead_picture_id or 0, *pictures_in(edition.body), *gallery]
    usable = Asset.objects.exclude(killed_at__isnull=False).exclude(expires_at__lte=database_now())
    return usable.filter(pk__in=wanted)


def linked_stories(site: Site, edition: Edition) -> dict[str, dict[str, Any]]:
    """What the text points to, where readers have it now. One query, or none."""
    numbers = [*stories_in(edition.body), *edition.page.get("related", ())]
    if not numbers:
        return {}
    live = PublishedEdition.objects.on(site.station_id).filter(number__in=numbers)
    rows = live.values("number", "headline", "slug", "section_slug", "page")
    return {str(row["number"]): row | {"label": row.pop("page").get("label", "")} for row in rows}


def note_on(link: PreviewLink) -> dict[str, Any]:
    """Whoever is given a preview is told that it is none of the site's pages; its maker knows."""
    return {"shared": link.content is None, "expires_at": link.expires_at}


def over(request: HttpRequest) -> HttpResponse:
    return as_preview(render(request, "public/preview_over.html", status=404))


def as_preview(response: HttpResponse) -> HttpResponse:
    for name, value in NEVER_KEPT.items():
        response[name] = value
    # A policy cannot name an address of IPv6: browsers refuse the whole source.
    desks = [links.origin(host) for host in settings.ADMIN_HOSTS if not host.startswith("[")]
    response._csp_replace = {"frame-ancestors": desks}  # type: ignore[attr-defined]
    return response
