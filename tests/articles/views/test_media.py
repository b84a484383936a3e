"""Who gets a picture's files, and with which headers."""

import datetime as dt
import hashlib
import io
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from PIL import Image

from articles.models import Asset, Role
from articles.renditions import Rendition, picture_file, rendition_file
from articles.services.assets import take_in_picture
from articles.services.picture_files import master_file
from articles.services.picture_killing import kill_picture
from articles.services.picture_making import make_renditions
from articles.services.publishing import publish_story
from articles.services.stations import close_station
from articles.services.taking_down import withdraw_story
from tests.cast import HOSTS, home, make_admin, make_section, make_station, make_story, make_user
from tests.pictures import jpeg

pytestmark = pytest.mark.django_db

CSP = "sandbox; default-src 'none'"


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def station():
    return make_station()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOSTS["KMIA"]})


@pytest.fixture
def desk() -> Client:
    return Client(headers={"host": "localhost"})


def picture(width: int = 700, *, complete: bool = True, **fields) -> Asset:
    asset = take_in_picture(file=jpeg(width), title="Ferry", alt="A ferry", by=None, **fields).asset
    if complete:
        make_renditions(asset.pk)
        asset.refresh_from_db()
    return asset


def live_picture(station, **fields) -> Asset:
    asset = picture(**fields)
    story = make_story(make_section(station), lead_picture=asset)
    publish_story(placement=home(story), by=None)
    return asset


def path_of(asset: Asset, name: str = "320.webp") -> str:
    return f"/media/{asset.token}/{asset.version}/{name}"


def file_of(asset: Asset, width: int = 320, extension: str = "webp", shape: str = "") -> Path:
    return rendition_file(picture_file(asset), Rendition(shape, width, extension))


def test_readers_get_a_picture_of_a_live_story(station, reader):
    asset = live_picture(station)
    answer = reader.get(path_of(asset))
    body = answer.content
    file = file_of(asset)
    assert answer.status_code == 200
    assert body == file.read_bytes()
    assert Image.open(io.BytesIO(body)).size == (320, round(320 * 60 / 700))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Length"] == str(len(body))
    assert answer["Content-Disposition"] == 'inline; filename="320.webp"'
    assert answer["Cache-Control"] == "public, max-age=86400, s-maxage=60"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == CSP
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_what_is_served_is_not_what_was_sent(station, reader):
    asset = live_picture(station)
    answer = reader.get(path_of(asset, "960.jpg"))
    assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() != asset.sha256


def test_a_picture_costs_one_query_beside_the_hosts(station, reader, django_assert_num_queries):
    asset = live_picture(station)
    with django_assert_num_queries(2):
        assert reader.get(path_of(asset)).status_code == 200


def test_a_browser_that_has_it_gets_304(station, reader):
    asset = live_picture(station)
    first = reader.get(path_of(asset))
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = reader.get(path_of(asset), headers=header)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == "public, max-age=86400, s-maxage=60"
    assert reader.get(path_of(asset), headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_has_the_headers_and_no_body(station, reader):
    answer = reader.head(path_of(live_picture(station)))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.content == b""


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused(station, reader, method):
    assert getattr(reader, method)(path_of(live_picture(station))).status_code == 405


def assert_no_picture(answer) -> None:
    assert answer.status_code == 404
    assert answer.content == b"There is no such picture.\n"
    assert answer["Cache-Control"] == "no-store"


def test_a_picture_of_no_live_story_is_none(station, reader):
    asset = picture()
    assert_no_picture(reader.get(path_of(asset)))
    story = make_story(make_section(station), lead_picture=asset)
    assert_no_picture(reader.get(path_of(asset)))
    publish_story(placement=home(story), by=None)
    assert reader.get(path_of(asset)).status_code == 200
    withdraw_story(placement=home(story), by=None)
    assert_no_picture(reader.get(path_of(asset)))


def test_a_scheduled_picture_appears_with_its_story(station, reader, clock):
    asset = picture()
    story = make_story(make_section(station), lead_picture=asset)
    publish_story(placement=home(story), by=None, at=clock.now() + dt.timedelta(minutes=1))
    assert_no_picture(reader.get(path_of(asset)))
    clock.advance(dt.timedelta(minutes=2))
    assert reader.get(path_of(asset)).status_code == 200


def test_a_picture_whose_rights_have_ended_is_none(station, reader, clock):
    asset = live_picture(station, expires_at=clock.now() + dt.timedelta(minutes=1))
    assert reader.get(path_of(asset)).status_code == 200
    clock.advance(dt.timedelta(minutes=2))
    assert_no_picture(reader.get(path_of(asset)))


def test_a_killed_picture_is_none_even_where_its_files_remain(station, reader):
    asset = live_picture(station)
    etag = reader.get(path_of(asset))["ETag"]
    kill_picture(asset=asset, by=make_admin(), reason="The sitter asked for it.")
    assert file_of(asset).exists()  # until the commit
    assert_no_picture(reader.get(path_of(asset)))
    assert_no_picture(reader.get(path_of(asset), headers={"If-None-Match": etag}))


def test_a_closed_station_shows_no_picture(station, reader):
    asset = live_picture(station)
    make_station("KZVN")
    close_station(station=station, by=None)
    assert_no_picture(reader.get(path_of(asset), headers={"host": HOSTS["KZVN"]}))


def test_crops_and_avif_are_served_once_they_are_made(station, reader):
    asset = live_picture(station)
    answer = reader.get(path_of(asset, "3x2-320.avif"))
    assert answer["Content-Type"] == "image/avif"
    assert answer.content == file_of(asset, 320, "avif", "3x2").read_bytes()
    assert answer["Cache-Control"] == "public, max-age=86400, s-maxage=60"


def test_what_is_not_made_yet_is_answered_by_what_is(station, reader):
    asset = live_picture(station, complete=False)
    answer = reader.get(path_of(asset, "3x2-640.avif"))
    assert (answer["Content-Type"], answer.content) == ("image/jpeg", file_of(asset, 640, "jpg").read_bytes())
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", ["1/320.webp", "999/320.webp", "320.webp", "2/1920.webp"])
def test_addresses_of_former_pages_answer_with_the_files_of_now(station, reader, name):
    asset = live_picture(station)
    answer = reader.get(f"/media/{asset.token}/{name}")
    width = 960 if "1920" in name else 320
    assert answer.content == file_of(asset, width).read_bytes()
    assert answer["Cache-Control"] == "public, max-age=60"


def test_files_of_before_there_were_versions_are_served(station, reader):
    asset = live_picture(station, complete=False)
    Asset.objects.filter(pk=asset.pk).update(version=0)
    folder = file_of(asset).parent
    for path in folder.iterdir():
        path.rename(folder.parent / path.name)
    assert reader.get(f"/media/{asset.token}/0/320.jpg").status_code == 200
    make_renditions(asset.pk)
    assert reader.get(f"/media/{asset.token}/1/320.avif")["Content-Type"] == "image/avif"


def test_a_file_that_is_missing_is_none(station, reader):
    asset = live_picture(station)
    file_of(asset).unlink()
    assert_no_picture(reader.get(path_of(asset)))


@pytest.mark.parametrize("name", ["321.webp", "0320.webp", "10.jpg", "9999.jpg"])
def test_sizes_outside_the_list_are_none_and_cost_no_query(
    station, reader, name, django_assert_max_num_queries
):
    asset = live_picture(station)
    with django_assert_max_num_queries(1):
        assert reader.get(path_of(asset, name)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/{token}/2/٣٢٠.webp",
        "/media/{token}/320.gif",
        "/media/{token}/2/320.gif",
        "/media/{token}/2/5x4-640.jpg",
        "/media/{token}/2/3x2-641.jpg",
        "/media/{token}/320.webp/",
        "/media/{token}/..%2F..%2Fmasters%2F{token}.jpg",
        "/media/{token}/../../masters/{token}.jpg",
        "/media/masters/{token}.jpg",
        "/media/{token}/",
        "/media/" + "0" * 32 + "/320.webp",
        "/media/" + "A" * 32 + "/320.webp",
        "/media/renditions/{token}/320.webp",
        "/masters/{token}.jpg",
    ],
)
def test_no_address_leads_to_an_original_or_out_of_the_folder(station, reader, path):
    asset = live_picture(station)
    assert master_file(asset.token, asset.sha256).exists()
    assert reader.get(path.format(token=asset.token)).status_code == 404


# --- The desk -------------------------------------------------------------------------------------


def test_staff_see_pictures_that_no_reader_sees(station, desk):
    asset = picture()
    desk.force_login(make_user("rita", Role.REPORTER, station))
    answer = desk.get(path_of(asset, "640.jpg"))
    assert answer.status_code == 200
    assert answer.content == file_of(asset, 640, "jpg").read_bytes()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Security-Policy"] == CSP
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = desk.get(path_of(asset, "640.jpg"), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")


def test_nobody_else_sees_them(station, desk):
    asset = live_picture(station)
    assert_no_picture(desk.get(path_of(asset)))
    for person in (make_user("sam"), make_user("dee", Role.EDITOR, station, is_active=False)):
        desk.force_login(person)
        assert_no_picture(desk.get(path_of(asset)))


def test_the_desk_has_no_killed_picture_either(station, desk):
    asset, admin = picture(), make_admin()
    desk.force_login(admin)
    assert desk.get(path_of(asset)).status_code == 200
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    assert_no_picture(desk.get(path_of(asset)))


def test_readers_addresses_run_under_the_readers_role(station, reader):
    asset = live_picture(station)
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((context["connection"].alias, sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        reader.get(path_of(asset))
    assert [sql for _, sql in statements if "articles_" in sql] == []
