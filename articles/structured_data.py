"""What search engines read of a page: one JSON-LD graph in the vocabulary of schema.org."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from articles.models import PublishedPerson
from articles.pages import OWNER_WORDS
from articles.site import Site
from articles.structured_station import organization, organization_id, website, website_id

# Pages from the front down to one, by name and address.
Way = Sequence[tuple[str, str]]

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
    return Graph([organization(site), website(site)])


def of_page(site: Site, name: str, url: str, *, kind: str = "CollectionPage", above: Way = ()) -> Graph:
    """`kind` is the vocabulary's word for such a page; `above` are the pages between the front and it."""
    page = {
        "@type": kind,
        "@id": f"{url}#page",
        "name": name,
        "url": url,
        "inLanguage": site.language,
        "isPartOf": {"@id": website_id(site)},
    }
    way = [(site.brand, f"{site.base_url}/"), *above, (name, url)]
    return Graph([organization(site), website(site), page, breadcrumbs(way)])


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
    page = {
        "@type": "ProfilePage",
        "@id": f"{url}#page",
        "url": url,
        "isPartOf": {"@id": website_id(site)},
        "mainEntity": {"@id": said["@id"]},
    }
    way = [(site.brand, f"{site.base_url}/"), (person.name, url)]
    known = {name: value for name, value in said.items() if value}
    return Graph([organization(site), website(site), page, known, breadcrumbs(way)])


def of_story(site: Site, story: dict[str, Any]) -> Graph:
    """`story` as the page has it. It has no date that the page does not show."""
    section = story["section"]
    way = [
        (site.brand, f"{site.base_url}/"),
        (section["name"], site.base_url + section["url"]),
        (story["headline"], story["url"]),
    ]
    return Graph([article(site, story), breadcrumbs(way), organization(site), website(site)])


def article(site: Site, story: dict[str, Any]) -> dict[str, Any]:
    kind = TYPES.get(story["kind"], "NewsArticle")
    said = {
        "@type": kind,
        "@id": f"{story['url']}#story",
        "headline": story["headline"],
        "description": story["deck"],
        "url": story["url"],
        "mainEntityOfPage": story["url"],
        "isPartOf": {"@id": website_id(site)},
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


def breadcrumbs(way: Way) -> dict[str, Any]:
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
