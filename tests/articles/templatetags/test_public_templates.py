"""What the readers' templates promise for any context of the shape that the views hand them."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

NOW = datetime(2025, 10, 8, 20, 42, tzinfo=UTC)
SECTION = {"name": "Harbor", "slug": "harbor", "url": "/harbor/"}


def site(language: str = "en") -> dict[str, Any]:
    return {
        "callsign": "KMIA",
        "brand": "Miami News",
        "tagline": "News of the bay",
        "language": language,
        "timezone": "America/New_York",
        "sections": [SECTION],
        "theme": "paper",
        "colours": ":root{--brand:#1d4e73}",
        "base_url": "http://kmia.localhost:8000",
        "now": NOW,
    }


def picture() -> dict[str, Any]:
    return {
        "alt": "The drawbridge, raised",
        "caption": "The bridge at dawn.",
        "credit": "Lena Ortuño",
        "width": 1600,
        "height": 900,
        "src": "/media/a-960.jpg",
        "sources": [{"type": "image/webp", "srcset": "/media/a-640.webp 640w"}],
        "machine": [{"path": "/media/a-16x9.jpg", "width": 1600, "height": 900}],
    }


def card(**changes: Any) -> dict[str, Any]:
    return {
        "url": "/harbor/boat-7/",
        "headline": "Ferry riders get an earlier boat",
        "deck": "It leaves at 5:40.",
        "section_name": "Harbor",
        "section_url": "/harbor/",
        "published_at": datetime(2025, 10, 8, 13, 14, tzinfo=UTC),
        "published_at_estimated": False,
        "names": ["Ana Ruiz"],
        "source_label": "",
        "picture": None,
        "updated_at": None,
        "language": "en",
        **changes,
    }


def story(**changes: Any) -> dict[str, Any]:
    return {
        "headline": "County votes to reopen the drawbridge",
        "deck": "The vote was 6 to 3.",
        "url": "http://kmia.localhost:8000/harbor/county-votes-42/",
        "section": SECTION,
        "bylines": [
            {"name": "Ana Ruiz", "title": "City Hall reporter", "url": "/person/ana-ruiz/"},
            {"name": "Tom Bell", "title": "", "url": None},
        ],
        "source_label": "",
        "dateline": "",
        "published_at": datetime(2025, 10, 8, 13, 14, tzinfo=UTC),
        "published_at_estimated": False,
        "updated_at": None,
        "body_html": mark_safe("<p>The bridge has stood open since March.</p>"),  # noqa: S308
        "picture": picture(),
        "tags": [{"name": "Bridges", "url": "/tag/bridges/"}],
        "number": 42,
        "edition_number": 1,
        "language": "en",
        **changes,
    }


def page(template: str, language: str = "en", **context: Any) -> str:
    return render_to_string(template, {"site": site(language), **context})


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def all_pages() -> dict[str, str]:
    front = {"lead": card(picture=picture(), updated_at=NOW), "seconds": [card(), card()], "latest": [card()]}
    blocks = [{"section": SECTION, "cards": [card(picture=picture()), card()]}]
    lists = {
        "heading": "Harbor",
        "kind": "section",
        "cards": [card(picture=picture())],
        "next_url": "?before=1",
    }
    return {
        "front": page("public/front.html", **front, blocks=blocks, next_cursor_url="/?before=1"),
        "empty front": page("public/front.html", lead=None, seconds=[], latest=[], blocks=[]),
        "section": page("public/list.html", **lists),
        "older front": page("public/list.html", heading="Miami News", kind="front", cards=[card()]),
        "person": page(
            "public/list.html", heading="Ana Ruiz", kind="person", intro="Sails.", job_title="Editor"
        ),
        "story": page("public/story.html", story=story(), related=[card()]),
        "404": page("public/404.html", latest=[card()]),
        "410": page("public/410.html", gone={"kind": "killed", "reason": "A claim did not hold."}),
        "410 unknown": page("public/410.html", gone=None),
        "500": page("500.html"),
        "500 without a station": render_to_string("500.html", {"site": None}),
        "503": page("503.html", again="/?a=1&b=2"),
        "503 without a station": render_to_string("503.html", {"site": None, "again": "/"}),
        "chooser": render_to_string("public/chooser.html", {"stations": [], "admin_url": "/admin/"}),
        "400": render_to_string("400.html"),
    }


@pytest.mark.parametrize("name", all_pages())
def test_every_page_is_one_document_without_inline_code(name: str) -> None:
    html = all_pages()[name]
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    assert len(re.findall(r"<h1\b", html)) == 1
    assert len(re.findall(r"<title>[^<]+</title>", html)) == 1
    assert re.search(r"<html lang=\"en\"", html)
    assert not re.search(r"<(?:script|style|iframe|base)\b|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.findall(r"(?:src|srcset)=\"(?:https?:)?//", html)


def test_a_story_shows_the_headline_people_dates_and_picture_with_its_credit() -> None:
    html = page("public/story.html", story=story(), related=[])
    assert '<h1 dir="auto">County votes to reopen the drawbridge</h1>' in html
    assert "By Ana Ruiz, City Hall reporter, and Tom Bell" in text_of(html)
    assert '<a class="byline-name" rel="author" href="/person/ana-ruiz/">Ana Ruiz</a>' in html
    assert '<time datetime="2025-10-08T09:14:00-04:00">9:14\xa0a.m. EDT, Oct.\xa08, 2025</time>' in html
    assert '<div class="story-body"><p>The bridge has stood open since March.</p></div>' in html
    assert "The bridge at dawn. Picture: Lena Ortuño" in text_of(html)
    assert '<link rel="canonical" href="http://kmia.localhost:8000/harbor/county-votes-42/">' in html
    assert '<meta property="og:image" content="http://kmia.localhost:8000/media/a-16x9.jpg">' in html
    assert '<meta property="og:image:width" content="1600">' in html
    assert '<a href="/harbor/" aria-current="true">Harbor</a>' in html


def test_a_date_that_is_a_guess_is_shown_nowhere() -> None:
    guessed = {"published_at_estimated": True}
    html = page("public/story.html", story=story(**guessed), related=[card(**guessed)])
    main = html[html.index("<main") : html.index("</main>")]
    assert "<time" not in main
    assert "Oct." not in main
    assert "article:published_time" not in html
    listed = page("public/list.html", heading="Harbor", kind="section", cards=[card(**guessed)])
    assert "<time" not in listed[listed.index("<main") : listed.index("</main>")]


def test_words_of_a_story_are_text_and_never_markup() -> None:
    bad = '<b>"O\'Hara" & Sons</b>'
    html = page(
        "public/story.html",
        story=story(headline=bad, deck=bad, source_label=bad),
        related=[card(headline=bad)],
    )
    assert "<b>" not in html
    assert '<h1 dir="auto">&lt;b&gt;&quot;O&#x27;Hara&quot; &amp; Sons&lt;/b&gt;</h1>' in html


def test_a_story_in_another_language_than_its_station_says_so() -> None:
    assert '<h1 dir="auto" lang="es">' in page("public/story.html", story=story(language="es"))
    assert '<article class="story">' in page("public/story.html", story=story(language="en"))


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ({"kind": "withdrawn", "reason": ""}, "This story has been withdrawn"),
        ({"kind": "killed", "reason": ""}, "This story has been removed"),
        ({"kind": "expired", "reason": ""}, "This story is no longer available"),
        (None, "This page is no longer available"),
    ],
)
def test_a_story_that_is_gone_says_why_and_is_not_indexed(gone: dict[str, str] | None, said: str) -> None:
    html = page("public/410.html", gone=gone)
    assert f"<h1>{said}</h1>" in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_spanish_station_speaks_spanish_whatever_the_language_of_the_process() -> None:
    html = page("public/story.html", "es", story=story(updated_at=NOW), related=[card()])
    shown = text_of(html)
    assert '<html lang="es"' in html
    assert "Por Ana Ruiz, City Hall reporter, y Tom Bell" in shown
    assert "Publicado 8 de octubre de 2025, 9:14 a. m. EDT" in shown
    assert "Actualizado 8 de octubre de 2025, 4:42 p. m. EDT" in shown
    assert "Noticias relacionadas" in shown
    assert "No hemos podido preparar esta página" in page("500.html", "es")


def test_a_broken_page_of_the_desk_speaks_its_language() -> None:
    with translation.override("es"):
        html = render_to_string("500.html", {"site": None, "restore": "/admin/?_restore=1"})
    assert '<html lang="es"' in html
    assert "Lo que había escrito se conserva, sin guardar." in html


def test_an_empty_section_says_so() -> None:
    html = page("public/list.html", heading="Harbor", kind="section", cards=[])
    assert "Miami News has no stories in Harbor yet." in text_of(html)
