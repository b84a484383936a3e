"""What search engines read of a page: one JSON-LD graph in the vocabulary of schema.org."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from articles.site import Site

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


def of_person(site: Site, *, name: str, job_title: str, bio: str, url: str) -> Graph:
    person = {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": name,
        "url": url,
        **({"jobTitle": job_title} if job_title else {}),
        **({"description": bio} if bio else {}),
        "worksFor": {"@id": organization_id(site)},
    }
    return Graph([organization(site), person])


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
    said = {
        "@type": TYPES.get(story["kind"], "NewsArticle"),
        "@id": f"{story['url']}#story",
        "headline": story["headline"],
        "description": story["deck"],
        "url": story["url"],
        "mainEntityOfPage": story["url"],
        "inLanguage": story["language"],
        "isAccessibleForFree": True,
        "articleSection": story["section"]["name"],
        "dateline": story["dateline"],
        "keywords": [tag["name"] for tag in story["tags"]],
        "datePublished": published(site, story),
        "dateModified": moment(site, story["updated_at"]) if story["updated_at"] else published(site, story),
        "author": [author(site, byline) for byline in story["bylines"]] or [{"@id": organization_id(site)}],
        "publisher": {"@id": organization_id(site)},
        "creditText": story["source_label"],
        "image": images(site, story["picture"]) if story["picture"] else None,
        "correction": [correction(site, row) for row in story["corrections"]],
    }
    return {name: value for name, value in said.items() if value not in ("", None, [])}


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
