"""Collected files: what is served on which host, and that nobody is given a list of them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from newsroom import settings as installed
from tests.cast import make_station

FILES = ("public/css/site.css", "admin/css/base.css", "admin_newsroom/desk.css", "public-not/a.css")


@pytest.fixture
def collected(db: None, settings: Any, tmp_path: Path) -> None:
    """As `collectstatic` leaves them: the list of all beside the folder that is served."""
    make_station()
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_AUTOREFRESH = False
    for name in FILES:
        path = settings.STATIC_ROOT / name
        path.parent.mkdir(parents=True)
        path.write_text("a { color: red }")
    (tmp_path / "staticfiles.json").write_text("{}")


def status(host: str, path: str) -> int:
    return Client(headers={"host": host}).head(path).status_code


@pytest.mark.parametrize(("host", "served"), [("localhost", FILES), ("kmia.localhost", FILES[:1])])
def test_readers_hosts_serve_what_readers_pages_use(
    collected: None, host: str, served: tuple[str, ...]
) -> None:
    assert [name for name in FILES if status(host, f"/static/{name}") == 200] == list(served)


@pytest.mark.parametrize("host", ["localhost", "kmia.localhost"])
@pytest.mark.parametrize(
    "path",
    ["staticfiles.json", "", "public/", "admin/", "public/../admin/css/base.css", "../staticfiles.json",
     "public/%2e%2e/%2e%2e/staticfiles.json", "public//css/site.css"],
)  # fmt: skip
def test_nobody_is_given_the_list(collected: None, host: str, path: str) -> None:
    assert status(host, f"/static/{path}") == 404


def test_the_list_lies_outside_of_what_is_served() -> None:
    """Also after a real `collectstatic`: its storage is told where to write it."""
    manifest = installed.STORAGES["staticfiles"]["OPTIONS"]["manifest_storage"]
    assert Path(manifest.path("staticfiles.json")).parent == installed.NEWSROOM_DATA
    assert not installed.NEWSROOM_DATA.is_relative_to(installed.STATIC_ROOT)
