"""Links of a body that stay within our own sites, and which of them lead nowhere."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from django.db.models import QuerySet

from articles.models import Address, Edition, Host, Person, Section, Station, Tag
from articles.text.slugs import RESERVED_SEGMENTS

_HREF = re.compile(r'<a href="([^"]*)"')
_STORY = re.compile(r"/[-\w]{1,60}/(?:[^/]{0,300}-)?([0-9]{1,18})/?")
_NAMED: Final[dict[str, QuerySet[Any]]] = {"tag": Tag.objects.all(), "person": Person.objects.all()}


Targets = tuple[QuerySet[Any], ...]


def links_in(body: str, station: Station) -> dict[str, Targets]:
    """Addresses in a cleaned body that are ours, as they are written, each with what it may lead to.

    A story must be live, a section, tag or person must exist: a link is broken for whose targets nothing is
    found. One query, or none where no host is named.
    """
    hrefs = dict.fromkeys(unescape(href) for href in _HREF.findall(body))
    split = {href: parts for href in hrefs if (parts := _split(href))}
    hosts = _stations_of(split.values())
    found = {}
    for href, parts in split.items():
        owner = station.pk if not parts.netloc else hosts.get(parts.hostname or "")
        if owner and parts.scheme in ("", "http", "https") and (targets := _targets(parts.path, owner)):
            found[href] = targets
    return found


def broken_among(links: dict[str, Targets], found: Iterable[list[Any]]) -> list[str]:
    """Those of `links` for none of whose targets there are rows; `found` has those of all, in order."""
    rows = iter(found)
    leads = {href: [next(rows) for _ in targets] for href, targets in links.items()}
    return [href for href, targets in leads.items() if not any(targets)]


def _split(href: str) -> SplitResult | None:
    """None for what browsers follow and Python does not read, such as http://a]b@kmia.com/."""
    try:
        return urlsplit(href)
    except ValueError:
        return None


def _stations_of(split: Iterable[SplitResult]) -> dict[str, int]:
    names = {parts.hostname for parts in split} - {None}
    return dict(Host.objects.filter(name__in=names).values_list("name", "station")) if names else {}


def _targets(path: str, station: int) -> Targets:
    """Nothing for what is always there: the front, and pages of the site itself, whatever stands on them."""
    if path in ("", "/"):
        return ()
    if found := _STORY.fullmatch(path):
        return (Edition.objects.live().filter(station=station, story=int(found[1])).only("pk")[:1],)
    first, _, rest = path.strip("/").partition("/")
    if first in _NAMED:
        return (_NAMED[first].filter(slug=rest).only("pk")[:1],)
    if first in RESERVED_SEGMENTS:
        return ()
    sections = Section.objects.filter(station=station, slug=first.lower()).only("pk")[:1]
    moved = Address.objects.filter(host__station=station, path=path).only("pk")[:1]
    return (moved,) if rest else (sections, moved)
