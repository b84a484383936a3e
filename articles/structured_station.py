"""A station and its site in the vocabulary of schema.org: they stand in the graph of every page."""

from typing import Any

from articles import links
from articles.models import Policy
from articles.picture_sizes import LARGE
from articles.site import Logo, Site

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


def organization_id(site: Site) -> str:
    return f"{site.base_url}/#organization"


def website_id(site: Site) -> str:
    return f"{site.base_url}/#website"


def website(site: Site) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": website_id(site),
        "name": site.brand,
        "alternateName": site.callsign,
        "url": f"{site.base_url}/",
        "inLanguage": site.language,
        "publisher": {"@id": organization_id(site)},
    }


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
