"""The rules of the house that a machine can hold."""

import ast
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from articles.text.slugs import RESERVED_SEGMENTS
from articles.themes import DEFAULT
from articles.urls import station

ROOT = Path(__file__).parent.parent
CODE = sorted(
    path
    for package in ("articles", "newsroom")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
# `format_html` and its kin escape what they are given; these do not.
MARKS_SAFE = {"mark_safe", "SafeString", "SafeText"}


def calls(tree: ast.AST) -> list[str]:
    """Names of everything called, without the modules before them."""
    found = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in found]


def test_one_call_site_marks_html_safe() -> None:
    sites = [
        (path.relative_to(ROOT).as_posix(), name)
        for path in CODE
        for name in calls(ast.parse(path.read_text()))
        if name in MARKS_SAFE
    ]
    assert sites == [("articles/rendering.py", "mark_safe")]


def test_one_class_says_itself_that_it_is_safe() -> None:
    """A template takes the word of whatever has `__html__`."""
    classes = [
        (path.relative_to(ROOT).as_posix(), node.name)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(part, ast.FunctionDef) and part.name == "__html__" for part in node.body)
    ]
    assert classes == [("articles/structured_data.py", "Graph")]


def test_no_template_marks_html_safe() -> None:
    for path in [*(ROOT / "templates").rglob("*.*"), *(ROOT / "themes").rglob("templates/**/*.*")]:
        text = path.read_text()
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape off" not in text, path


def test_no_inline_script_or_style_in_public_templates() -> None:
    own = [*(ROOT / "templates/public").rglob("*.html"), *(ROOT / "templates").glob("50?.html")]
    for path in [*own, *(ROOT / "themes").rglob("templates/**/*.html")]:
        text = path.read_text()
        # A module of our own, from a file, is no inline script.
        text = text.replace('<script type="module" src="{% static ', "")
        for forbidden in ("<script", "<style", " style=", " onclick="):
            assert forbidden not in text, (path, forbidden)


def test_a_theme_is_a_folder_without_python() -> None:
    """Decision 25: nothing in the program knows which themes there are, but for the default one."""
    templates = [*(ROOT / "templates/public").rglob("*.html"), *(ROOT / "templates").glob("50?.html")]
    assert [path for path in templates if "theme" in path.read_text()] == []
    names = {folder.name for folder in (ROOT / "themes").iterdir()} - {DEFAULT}
    rules = [path.read_text() for path in (ROOT / "static/public/css").glob("*.css")]
    assert [rule for rule in rules if "data-theme" in rule] == []
    code = {path.relative_to(ROOT).as_posix(): path.read_text() for path in CODE}
    knowing = {path for path, text in code.items() if any(f'"{name}"' in text for name in names)}
    assert (names, knowing) == ({"band"}, set())
    assert list((ROOT / "themes").rglob("*.py")) == []


def test_every_page_of_readers_is_rendered_in_the_theme_of_its_station() -> None:
    """But for the demo's chooser of stations, and the desk's page for a form that came without its token."""
    others = {
        path.name
        for path in (ROOT / "articles/views").glob("*.py")
        if "django.shortcuts import render" in path.read_text()
    }
    assert others == {"plain.py", "kept.py"}


def first_segments(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """Literal first segments of the station's routes."""
    found = set()
    for pattern in patterns:
        regex = pattern.pattern.regex.pattern.removeprefix("^")
        literal = regex.split("/")[0].removesuffix("\\Z").removesuffix("$")
        literal = literal.replace("\\.", ".").replace("\\-", "-")
        if literal.replace(".", "").replace("-", "").isalnum():
            found.add(literal)
    return found


def test_no_section_can_take_a_route_from_the_site() -> None:
    segments = first_segments(get_resolver("articles.urls.station").url_patterns)
    assert segments == {
        *("healthz", "readyz", "robots.txt", "static", "media", "preview", "search", "tag", "person"),
        *("about", "contact", "captions", "fcc", "contests", "privacy", "terms", "archive"),
        *("feed", "corrections", "sitemap.xml", "sitemap-pages.xml", "news-sitemap.xml"),
        *(".well-known", "security.txt", "trust.txt", "ads.txt", "manifest.webmanifest", "oembed"),
        *("favicon.ico", "apple-touch-icon.png"),
    }
    # A slug holds no dot, so files such as robots.txt need no reservation.
    assert {segment for segment in segments if "." not in segment} <= set(RESERVED_SEGMENTS)


def test_doors_to_the_default_database_are_listed() -> None:
    names = {pattern.name for pattern in station.urlpatterns}
    assert station.DOORS_TO_DEFAULT == ("readyz", "preview", "preview_picture", "correction_request")
    assert names >= set(station.DOORS_TO_DEFAULT)


def test_text_is_normalised_in_one_place() -> None:
    """`unicodedata.normalize` is quadratic in a row of marks; `text/nfc.py` breaks the row first."""
    sites = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        if {"normalize", "is_normalized"} & set(calls(ast.parse(path.read_text())))
    }
    # The body asks whether it is in order already, once its rows are broken.
    assert sites == {"articles/text/nfc.py", "articles/text/html.py"}
