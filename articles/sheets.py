"""The one style sheet of a page: what its kind needs, in one file, then the colours of its station.

A page shows no word before all its sheets have come, and on a slow line each further one may cost a phone
two round trips. Read once by each process: what changes in the sources is seen at its next start.
"""

import functools
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from django.templatetags.static import static

FOLDER = "/static/brand/"
# By kind of page, in the order in which they hold; "site" goes before them all.
SOURCES = {
    "about": ("list", "about"),
    "front": ("front",),
    "history": ("history",),
    "list": ("list",),
    "notice": ("notice",),
    "search": ("list", "search"),
    "section": ("front", "list"),
    "story": ("story",),
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
# Relative to public/css/, where the sources lie.
_ADDRESS = re.compile(r'url\("\.\./([^"]+)"\)')


class Sheet(NamedTuple):
    """`path` is named by what `css` says, so that browsers may keep it for ever."""

    css: str
    path: str


@functools.lru_cache(maxsize=1024)
def sheet_of(kind: str, colours: str) -> Sheet:
    css = "".join(map(_source, ("site", *SOURCES[kind]))) + colours
    digest = hashlib.sha256(css.encode()).hexdigest()[:16]
    return Sheet(css=css, path=f"{FOLDER}{kind}-{digest}.css")


@functools.cache
def _source(name: str) -> str:
    """Without what only its authors need, which is a quarter of it once it is compressed."""
    text = Path(str(finders.find(f"public/css/{name}.css"))).read_text(encoding="utf-8")
    text = _SPACE.sub(" ", _COMMENT.sub("", text))
    return _ADDRESS.sub(lambda found: f'url("{static(f"public/{found[1]}")}")', text)
