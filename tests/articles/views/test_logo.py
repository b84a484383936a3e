"""A station's logo: where pages, phones and search engines find it, and the letters where there is none."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from articles.models import Asset, PageChange, Station
from articles.services.assets import change_picture, replace_picture, take_in_picture
from articles.services.picture_killing import kill_picture
from articles.services.picture_making import make_renditions
from articles.services.publishing import publish_story
from articles.services.stations import close_station, set_logo
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.conftest import Clock
from tests.pictures import jpeg

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
HEAD = """\
    <link rel="icon" href="/media/{token}/{version}/1x1-32.png" sizes="32x32" type="image/png">
    <link rel="apple-touch-icon" href="/media/{token}/{version}/1x1-180.png" sizes="180x180">
"""


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def station() -> Station:
    station = make_station()
    make_section(station)
    return station


@pytest.fixture
def logo(station: Station) -> Asset:
    """Chosen, and not made yet."""
    asset = take_in_picture(file=jpeg(900, 600), title="Wave", alt="A wave", by=None).asset
    set_logo(station=station, logo=asset, by=make_admin())
    return asset


@pytest.fixture
def shown(logo: Asset) -> Asset:
    assert make_renditions(logo.pk)
    logo.refresh_from_db()
    return logo


def get(path: str) -> Any:
    return Client(headers={"host": "kmia.localhost"}).get(path)


def head(path: str = "/") -> list[str]:
    """Its lines that name icons."""
    page = get(path).content.decode()
    return [line for line in page.splitlines(keepends=True) if 'icon"' in line]


def app_icons() -> list[dict[str, str]]:
    found: list[dict[str, str]] = get("/manifest.webmanifest").json()["icons"]
    return found


def organization() -> dict[str, Any]:
    data = get("/").content.decode().split('<script type="application/ld+json">')[1].split("</script>")[0]
    [found] = [thing for thing in json.loads(data)["@graph"] if thing["@type"] == "NewsMediaOrganization"]
    return dict(found)


def is_shown(asset: Asset) -> bool:
    asset.refresh_from_db()
    return "".join(head()) == HEAD.format(token=asset.token, version=asset.version)


def is_the_letters() -> bool:
    """On pages, on phones and to search engines alike."""
    [line] = head()
    [icon] = app_icons()
    return (
        line.strip().endswith('.svg" sizes="any" type="image/svg+xml">')
        and icon["src"] in line
        and icon == {"src": icon["src"], "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
        and "logo" not in organization()
    )


def test_pages_phones_and_search_engines_get_it(shown: Asset) -> None:
    for path in ("/", "/local-news/", "/about/", "/nowhere/"):
        assert "".join(head(path)) == HEAD.format(token=shown.token, version=2), path
    assert app_icons() == [
        {
            "src": f"/media/{shown.token}/2/1x1-{edge}.png",
            "sizes": f"{edge}x{edge}",
            "type": "image/png",
            "purpose": "any",
        }
        for edge in (192, 512)
    ]
    assert organization()["logo"] == {
        "@type": "ImageObject",
        "url": f"http://kmia.localhost:8000/media/{shown.token}/2/1x1-512.png",
        "width": 512,
        "height": 512,
    }


@pytest.mark.parametrize("edge", [32, 180, 192, 512])
def test_readers_get_its_files(shown: Asset, edge: int) -> None:
    answer = get(f"/media/{shown.token}/2/1x1-{edge}.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, max-age=86400, s-maxage=60"
    with Image.open(io.BytesIO(answer.content)) as icon:
        assert (icon.format, icon.size) == ("PNG", (edge, edge))


def test_without_one_it_is_the_letters(station: Station) -> None:
    assert is_the_letters()


def test_until_its_icons_are_made_it_is_the_letters(logo: Asset) -> None:
    assert is_the_letters()
    make_renditions(logo.pk)
    assert is_shown(logo)


def test_once_it_is_killed_it_is_the_letters_and_its_files_are_gone(
    shown: Asset, station: Station, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        kill_picture(asset=shown, by=make_admin("ada"), reason="It was not ours.")
    assert is_the_letters()
    assert get(f"/media/{shown.token}/2/1x1-32.png").status_code == 404
    change = PageChange.objects.latest("pk")
    assert (change.hard, f"station:{station.pk}" in change.keys) == (True, True)


@pytest.mark.parametrize("when", ["before", "after"])
def test_once_its_rights_end_it_is_the_letters(
    station: Station, logo: Asset, clock: Clock, when: str
) -> None:
    """Whether that was said before it became the logo or after."""
    admin, end = make_admin("ada"), clock.now() + HOUR
    set_logo(station=station, logo=None, by=admin)
    if when == "before":
        change_picture(asset=logo, by=admin, expires_at=end)
    set_logo(station=station, logo=logo, by=admin)
    if when == "after":
        change_picture(asset=logo, by=admin, expires_at=end)
    make_renditions(logo.pk)
    assert is_shown(logo)
    told = PageChange.objects.filter(effective_at=end, hard=True).values_list("keys", flat=True)
    assert any(f"station:{station.pk}" in keys for keys in told)
    clock.advance(2 * HOUR)
    assert is_the_letters()
    assert get(f"/media/{logo.token}/2/1x1-32.png").status_code == 404


def test_another_file_is_shown_once_its_icons_are_made(shown: Asset) -> None:
    replace_picture(asset=shown, file=jpeg(901, 600), by=make_admin("ada"))
    assert is_the_letters()
    make_renditions(shown.pk)
    assert is_shown(shown)
    assert shown.version == 4


def test_readers_of_a_closed_station_get_none(shown: Asset, station: Station) -> None:
    make_station("KZVN")
    other = Client(headers={"host": "kzvn.localhost"})
    assert other.get(f"/media/{shown.token}/2/1x1-32.png").status_code == 200
    close_station(station=station, by=None)
    assert other.get(f"/media/{shown.token}/2/1x1-32.png").status_code == 404


@pytest.mark.parametrize(("path", "queries"), [("/manifest.webmanifest", 1), ("/about/", 2)])
def test_it_costs_no_query(
    station: Station, logo: Asset, django_assert_num_queries: Any, path: str, queries: int
) -> None:
    for _ in range(2):
        with django_assert_num_queries(queries):
            get(path)
        make_renditions(logo.pk)


def test_a_shared_link_without_a_picture_shows_the_logo(station: Station, shown: Asset) -> None:
    story = make_story(station.sections.get(), "Ferry returns")
    publish_story(placement=home(story), by=None)
    address = f"http://kmia.localhost:8000/media/{shown.token}/{shown.version}/1x1-512.png"
    for path in ("/", "/corrections/", "/local-news/", f"/local-news/ferry-returns-{story.pk}/"):
        page = get(path).content.decode()
        assert f'<meta property="og:image" content="{address}">' in page
        assert '<meta property="og:image:width" content="512">' in page


def test_icons_are_found_by_the_names_that_everybody_asks_for(station: Station, logo: Asset) -> None:
    asked = ("/favicon.ico", "/apple-touch-icon.png")
    assert {get(path)["Location"].rpartition("/")[0] for path in asked} == {"/static/brand"}
    assert make_renditions(logo.pk)
    logo.refresh_from_db()
    folder = f"/media/{logo.token}/{logo.version}"
    assert [get(path)["Location"] for path in asked] == [f"{folder}/1x1-32.png", f"{folder}/1x1-180.png"]
