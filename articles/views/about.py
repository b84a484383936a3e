"""Who a station is, what it holds itself to and how it is reached. Three queries at most each."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import links, structured_data
from articles.models import (
    Policy,
    PublishedContest,
    PublishedFccNotice,
    PublishedImprint,
    PublishedPolicy,
)
from articles.site import Site, site_of
from articles.views.addresses import moved, old_address
from articles.views.showing import render

# By template, the vocabulary's word for pages that are no account of the station itself.
PAGES = {"contact": "ContactPage", "captions": "ContactPage", "fcc": "WebPage", "contests": "WebPage"}
DESCRIBED = 200  # characters


def about(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    imprint = imprint_of(site)
    context = {"imprint": imprint, "masthead": people(imprint), "policies": list(site.behind.policy_links())}
    return show(request, "about", _("About us"), links.about_path(), context)


def part(request: HttpRequest, kind: str) -> HttpResponse:
    """The masthead, or one policy."""
    site = site_of(request)
    if kind == "masthead":
        if not site.behind.masthead:
            return old_address(request)
        context = {"masthead": people(imprint_of(site))}
        return show(request, "masthead", _("Masthead"), links.about_path(kind), context)
    return policy(request, kind)


def policy(request: HttpRequest, kind: str) -> HttpResponse:
    """The version in force; 301 where the kind has another address, and without one as any unknown path."""
    site = site_of(request)
    if kind not in Policy.Kind.values:
        return old_address(request)
    if request.path != links.policy_path(kind):
        return moved(request, links.policy_path(kind))
    context: dict[str, Any] = {"policy": in_force(site, kind)}
    if kind == Policy.Kind.OWNERSHIP and site.behind.owners:
        context["owners"] = [owner(row) for row in imprint_of(site).owners]
    elif context["policy"] is None:
        return old_address(request)
    return show(request, "policy", str(Policy.Kind(kind).label), links.policy_path(kind), context)


def contact(request: HttpRequest) -> HttpResponse:
    context = {"imprint": imprint_of(site_of(request))}
    return show(request, "contact", _("Contact"), links.contact_path(), context)


def captions(request: HttpRequest) -> HttpResponse:
    """Whom to reach at once, and where to complain in writing (47 CFR 79.1(i))."""
    site = site_of(request)
    context = {"imprint": imprint_of(site), "policy": in_force(site, Policy.Kind.CAPTIONS)}
    return show(request, "captions", _("Closed captions"), links.policy_path("captions"), context)


def fcc(request: HttpRequest) -> HttpResponse:
    """Always there, with a sentence where nothing is pending (47 CFR 73.3580)."""
    site = site_of(request)
    imprint = imprint_of(site)
    notices = PublishedFccNotice.objects.filter(station_id=site.station_id).order_by("-shown_from")
    context = {
        "imprint": imprint,
        "notices": list(notices),
        "updated_on": imprint.fcc_updated_on and noon(site, imprint.fcc_updated_on),
    }
    return show(request, "fcc", _("FCC Applications"), links.fcc_path(), context)


def contests(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    rows = PublishedContest.objects.filter(station_id=site.station_id).order_by("ended", "ends_at", "id")
    context = {
        "contests": [contest(row) for row in rows],
        "policy": in_force(site, Policy.Kind.CONTESTS),
    }
    return show(request, "contests", _("Contests"), links.policy_path("contests"), context)


def show(request: HttpRequest, name: str, heading: str, path: str, context: dict[str, Any]) -> HttpResponse:
    if request.path != path:
        return moved(request, path)
    site = site_of(request)
    context |= {
        "heading": heading,
        "canonical_url": site.base_url + path,
        "description": description(site, name, context),
        "graph": structured_data.of_page(
            site, heading, site.base_url + path, kind=PAGES.get(name, "AboutPage")
        ),
    }
    return render(request, f"public/about/{name}.html", context)


def description(site: Site, name: str, context: dict[str, Any]) -> str:
    """For search engines and shared links: a policy's own first words, else a sentence.

    Of the policies only that on owners has a page without words of its own.
    """
    said = {
        "about": _("Who is behind {brand}, and what it holds itself to."),
        "masthead": _("Who is responsible for what at {brand}."),
        "contact": _("How to reach {brand}."),
        "captions": _("Whom to reach about the captions of {brand}."),
        "fcc": _("What {brand}, {callsign}, has before the FCC, and its public inspection file."),
        "contests": _("The contests of {brand} and their rules."),
    }.get(name, _("Who owns {brand}, and where its money comes from."))
    policy = context.get("policy") if name == "policy" else None
    if policy:
        return Truncator(" ".join(policy["text"].split())).chars(DESCRIBED)
    return said.format(brand=site.brand, callsign=site.callsign)


# --- Rows as the templates have them --------------------------------------------------------------------


def imprint_of(site: Site) -> PublishedImprint:
    """One query; every opened station has a row."""
    return PublishedImprint.objects.get(station_id=site.station_id)


def in_force(site: Site, kind: str) -> dict[str, Any] | None:
    """One query, or none where the station's own row says that there is nothing."""
    if kind not in site.behind.policies:
        return None
    row = PublishedPolicy.objects.filter(station_id=site.station_id, kind=kind).first()
    if row is None:
        return None
    return {
        "text": row.text,
        "language": row.language,
        "in_force_from": row.in_force_from,
        "earlier": [dt.datetime.fromisoformat(moment) for moment in row.earlier],
    }


def owner(row: dict[str, Any]) -> dict[str, Any]:
    """With shares as people write them."""
    parents = [parent | {"share": percent(parent["share"])} for parent in row["parents"]]
    return row | {"share": percent(row["share"]), "parents": parents}


def percent(share: float | None) -> str:
    return "" if share is None else f"{share:g}"


def people(imprint: PublishedImprint) -> list[dict[str, Any]]:
    return [
        row | {"url": row["slug"] and links.person_path(row["slug"]), "year": row["since"][:4]}
        for row in imprint.masthead
    ]


def contest(row: PublishedContest) -> dict[str, Any]:
    versions = [
        version | {"posted_at": dt.datetime.fromisoformat(version["posted_at"])} for version in row.rules
    ]
    return {
        "name": row.name,
        "announced_at": row.announced_at,
        "ends_at": row.ends_at,
        "ended": row.ended,
        "rules": versions[0] if versions else None,
        "earlier": versions[1:],
    }


def noon(site: Site, day: dt.date) -> dt.datetime:
    """A moment of that day on the station's wall, for the filters that write days."""
    return dt.datetime.combine(day, dt.time(12), ZoneInfo(site.timezone))
