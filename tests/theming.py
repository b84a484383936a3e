"""A third theme as somebody writes it, and the settings of an installation that has it."""

from pathlib import Path
from typing import Any

from articles import themes

TOML = """
[name]
en = "Tabloid"
es = "Tabloide"

[about]
en = "loud, on yellow"
"""
CSS = """
/* Loud. */
@font-face { font-family: "Loud"; src: url("static/loud.woff2") format("woff2"); }
:root {
  --paper: #fff3c4;
  @media (prefers-color-scheme: dark) { --paper: #201a00; }
}
.strip { background: var(--fill); color: var(--on-fill); }
"""
STRIP = '<p class="strip">Extra, extra: '
FILES = {
    "theme.toml": TOML,
    "theme.css": CSS,
    "static/loud.woff2": "",
    # base.html includes it.
    "templates/public/_masthead.html": STRIP + "{{ site.brand }}</p>",
}


def write_theme(place: Path, files: dict[str, str], name: str = "tabloid") -> Path:
    folder = place / name
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def offer(settings: Any, place: Path) -> None:
    """As a start with THEMES=`place`; what is in it is read once."""
    settings.THEME_PLACES = [settings.BASE_DIR / "themes", place]
    settings.TEMPLATES = themes.engines(settings.TEMPLATES[0], settings.THEME_PLACES)
    settings.STATICFILES_DIRS = [
        settings.BASE_DIR / "static",
        *themes.static_folders(settings.THEME_PLACES),
    ]
