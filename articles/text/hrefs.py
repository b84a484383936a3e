"""Addresses in links as a reader should get them: out of redirect wrappers, without what tracks people."""

import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

# Parameters that name the sender, the campaign or the click, never the page. A name that ends with * stands
# for all that begin so. The editor's page gets these tables too and does the same as one pastes.
TRACKERS: Final = (
    *("utm_*", "_hsenc", "_hsmi", "__hs*", "hsctatracking", "mc_cid", "mc_eid", "mkt_tok", "oly_anon_id"),
    *("oly_enc_id", "vero_id", "vero_conv", "ss_email_id", "bsft_*", "sc_campaign", "sc_channel", "cmpid"),
    *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid"),
    *("li_fat_id", "igshid", "igsh", "mibextid", "rdid", "_branch_match_id", "_ga", "_gl", "rb_clickid"),
    *("wickedid", "epik", "srsltid", "ref_src", "ref_url", "__twitter_impression", "__tn__", "__cft__[0]"),
)
# What means that on these hosts only.
HOST_TRACKERS: Final[dict[str, tuple[str, ...]]] = {
    r"(?:.+\.)?(?:youtube\.com|youtu\.be)": ("si", "feature", "pp"),
    r"open\.spotify\.com": ("si", "context"),
    r"(?:.+\.)?(?:twitter|x)\.com": ("s", "t"),
    r"(?:.+\.)?tiktok\.com": ("_r", "_t", "is_from_webapp", "sender_device"),
}
# Host, beginning of the path, and the parameter that holds where the link really leads.
WRAPPERS: Final = (
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", "q"),
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", "url"),
    (r"lm?\.facebook\.com", "/l.php", "u"),
    (r"l\.instagram\.com", "/", "u"),
    (r"(?:www\.)?youtube\.com", "/redirect", "q"),
    (r"[a-z0-9]+\.safelinks\.protection\.outlook\.com", "/", "url"),
    (r"statics\.teams\.cdn\.office\.net", "/evergreen-assets/safelinks", "url"),
    (r"(?:www\.)?linkedin\.com", "/redir/redirect", "url"),
    (r"(?:www\.)?linkedin\.com", "/safety/go", "url"),
    (r"out\.reddit\.com", "/", "url"),
    (r"t\.umblr\.com", "/redirect", "z"),
    (r"slack-redir\.net", "/link", "url"),
    (r"duckduckgo\.com", "/l/", "uddg"),
    (r"(?:away\.)?vk\.com", "/away.php", "to"),
)
# Proofpoint writes the address itself into the path. With a "*" in it, characters were cut out of it.
_URLDEFENSE = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(https?://[^*]+?)__;", re.IGNORECASE)

_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
# Beyond these it is no link that a person followed, and looking into it costs more than it is worth.
_MOST_WRAPPERS: Final = 8
_LONGEST: Final = 4_000
_EXACT: Final = frozenset(name for name in TRACKERS if not name.endswith("*"))
_PREFIXES: Final = tuple(name[:-1] for name in TRACKERS if name.endswith("*"))
_OF_HOST: Final = tuple(
    (re.compile(host, re.IGNORECASE), frozenset(names)) for host, names in HOST_TRACKERS.items()
)
_WRAPPED: Final = tuple((re.compile(host, re.IGNORECASE), path, name) for host, path, name in WRAPPERS)
# What may stand in an address as it is; the rest is written with percent signs.
_IN_ADDRESS: Final = "%/:?#[]@!$&'()*+,;=-._~"


def clean_href(url: str) -> str:
    """The same page by its plain address. One that is clean already, or not of the web, stays as it is."""
    if not _WEB.match(url) or len(url) > _LONGEST:
        return url
    leads_to = url
    try:
        for _ in range(_MOST_WRAPPERS):
            inner = _unwrapped(leads_to)
            if not inner:
                return _without_trackers(leads_to)
            leads_to = inner
    except ValueError:  # no address at all, such as https://[x
        pass
    return url


def _unwrapped(url: str) -> str:
    """Where a wrapper leads; "" where `url` is none, or leads to no page of the web."""
    if found := _URLDEFENSE.match(url):
        return found[1]
    parts = urlsplit(url)
    if not parts.query:
        return ""
    for host, path, name in _WRAPPED:
        if parts.path.startswith(path) and host.fullmatch(parts.hostname or ""):
            inner = dict(parse_qsl(parts.query)).get(name, "").strip()
            if _WEB.match(inner):
                return quote(inner, safe=_IN_ADDRESS)
    return ""


def _without_trackers(url: str) -> str:
    address, hash_mark, fragment = url.partition("#")
    path, mark, query = address.partition("?")
    if not mark:
        return url
    host = urlsplit(path).hostname or ""
    only_here = {name for pattern, names in _OF_HOST if pattern.fullmatch(host) for name in names}
    kept = [part for part in query.split("&") if not _tracks(part, only_here)]
    if len(kept) == query.count("&") + 1:
        return url
    rest = f"?{'&'.join(kept)}" if any(kept) else ""
    return path + rest + hash_mark + fragment


def _tracks(part: str, only_here: set[str]) -> bool:
    name = unquote(part.partition("=")[0]).lower()
    return name in _EXACT or name in only_here or name.startswith(_PREFIXES)
