"""Links of a body that stay within our own sites, and which of them lead nowhere."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import QuerySet

from articles.models import Address, Edition, Host, Person, Section, Station, Tag
from articles.text.slugs import RESERVED_SEGMENTS

_HREF = re.compile(r'<a href="([^"]*)"')
_STORY = re.compile(r"/[-\w]{1,60}/(?:[^/]{0,300}-)?([0-9]{1,18})/?")
_NAMED: Final[dict[str, QuerySet[Any]]] = {"tag": Tag.objects.all(), "person": Person.objects.all()}


def broken_links(body: str, station: Station) -> list[str]:
    """Addresses in a cleaned body that are ours and that readers could not open now, as they are written.

    A story must be live, a section, tag or person must exist. One query for the hosts named, then at most
    one for each link of ours.
    """
    hrefs = list(dict.fromkeys(unescape(href) for href in _HREF.findall(body)))
    hosts = _stations_of(hrefs)
    broken = []
    for href in hrefs:
        parts = urlsplit(href)
        owner = station.pk if not parts.netloc else hosts.get(parts.hostname or "")
        if owner and parts.scheme in ("", "http", "https") and not _leads_somewhere(parts.path, owner):
            broken.append(href)
    return broken


def stories_not_live(numbers: list[int], station: Station) -> list[int]:
    """Those that readers of the station do not have now. One query, or none."""
    if not numbers:
        return []
    live = Edition.objects.live().filter(station=station, story__in=numbers)
    shown = set(live.values_list("story", flat=True))
    return [number for number in numbers if number not in shown]


def _stations_of(hrefs: Iterable[str]) -> dict[str, int]:
    names = {urlsplit(href).hostname for href in hrefs} - {None}
    return dict(Host.objects.filter(name__in=names).values_list("name", "station")) if names else {}


def _leads_somewhere(path: str, station: int) -> bool:
    if path in ("", "/"):
        return True
    if found := _STORY.fullmatch(path):
        return Edition.objects.live().filter(station=station, story=int(found[1])).exists()
    first, _, rest = path.strip("/").partition("/")
    if first in _NAMED:
        return _NAMED[first].filter(slug=rest).exists()
    if not rest and Section.objects.filter(station=station, slug=first.lower()).exists():
        return True
    if first in RESERVED_SEGMENTS:
        return True  # pages of the site itself, whatever stands on them
    return Address.objects.filter(host__station=station, path=path).exists()
