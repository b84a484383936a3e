"""The one style sheet of a page: what its kind needs, then its station's theme and colours, in one file.

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

from articles.themes import ADDRESS, Theme, static_path

FOLDER = "/static/brand/"
# What every page shares; the first names the layers.
SHARED = ("site", "faces", "parts")
# By kind of page, in the order in which they hold, after those.
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
def sheet_of(kind: str, theme: Theme, colours: str) -> Sheet:
    css = "".join((*map(_source, (*SHARED, *SOURCES[kind])), _rules(theme), colours))
    digest = hashlib.sha256(css.encode()).hexdigest()[:16]
    return Sheet(css=css, path=f"{FOLDER}{kind}-{digest}.css")


@functools.cache
def _source(name: str) -> str:
    text = _pressed(Path(str(finders.find(f"public/css/{name}.css"))).read_text(encoding="utf-8"))
    return _ADDRESS.sub(lambda found: f'url("{static(f"public/{found[1]}")}")', text)


@functools.lru_cache(maxsize=64)
def _rules(theme: Theme) -> str:
    """In a layer of their own, above the program's and below that for printing, whatever they are."""
    folder = static_path(theme.name)
    css = ADDRESS.sub(lambda found: f'url("{static(f"{folder}/{found[1]}")}")', _pressed(theme.css))
    return f"@layer theme {{{css}}}\n"


def _pressed(css: str) -> str:
    """Without what only its authors need, which is a quarter of it once it is compressed."""
    return _SPACE.sub(" ", _COMMENT.sub("", css))
