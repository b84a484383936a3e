"""A story of this station as other sites may show it, by oEmbed 1.0 (oembed.com)."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import links
from articles.models.published import CARD_COLUMNS
from articles.pages import plain_title
from articles.site import Site, site_of
from articles.views.addresses import of_number

WIDTH, HEIGHT = 600, 220
# Seconds for which others may keep it: a killed story is gone from their pages after as long.
KEPT = 300
# Whoever shows it may read it from a page of theirs; it is public anyhow.
FOR_OTHERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_STORY = re.compile(r"/[-\w]{1,60}/(?:[^/]{0,300}-)?(?P<number>[0-9]{1,18})/?")


def oembed(request: HttpRequest) -> HttpResponse:
    """404 for what is no live story here; 501 for other formats than JSON, as the standard asks."""
    if request.GET.get("format", "json") != "json":
        return sentence(_("Only JSON is made here: ask with format=json."), 501)
    asked = request.GET.get("url", "")
    if not asked:
        return sentence(_("Say which story: url=, and its whole address."), 400)
    site = site_of(request)
    number = number_in(site, asked)
    row = of_number(site, number).values(*CARD_COLUMNS).first() if number else None
    if row is None:
        return sentence(_("There is no such story here."), 404)
    return JsonResponse(told(site, row, request), headers=FOR_OTHERS)


def number_in(site: Site, address: str) -> int | None:
    """The story that an address of this station names."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    found = _STORY.fullmatch(parts.path)
    return int(found["number"]) if found and parts.scheme in ("http", "https") and host == site.host else None


def told(site: Site, row: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    url = site.base_url + links.story_path(row["section_slug"], row["slug"], row["number"])
    title = plain_title(row)
    html = format_html(
        '<blockquote cite="{}"><p><a href="{}">{}</a></p><p>{}</p><footer>{}</footer></blockquote>',
        url, url, title, row["deck"], site.brand,
    )  # fmt: skip
    names = [byline["name"] for byline in row["page"]["bylines"]]
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        **({"author_name": ", ".join(names)} if names else {}),
        "provider_name": site.brand,
        "provider_url": f"{site.base_url}/",
        "cache_age": KEPT,
        "html": html,
        "width": at_most(request.GET.get("maxwidth", ""), WIDTH),
        "height": at_most(request.GET.get("maxheight", ""), HEIGHT),
    }


def at_most(asked: str, usual: int) -> int:
    return min(int(asked), usual) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 6 else usual


def sentence(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
