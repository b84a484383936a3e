"""Small files by which machines know a site: robots.txt, security.txt, trust.txt, ads.txt, the manifest."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.standards.rules import LANGUAGE, MEDIA_TYPE, Rules, is_moment, is_web_address

Lines = list[str]
Pairs = list[tuple[str, str]]


def pairs(text: str, sign: str) -> Pairs:
    """Name and value of each line that is no comment; a line without the sign has an empty name."""
    found: Pairs = []
    for line in text.splitlines():
        if stripped := line.partition("#")[0].strip():
            name, there, value = stripped.partition(sign)
            found.append((name.strip(), value.strip()) if there else ("", stripped))
    return found


def values(found: Pairs, name: str) -> Lines:
    return [value for key, value in found if key.lower() == name.lower()]


# --- robots.txt: RFC 9309 --------------------------------------------------------------------------------

_TOKEN = re.compile(r"\*|[A-Za-z_-]+")


def rules_follow_names(found: Pairs) -> bool:
    """A rule belongs to the group that a user-agent line began; a sitemap to none."""
    named = False
    for name, _ in found:
        if name.lower() == "user-agent":
            named = True
        elif name.lower() in ("allow", "disallow") and not named:
            return False
    return True


ROBOTS: Rules[Pairs] = {
    "Each line is a name, a colon and a value": lambda found: all(name for name, _ in found),
    "A group starts with a user-agent line, followed by its rules": rules_follow_names,
    "The product token MUST contain only letters, underscores and hyphens": lambda found: all(
        _TOKEN.fullmatch(value) for value in values(found, "user-agent")
    ),
    "The path of a rule starts with a slash, or the rule is empty": lambda found: all(
        value[:1] in ("", "/", "*") for name in ("allow", "disallow") for value in values(found, name)
    ),
    "Other records are none but sitemaps, in absolute addresses": lambda found: (
        {name.lower() for name, _ in found} <= {"user-agent", "allow", "disallow", "sitemap"}
        and all(is_web_address(value) for value in values(found, "sitemap"))
    ),
    "Each crawler is named in one group": lambda found: (
        len(set(values(found, "user-agent"))) == len(values(found, "user-agent"))
    ),
}


# --- security.txt: RFC 9116 ------------------------------------------------------------------------------

SECURITY_FIELDS = {
    *("acknowledgments", "canonical", "contact", "encryption", "expires", "hiring", "policy"),
    "preferred-languages",
}


def is_secure_uri(text: str) -> bool:
    """A web address among them MUST begin with https."""
    return text.startswith(("https://", "mailto:", "tel:")) and not any(c.isspace() for c in text)


def security_txt(now: dt.datetime, address: str) -> Rules[Pairs]:
    """`address` is where the file was found."""
    return {
        "Each field is a line of its own: a name, a colon and a value": lambda found: all(
            name.lower() in SECURITY_FIELDS and value for name, value in found
        ),
        "The Contact field MUST always be present": lambda found: bool(values(found, "contact")),
        "The value of a Contact MUST be a URI, a web one beginning with https": lambda found: all(
            is_secure_uri(value) for value in values(found, "contact")
        ),
        "The Expires field MUST always be present and MUST NOT appear more than once": (
            lambda found: len(values(found, "expires")) == 1
        ),
        "The date of Expires is in the format of RFC 3339": lambda found: all(
            is_moment(value) for value in values(found, "expires")
        ),
        "It is RECOMMENDED to be less than a year into the future; past it, the file MUST NOT be used": (
            lambda found: all(
                is_moment(value) and now < dt.datetime.fromisoformat(value) < now + dt.timedelta(days=366)
                for value in values(found, "expires")
            )
        ),
        "Preferred-Languages MUST NOT appear more than once": lambda found: (
            len(values(found, "preferred-languages")) <= 1
            and all(
                LANGUAGE.fullmatch(tag.strip())
                for value in values(found, "preferred-languages")
                for tag in value.split(",")
            )
        ),
        "If Canonical is there, the address of the file SHOULD be listed": (
            lambda found: address in (values(found, "canonical") or [address])
        ),
    }


# --- trust.txt: the framework of JournalList -------------------------------------------------------------

TRUST_KEYS = {
    *("member", "belongto", "control", "controlledby", "social", "vendor", "customer", "disclosure"),
    *("contact", "datatrainingallowed"),
}
TRUST: Rules[Pairs] = {
    "Each line is a variable of the framework, an equals sign and a value": lambda found: all(
        name in TRUST_KEYS and value for name, value in found
    ),
    "Values are addresses, but for the one about training": lambda found: all(
        is_web_address(value) or (name == "contact" and value.startswith(("mailto:", "tel:")))
        for name, value in found
        if name != "datatrainingallowed"
    ),
    "datatrainingallowed is yes or no, and said once": lambda found: (
        values(found, "datatrainingallowed") in (["yes"], ["no"])
    ),
    "Who is controlled controls nobody": lambda found: (
        not (values(found, "control") and values(found, "controlledby"))
    ),
    "No line is said twice": lambda found: len(set(found)) == len(found),
}


# --- ads.txt: IAB Tech Lab, 1.1 --------------------------------------------------------------------------

_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
ADS_VARIABLES = {"contact", "subdomain", "ownerdomain", "managerdomain", "inventorypartnerdomain"}


def sellers(text: str) -> Iterator[Lines]:
    for line in text.splitlines():
        if (stripped := line.partition("#")[0].strip()) and "=" not in stripped:
            yield [field.strip() for field in stripped.split(",")]


ADS: Rules[str] = {
    "A record has three fields, or four": lambda text: all(len(found) in (3, 4) for found in sellers(text)),
    "Field 1 is the domain name of the advertising system": lambda text: all(
        _DOMAIN.fullmatch(found[0]) for found in sellers(text)
    ),
    "Field 2 is an account, and may not be empty": lambda text: all(
        len(found) > 1 and found[1] for found in sellers(text)
    ),
    "Field 3 is DIRECT or RESELLER": lambda text: all(
        len(found) > 2 and found[2].upper() in ("DIRECT", "RESELLER") for found in sellers(text)
    ),
    "Where nobody may sell, a placeholder says so": lambda text: any(sellers(text)),
    "Variables are those of the specification": lambda text: all(
        line.partition("=")[0].strip().lower() in ADS_VARIABLES
        for line in text.splitlines()
        if "=" in line.partition("#")[0]
    ),
}


# --- Web app manifest: W3C -------------------------------------------------------------------------------

Manifest = dict[str, Any]
MEMBERS = {
    *("name", "short_name", "description", "lang", "dir", "id", "start_url", "scope", "display"),
    *("background_color", "theme_color", "icons", "orientation", "shortcuts", "screenshots"),
}
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SIZES = re.compile(r"any|[1-9]\d*x[1-9]\d*( [1-9]\d*x[1-9]\d*)*", re.IGNORECASE)


def manifest_at(address: str) -> Rules[Manifest]:
    """`address` is that of the manifest, against which its own are resolved."""

    def within(name: str) -> Callable[[Manifest], bool]:
        def holds(found: Manifest) -> bool:
            there, here = urlsplit(urljoin(address, found.get(name, "/"))), urlsplit(address)
            return there[:2] == here[:2]

        return holds

    return {
        "It is an object of the members that the specification knows": lambda found: (
            isinstance(found, dict) and set(found) <= MEMBERS
        ),
        "name, or else short_name, is a string": lambda found: any(
            isinstance(found.get(name), str) and found[name] for name in ("name", "short_name")
        ),
        "start_url is of the same origin as the document": within("start_url"),
        "id is of the same origin as start_url": within("id"),
        "scope is of the same origin, and start_url within it": lambda found: (
            within("scope")(found)
            and urljoin(address, found["start_url"]).startswith(urljoin(address, found["scope"]))
        ),
        "display is one of the display modes": lambda found: (
            found.get("display", "browser") in ("fullscreen", "standalone", "minimal-ui", "browser")
        ),
        "theme_color and background_color are colours of CSS": lambda found: all(
            _COLOUR.fullmatch(found[name]) for name in ("theme_color", "background_color") if name in found
        ),
        "lang is a language tag": lambda found: bool(LANGUAGE.fullmatch(found.get("lang", "en"))),
        "An icon has its src, its sizes as any or in pixels, and its media type": lambda found: all(
            icon.get("src")
            and _SIZES.fullmatch(icon.get("sizes", "any"))
            and MEDIA_TYPE.fullmatch(icon.get("type", "image/png"))
            for icon in found.get("icons", ())
        ),
        "There is an icon": lambda found: bool(found.get("icons")),
    }
