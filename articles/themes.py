"""Themes: a folder each, of variables and rules of style, perhaps of templates, and no Python (decision 25).

Read once by each process, as the program's own sources are: a change in a folder is seen at the next start.
"""

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines as django_engines
from django.utils.translation import get_language

# What a station has where its own theme is not there.
DEFAULT = "paper"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_NAME = 20
# The engine that Django makes of the program's own templates.
PROGRAM = "django"

# By day and in the dark, where theme.css sets none; a test compares them with static/public/css/site.css.
PAPERS = ("#fcfbf8", "#161614")
_PAPER = re.compile(r"--paper:\s*([^;}]+)")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# The one way in which a theme names a file: its own, in its folder `static`.
ADDRESS = re.compile(r'url\("static/([^"]+)"\)')
_ASKS = re.compile(r"url\(|@import|image-set\(", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# What theme.toml may say: every key, and what its value is.
SHAPE: dict[str, dict[str, type]] = {
    "name": {"en": str, "es": str},
    "about": {"en": str, "es": str},
    "icon": {"corners": int, "font": str},
}


class ThemeRefused(Exception):
    """A folder that cannot be offered as a theme: where, and what is wrong there."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}.")
        self.path = path


@dataclass(frozen=True, eq=False)
class Theme:
    """One folder, as it was read. Two are the same only if they are one object."""

    name: str
    folder: Path
    said: dict[str, dict[str, Any]]
    css: str
    # By which the pages of its stations are rendered.
    engine: str

    def words(self, key: str) -> str:
        """Its name or what it is about, in the language of whoever looks."""
        said = self.said[key]
        text: str = said.get((get_language() or "en")[:2], said["en"])
        return text

    @property
    def icon(self) -> dict[str, Any]:
        """For templates/theme/icon.svg: corners in 64ths of its edge, and the font of its letters."""
        return {"corners": 0, "font": "Georgia,serif"} | self.said.get("icon", {})

    @property
    def papers(self) -> tuple[str, str]:
        """What its text stands on, by day and in the dark: a station's colours are measured against them."""
        day, night = _PAPER.findall(self.css) or PAPERS
        return day.strip(), night.strip()


def themes() -> dict[str, Theme]:
    """All that can be offered, by name."""
    return _read(tuple(settings.THEME_PLACES))[0]


def refused() -> list[ThemeRefused]:
    return _read(tuple(settings.THEME_PLACES))[1]


def theme_of(name: str) -> Theme:
    """The one of that name, else the default: a station whose folder has gone keeps its pages."""
    found = themes()
    return found.get(name) or found[DEFAULT]


# --- What settings make of the folders ------------------------------------------------------------


def folders(places: Sequence[Path]) -> dict[str, Path]:
    """By name; what is no name of a theme is no theme. Of two with one name it is the first."""
    found: dict[str, Path] = {}
    for folder in (folder for place in places for folder in _folders_in(place)):
        if is_name(folder.name):
            found.setdefault(folder.name, folder)
    return found


def engines(program: dict[str, Any], places: Sequence[Path]) -> list[dict[str, Any]]:
    """`TEMPLATES`: the program's own engine, and one for each theme whose templates go before them."""
    own = [
        program | {"NAME": engine_name(name), "DIRS": [folder / "templates", *program["DIRS"]]}
        for name, folder in folders(places).items()
        if has_templates(folder)
    ]
    return [program, *own]


def static_folders(places: Sequence[Path]) -> list[tuple[str, Path]]:
    """`STATICFILES_DIRS` of fonts and pictures that a theme brings; readers' hosts give what is public/."""
    return [
        (static_path(name), folder / "static")
        for name, folder in folders(places).items()
        if (folder / "static").is_dir()
    ]


def engine_name(name: str) -> str:
    return f"theme-{name}"


def static_path(name: str) -> str:
    return f"public/themes/{name}"


def has_templates(folder: Path) -> bool:
    return (folder / "templates").is_dir()


def is_name(name: str) -> bool:
    return len(name) <= MOST_NAME and NAME.fullmatch(name) is not None


def _folders_in(place: Path) -> list[Path]:
    return sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


# --- Reading one ----------------------------------------------------------------------------------


@functools.lru_cache(maxsize=64)
def _read(places: tuple[Path, ...]) -> tuple[dict[str, Theme], list[ThemeRefused]]:
    first, whole = folders(places), dict[str, Theme]()
    refused: list[ThemeRefused] = []
    for folder in (folder for place in places for folder in _folders_in(place)):
        try:
            if first.get(folder.name, folder) != folder:
                raise ThemeRefused(folder, "there is a theme of this name already: give it another")
            whole[folder.name] = _theme(folder)
        except ThemeRefused as refusal:
            refused.append(refusal)
    return whole, refused


def _theme(folder: Path) -> Theme:
    if not is_name(folder.name):
        sentence = f"name it with small letters, digits and hyphens, at most {MOST_NAME} of them"
        raise ThemeRefused(folder, sentence)
    said = _said(folder / "theme.toml")
    sheet = folder / "theme.css"
    css = _COMMENT.sub("", _text(sheet)) if sheet.exists() else ""
    if sentence := _wrong_css(folder, css):
        raise ThemeRefused(sheet, sentence)
    own = engine_name(folder.name)
    return Theme(folder.name, folder, said, css, own if own in django_engines else PROGRAM)


def _said(path: Path) -> dict[str, dict[str, Any]]:
    try:
        said = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ThemeRefused(path, f"it is no TOML: {error}") from error
    if sentence := _wrong_toml(said):
        raise ThemeRefused(path, sentence)
    return said


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ThemeRefused(path, f"it cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ThemeRefused(path, "it is not written in UTF-8") from error


def _wrong_toml(said: dict[str, Any]) -> str:
    """The first thing that is wrong, as a sentence; empty where nothing is."""
    for table, values in said.items():
        if table not in SHAPE or not isinstance(values, dict):
            return f"it may have {', '.join(f'[{name}]' for name in SHAPE)}, and not {table}"
        for key, value in values.items():
            if type(value) is not SHAPE[table].get(key) or value == "":
                known = ", ".join(f"{name} ({kind.__name__})" for name, kind in SHAPE[table].items())
                return f"[{table}] may have {known}; {key} is none of these, or has no such value"
    for table in ("name", "about"):
        if "en" not in said.get(table, {}):
            return f'[{table}] is missing, or its en = "..."'
    return "" if 0 <= said.get("icon", {}).get("corners", 0) <= 32 else "corners of the icon are 0 to 32"


def _wrong_css(folder: Path, css: str) -> str:
    """A station's colours are measured on its paper; and no page asks anybody else for anything."""
    if css.count("{") != css.count("}"):
        return "a brace is missing, or one too many"
    papers = [value.strip() for value in _PAPER.findall(css)]
    if papers and not (len(papers) == 2 and all(map(_COLOUR.fullmatch, papers))):
        return "set --paper twice or not at all, as #rrggbb in small letters: by day, then in the dark"
    files = ADDRESS.findall(css)
    if len(files) != len(_ASKS.findall(css)):
        return 'it may ask for files of its own alone, as url("static/NAME"), which lie in its folder static'
    lost = [name for name in files if ".." in name or not (folder / "static" / name).is_file()]
    return f"there is no static/{lost[0]}" if lost else ""
