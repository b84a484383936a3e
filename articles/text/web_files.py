"""The small files by which machines know a site: what their lines may be, and what they are made of."""

import re
from collections.abc import Callable, Iterable
from typing import Final

# Who takes pages, and what for, by the names that they answer to in robots.txt. As their owners state them.
TRAINING: Final = (
    *("GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Applebot-Extended"),
    *("Meta-ExternalAgent", "Bytespider"),
)
AI_SEARCH: Final = ("OAI-SearchBot", "Claude-SearchBot", "PerplexityBot")
# On behalf of somebody who asked just now. The last is known to come regardless.
AI_FETCH: Final = ("ChatGPT-User", "Claude-User", "Perplexity-User")

# Where nobody may sell a site's space, IAB's ads.txt 1.1 asks for this line, not for an empty file.
NO_SELLERS: Final = "placeholder.example.com, placeholder, DIRECT, placeholder"
_DOMAIN = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_SELLER = re.compile(
    rf"{_DOMAIN}\s*,\s*[^\s,#]+\s*,\s*(?:DIRECT|RESELLER)\s*(?:,\s*[^\s,#]+\s*)?", re.IGNORECASE
)
_VARIABLE = re.compile(
    r"(?:CONTACT|SUBDOMAIN|OWNERDOMAIN|MANAGERDOMAIN|INVENTORYPARTNERDOMAIN)=\S.*", re.IGNORECASE
)
# `control` and `controlledby` are made from the group's stations, and so are the same on both sides.
_TRUST = re.compile(r"(?:member|belongto|social|vendor|customer|disclosure|contact)=\S+")


def robots_txt(*, refused: Iterable[str], sitemaps: Iterable[str]) -> str:
    """RFC 9309. A crawler that is named heeds its own group only, so the others are named nowhere."""
    lines = ["User-agent: *", "Disallow: /preview/", ""]
    if names := [f"User-agent: {name}" for name in refused]:
        lines += [*names, "Disallow: /", ""]
    return "\n".join([*lines, *(f"Sitemap: {address}" for address in sitemaps), ""])


def wrong_ads_line(text: str) -> str:
    """The first line that is neither a seller, a variable nor a comment; empty where all are good."""
    return _first_wrong(text, lambda line: bool(_SELLER.fullmatch(line) or _VARIABLE.fullmatch(line)))


def wrong_trust_line(text: str) -> str:
    """The first line that is no `key=value` of trust.txt, or a key that is made for the station."""
    return _first_wrong(text, lambda line: bool(_TRUST.fullmatch(line)))


def _first_wrong(text: str, is_good: Callable[[str], bool]) -> str:
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return next((line for line in lines if line and not is_good(line)), "")
