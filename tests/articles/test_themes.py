"""A theme is a folder: what a third one changes, and what readers have where it is broken or gone."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import checks
from django.test import Client

from articles.checks import themes_are_there, themes_are_whole
from articles.models import Section, Station, Story
from articles.services.breaking import break_news
from articles.services.previewing import share_preview, token_of
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from articles.themes import DEFAULT, refused, theme_of, themes
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.theming import CSS, FILES, STRIP, TOML, offer, write_theme

pytestmark = pytest.mark.django_db
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
ICON = re.compile(r'<link rel="icon" href="([^"]+)"')


def live(section: Section, **fields: Any) -> Story:
    story = make_story(section, **fields)
    publish_story(placement=home(story), by=None)
    return story


def pages_of(station: Station) -> dict[str, str]:
    """One of each kind, by its path. Its stories are one that is live, and one that was withdrawn."""
    section = make_section(station)
    shown, gone, unseen = live(section), live(section), make_story(section)
    withdraw_story(placement=home(gone), by=None, reason="We are checking the numbers.")
    gia = make_admin(f"gia-{station.callsign}")
    break_news(stations=[station], words="Bridge closed", story_id=None, by=gia)
    path = f"/local-news/{home(shown).slug}-{shown.pk}/"
    statuses = {
        "/": 200,
        "/local-news/": 200,
        path: 200,
        f"{path}history/": 200,
        "/search/?q=ferry": 200,
        "/about/": 200,
        "/corrections/": 200,
        "/archive/": 200,
        "/contact/correction/": 200,
        f"/preview/{token_of(share_preview(story=unseen, by=gia))}/": 200,
        "/preview/nothing/": 404,
        "/nothing/": 404,
        f"/local-news/{gone.pk}/": 410,
    }
    client = Client(headers={"host": station.hosts.get().name})
    answers = {path: client.get(path) for path in statuses}
    assert {path: answer.status_code for path, answer in answers.items()} == statuses
    return {path: answer.content.decode() for path, answer in answers.items()}


def css_of(station: Station, html: str) -> str:
    [sheet] = SHEET.findall(html)
    return Client(headers={"host": station.hosts.get().name}).get(sheet).content.decode()


def test_a_third_theme_is_on_every_page_of_its_station_and_on_no_other(tabloid: str) -> None:
    loud, calm = make_station(theme=tabloid), make_station("KZVN", theme="band")
    for station, is_loud in ((loud, True), (calm, False)):
        for path, html in pages_of(station).items():
            assert (f"{STRIP}{station.brand}</p>" in html) == is_loud, path
            assert ('class="masthead' in html) != is_loud, path
            assert "Bridge closed" in html, path
            css = css_of(station, html)
            assert ("--paper: #fff3c4" in css) == is_loud, path
            # Each page carries the rules of its own theme alone.
            assert ("letter-spacing: -0.035em" in css) != is_loud, path
            assert css.endswith(
                f"{{--brand:{station.brand_color};--brand-dark:{station.brand_color_dark}}}\n"
            )


def test_its_files_are_served_and_named_by_its_sheet(tabloid: str) -> None:
    station = make_station(theme=tabloid)
    css = css_of(station, Client(headers={"host": "kmia.localhost"}).get("/").content.decode())
    assert 'url("/static/public/themes/tabloid/loud.woff2")' in css
    assert "Loud. */" not in css


def test_its_icon_is_of_its_variables_or_its_own_drawing(tmp_path: Path, settings: Any) -> None:
    icon = '\n[icon]\ncorners = 9\nfont = "Impact"\n'
    write_theme(tmp_path, {"theme.toml": TOML + icon})
    write_theme(tmp_path, {**FILES, "templates/theme/icon.svg": "<svg>{{ letters }}</svg>\n"}, "drawn")
    offer(settings, tmp_path)
    station = make_station()
    client, marks = Client(headers={"host": "kmia.localhost"}), dict[str, str]()
    for name in (DEFAULT, "tabloid", "drawn"):
        Station.objects.filter(pk=station.pk).update(theme=name)
        [address] = ICON.findall(client.get("/").content.decode())
        marks[name] = client.get(address).content.decode()
    assert 'rx="0"' in marks[DEFAULT]
    assert 'rx="9"' in marks["tabloid"]
    assert 'font-family="Impact"' in marks["tabloid"]
    assert marks["drawn"] == "<svg>MN</svg>\n"


def test_a_template_may_extend_the_one_that_it_takes_the_place_of(tmp_path: Path, settings: Any) -> None:
    files = {
        "theme.toml": TOML,
        "templates/public/base.html": '{% extends "public/base.html" %}{% block fonts %}{% endblock %}',
        "templates/public/_see_also.html": "<p>See: {{ headline }}</p>",
        "templates/public/story.html": (
            '{% extends "public/story.html" %}{% block main %}<p>Above</p>{{ block.super }}{% endblock %}'
        ),
    }
    write_theme(tmp_path, files)
    offer(settings, tmp_path)
    section = make_section(make_station(theme="tabloid"))
    other = live(section, headline="The other boat")
    related = f'<p>One.</p><aside data-kind="related" data-story="{other.pk}"></aside>'
    story = live(section, body=related)
    html = Client(headers={"host": "kmia.localhost"}).get(f"/local-news/{story.pk}/", follow=True).content
    page = html.decode()
    assert 'as="font"' not in page
    assert page.index("<p>Above</p>") < page.index('<article class="story">') < page.index("</footer>")
    assert "<p>See: The other boat</p>" in page


def test_a_template_that_breaks_is_told_in_the_program_s_own(tmp_path: Path, settings: Any) -> None:
    write_theme(tmp_path, {"theme.toml": TOML, "templates/public/_footer.html": '{% include "lost.html" %}'})
    offer(settings, tmp_path)
    make_station(theme="tabloid", brand_color="#123456")
    client = Client(headers={"host": "kmia.localhost"}, raise_request_exception=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "This page could not be made" in answer.content.decode()


# --- Gone, broken ---------------------------------------------------------------------------------


def test_a_station_whose_folder_has_gone_has_the_default_theme(settings: Any) -> None:
    station = make_station(theme="gone")
    before = {path: css_of(station, html) for path, html in pages_of(station).items()}
    Station.objects.update(theme=DEFAULT)
    html = Client(headers={"host": "kmia.localhost"}).get("/").content.decode()
    assert css_of(station, html) == before["/"]


def test_the_check_names_a_station_whose_folder_has_gone() -> None:
    make_station(theme="gone")
    make_station("KZVN", theme="band")
    assert themes_are_there(None) == []
    [warning] = themes_are_there(None, databases=["default"])
    assert (warning.level, warning.id) == (checks.WARNING, "articles.W001")
    assert warning.msg == "The theme of KMIA is “gone”, and no such folder is there: readers have “paper”."
    assert "choose another look" in str(warning.hint)


BROKEN = {
    "no TOML": ({"theme.toml": "[name"}, "theme.toml: it is no TOML: "),
    "no words": ({"theme.css": ""}, "theme.toml: it cannot be read (No such file or directory)."),
    "no name": ({"theme.toml": '[about]\nen = "x"'}, 'theme.toml: [name] is missing, or its en = "...".'),
    "no English": ({"theme.toml": TOML.replace("en =", "es =", 1).replace('es = "Tabloide"', "")}, "[name]"),
    "a number": ({"theme.toml": "[name]\nen = 3"}, "theme.toml: [name] may have en (str), es (str); en is"),
    "a table": ({"theme.toml": TOML + "[icons]"}, "and not icons."),
    "a key": ({"theme.toml": TOML + "[icon]\nround = 3"}, "round is none of these"),
    "corners": ({"theme.toml": TOML + "[icon]\ncorners = 33"}, "corners of the icon are 0 to 32."),
    "a brace": ({**FILES, "theme.css": CSS + "}"}, "theme.css: a brace is missing, or one too many."),
    "one paper": ({**FILES, "theme.css": ":root{--paper:#ffffff}"}, "theme.css: set --paper twice"),
    "a named paper": ({**FILES, "theme.css": CSS.replace("#201a00", "black")}, "set --paper twice"),
    "a lost file": ({**FILES, "theme.css": CSS.replace("loud.", "lost.")}, "there is no static/lost.woff2."),
    "a way out": ({**FILES, "theme.css": CSS.replace("loud.", "../theme.")}, "there is no static/../theme."),
    "elsewhere": ({**FILES, "theme.css": CSS + 'p{background:url("//x.example/y")}'}, "files of its own"),
    "an import": ({**FILES, "theme.css": '@import "x.css";'}, "files of its own alone"),
    "a template": ({**FILES, "templates/public/404.html": "{% iff %}"}, "public/404.html: Invalid block tag"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_theme_is_named_with_what_is_wrong(case: str, tmp_path: Path, settings: Any) -> None:
    files, sentence = BROKEN[case]
    folder = write_theme(tmp_path, files)
    offer(settings, tmp_path)
    [error] = themes_are_whole(None)
    assert (error.level, error.id) == (checks.ERROR, "articles.E001")
    assert error.msg.startswith(f"{folder}/")
    assert sentence in error.msg
    # Readers are served meanwhile.
    make_station(theme="tabloid")
    assert Client(headers={"host": "kmia.localhost"}).get("/").status_code == 200


@pytest.mark.parametrize("name", ["Tabloid", "two words", "a" * 21, "band"])
def test_a_folder_whose_name_cannot_be_taken_is_no_theme(name: str, tmp_path: Path, settings: Any) -> None:
    folder = write_theme(tmp_path, FILES, name)
    offer(settings, tmp_path)
    [refusal] = refused()
    assert refusal.path == folder
    assert sorted(themes()) == ["band", "paper"]
    assert theme_of("band").folder == settings.BASE_DIR / "themes/band"


def test_the_program_s_own_are_whole() -> None:
    assert themes_are_whole(None) == []
    assert {theme.words("name") for theme in themes().values()} >= {"Paper", "Band"}
