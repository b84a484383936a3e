"""What search engines read of a page: one JSON-LD graph in the vocabulary of schema.org."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from articles import links
from articles.models import Policy, PublishedPerson
from articles.pages import OWNER_WORDS
from articles.picture_sizes import LARGE
from articles.site import Logo, Site

# Of HTML, these alone mean anything within a script element; as escapes they mean the same in JSON.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

# What is paid for, or not meant, is no news to a machine either.
TYPES: dict[str, str | list[str]] = {
    "analysis": ["NewsArticle", "AnalysisNewsArticle"],
    "opinion": ["NewsArticle", "OpinionNewsArticle"],
    "review": ["NewsArticle", "ReviewNewsArticle"],
    "explainer": ["NewsArticle", "BackgroundNewsArticle"],
    "press_release": "Article",
    "sponsored": "AdvertiserContentArticle",
    "satire": "SatiricalArticle",
}


# The vocabulary's words for policies; ethics is also what it calls the principles of publishing.
POLICY_TERMS = {
    "publishingPrinciples": Policy.Kind.ETHICS,
    "ethicsPolicy": Policy.Kind.ETHICS,
    "correctionsPolicy": Policy.Kind.CORRECTIONS,
    "verificationFactCheckingPolicy": Policy.Kind.VERIFICATION,
    "ownershipFundingInfo": Policy.Kind.OWNERSHIP,
    "missionCoveragePrioritiesPolicy": Policy.Kind.MISSION,
    "unnamedSourcesPolicy": Policy.Kind.SOURCES,
    "noBylinesPolicy": Policy.Kind.BYLINES,
    "actionableFeedbackPolicy": Policy.Kind.FEEDBACK,
    "diversityPolicy": Policy.Kind.DIVERSITY,
}


class Graph(str):
    """Things of one page as a data block, which no browser runs and whose words cannot end it."""

    __slots__ = ()

    def __new__(cls, things: list[dict[str, Any]]) -> "Graph":
        graph = {"@context": "https://schema.org", "@graph": things}
        data = json.dumps(graph, ensure_ascii=False).translate(_ESCAPES)
        return super().__new__(cls, f'<script type="application/ld+json">{data}</script>')

    def __html__(self) -> str:
        """What a template asks instead of escaping it: of HTML it is the element alone."""
        return self


def of_front(site: Site) -> Graph:
    website = {
        "@type": "WebSite",
        "@id": f"{site.base_url}/#website",
        "name": site.brand,
        "alternateName": site.callsign,
        "url": f"{site.base_url}/",
        "inLanguage": site.language,
        "publisher": {"@id": organization_id(site)},
    }
    return Graph([organization(site), website])


def of_list(site: Site, name: str, url: str) -> Graph:
    return Graph([organization(site), breadcrumbs([(site.brand, f"{site.base_url}/"), (name, url)])])


def of_person(site: Site, person: PublishedPerson, *, url: str, photo: dict[str, Any] | None) -> Graph:
    said = {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": person.name,
        "url": url,
        "jobTitle": person.job_title,
        "description": person.bio,
        "email": person.email,
        "image": site.base_url + photo["src"] if photo else "",
        "worksFor": {"@id": organization_id(site)},
    }
    return Graph([organization(site), {name: value for name, value in said.items() if value}])


def of_story(site: Site, story: dict[str, Any]) -> Graph:
    """`story` as the page has it. It has no date that the page does not show."""
    section = story["section"]
    way = [
        (site.brand, f"{site.base_url}/"),
        (section["name"], site.base_url + section["url"]),
        (story["headline"], story["url"]),
    ]
    return Graph([article(site, story), breadcrumbs(way), organization(site)])


def article(site: Site, story: dict[str, Any]) -> dict[str, Any]:
    kind = TYPES.get(story["kind"], "NewsArticle")
    said = {
        "@type": kind,
        "@id": f"{story['url']}#story",
        "headline": story["headline"],
        "description": story["deck"],
        "url": story["url"],
        "mainEntityOfPage": story["url"],
        "inLanguage": story["language"],
        "isAccessibleForFree": True,
        "articleSection": story["section"]["name"],
        # A word of NewsArticle alone.
        "dateline": story["dateline"] if "NewsArticle" in kind else "",
        "keywords": [tag["name"] for tag in story["tags"]],
        "datePublished": published(site, story),
        "dateModified": moment(site, story["updated_at"]) if story["updated_at"] else published(site, story),
        "author": [author(site, byline) for byline in story["bylines"]] or [{"@id": organization_id(site)}],
        "publisher": {"@id": organization_id(site)},
        "creditText": story["source_label"],
        "sourceOrganization": source_organization(story["source"]),
        "isBasedOn": based_on(story),
        "image": images(site, story["picture"]) if story["picture"] else None,
        "correction": [correction(site, row) for row in story["corrections"]],
    }
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def source_organization(source: dict[str, Any] | None) -> dict[str, Any] | None:
    """Who is behind copy from outside, with what readers are told of its owner; None without a name."""
    if not source or not source.get("name"):
        return None
    owner, country = str(OWNER_WORDS.get(source.get("owner_type", ""), "")), source.get("country")
    return {
        "@type": "NewsMediaOrganization" if source["kind"] == "wire" else "Organization",
        "name": source["name"],
        **({"description": owner} if owner else {}),
        **({"address": {"@type": "PostalAddress", "addressCountry": country}} if country else {}),
    }


def based_on(story: dict[str, Any]) -> dict[str, Any] | None:
    """The copy of an agency, or the press release, that the story was made from."""
    source = source_organization(story["source"])
    if source is None:
        return None
    return {"@type": "CreativeWork", "creditText": story["source_label"], "publisher": source}


def author(site: Site, byline: dict[str, Any]) -> dict[str, Any]:
    """A name alone, no title and no "By"."""
    page = {"url": site.base_url + byline["url"]} if byline["url"] else {}
    return {"@type": "Person", "name": byline["name"], **page}


def images(site: Site, picture: dict[str, Any]) -> list[dict[str, Any]]:
    """The same picture in each shape that search engines choose from."""
    words = {"caption": picture["caption"], "creditText": picture["credit"]}
    return [
        {
            "@type": "ImageObject",
            "url": site.base_url + file["path"],
            "width": file["width"],
            "height": file["height"],
            **{name: value for name, value in words.items() if value},
        }
        for file in picture["machine"]
    ]


def correction(site: Site, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "name": str(row["label"]),
        "text": row["text"],
        "datePublished": moment(site, row["at"]),
    }


def organization_id(site: Site) -> str:
    return f"{site.base_url}/#organization"


def organization(site: Site) -> dict[str, Any]:
    return {
        "@type": "NewsMediaOrganization",
        "@id": organization_id(site),
        "name": site.brand,
        "alternateName": site.callsign,
        "url": f"{site.base_url}/",
        **({"slogan": site.tagline} if site.tagline else {}),
        **({"logo": logo(site, site.logo)} if site.logo else {}),
        **who_stands_behind(site),
        **policies(site),
    }


def logo(site: Site, shown: Logo) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "url": site.base_url + shown.icon(LARGE).src,
        "width": LARGE,
        "height": LARGE,
    }


def who_stands_behind(site: Site) -> dict[str, Any]:
    """What the station has said of itself, and nothing that it has not."""
    behind = site.behind
    contact = {
        "@type": "ContactPoint",
        "contactType": "newsroom",
        "url": site.base_url + links.contact_path(),
        "email": behind.email,
        "telephone": behind.phone,
    }
    said = {
        "legalName": behind.legal_name,
        "foundingDate": str(behind.founded or ""),
        "parentOrganization": [{"@type": "Organization", "name": name} for name in behind.owners],
        "contactPoint": {name: value for name, value in contact.items() if value},
        "masthead": site.base_url + links.about_path("masthead") if behind.masthead else "",
    }
    return {name: value for name, value in said.items() if value}


def policies(site: Site) -> dict[str, str]:
    return {
        term: site.base_url + links.policy_path(kind)
        for term, kind in POLICY_TERMS.items()
        if site.behind.has_page(kind)
    }


def breadcrumbs(way: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(way, 1)
        ],
    }


def published(site: Site, story: dict[str, Any]) -> str | None:
    """The date that the page shows, a day alone where no hour is known."""
    if story["published_at_estimated"]:
        return None
    whole = moment(site, story["published_at"])
    return whole[:10] if story["day_only"] else whole


def moment(site: Site, at: dt.datetime) -> str:
    """ISO 8601 to the second, with the station's offset."""
    return at.astimezone(ZoneInfo(site.timezone)).isoformat(timespec="seconds")
