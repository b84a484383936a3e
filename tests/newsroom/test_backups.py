"""A backup is restored and compared, row by row and file by file; what is not whole is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.services.publishing import publish_story
from newsroom.backups import NOT_KEPT, BackupRefused, back_up, connect, restore
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = "select tablename from pg_tables where schemaname = 'public' order by 1"


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "bay.jpg").write_bytes(bytes(range(256)))
    (folder / "harbor.webp").write_bytes(b"harbor")
    return folder


@pytest.fixture
def newsroom() -> dict[str, Any]:
    """A live story and an account; returns where the database is."""
    admin = make_admin()
    publish_story(placement=home(make_story(make_section(make_station()), by=admin)), by=admin)
    return connection.settings_dict


@pytest.fixture
def empty(newsroom: dict[str, Any]) -> Iterator[dict[str, Any]]:
    name = f"{newsroom['NAME']}_back"
    with connect(newsroom, autocommit=True) as server:
        server.execute(f'drop database if exists "{name}"')
        server.execute(f'create database "{name}"')
        yield newsroom | {"NAME": name}
        server.execute(f'drop database "{name}" with (force)')


def rows(database: dict[str, Any]) -> dict[str, str]:
    """Every table, as a hash of all of its rows."""
    found = {}
    with connect(database) as reader:
        for (table,) in reader.execute(TABLES).fetchall():
            lines = "coalesce(string_agg(t::text, chr(10) order by t::text), '')"
            query = f'select count(*) || md5({lines}) from "{table}" t'
            found[table] = reader.execute(query).fetchone()[0]  # type: ignore[index]
    return found


def test_every_row_and_every_file_comes_back(
    newsroom: dict[str, Any], empty: dict[str, Any], media: Path, tmp_path: Path
) -> None:
    assert back_up(newsroom, media, tmp_path / "copy") == 2
    assert restore(empty, tmp_path / "back", tmp_path / "copy") == 2
    before, after = rows(newsroom), rows(empty)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= set(NOT_KEPT)
    assert before["articles_edition"].startswith("1")
    assert (tmp_path / "back" / "ab" / "bay.jpg").read_bytes() == bytes(range(256))
    # Rules and views came along.
    with connect(empty) as reader:
        assert reader.execute("select count(*) from published_edition").fetchone() == (1,)
        with pytest.raises(psycopg.errors.CheckViolation):
            reader.execute("update articles_storyevent set verb = 'x'")


def test_the_folder_is_closed_to_others_and_no_session_is_in_it(
    newsroom: dict[str, Any], empty: dict[str, Any], client, tmp_path: Path
) -> None:
    sent = {"username": "gia", "password": "correct horse"}
    client.post("/admin/login/", sent, headers={"host": "localhost"})
    back_up(newsroom, None, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    restore(empty, tmp_path / "back", tmp_path / "copy")
    assert rows(newsroom)["django_session"].startswith("1")
    assert rows(empty)["django_session"].startswith("0")


def test_what_the_manifest_does_not_vouch_for_is_refused(
    newsroom: dict[str, Any], empty: dict[str, Any], media: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    back_up(newsroom, media, copy)
    picture = copy / "media" / "harbor.webp"
    picture.write_bytes(b"harbos")
    with pytest.raises(BackupRefused, match="harbor.webp in .* is not what was backed up"):
        restore(empty, tmp_path / "back", copy)
    picture.unlink()
    with pytest.raises(BackupRefused, match="harbor.webp is gone"):
        restore(empty, tmp_path / "back", copy)
    picture.write_bytes(b"harbor")
    (copy / "media" / "more.webp").write_bytes(b"")
    with pytest.raises(BackupRefused, match="more.webp in .* is not in the manifest"):
        restore(empty, tmp_path / "back", copy)
    (copy / "manifest.json").write_text(json.dumps([]))
    with pytest.raises(BackupRefused, match="no manifest that can be read"):
        restore(empty, tmp_path / "back", copy)
    assert rows(empty) == {}
    assert not (tmp_path / "back").exists()


def test_nothing_is_written_over(
    newsroom: dict[str, Any], empty: dict[str, Any], media: Path, tmp_path: Path
) -> None:
    call_command("backup", str(tmp_path / "copy"), "--no-media")
    with pytest.raises(CommandError, match="is not empty: name a new folder"):
        call_command("backup", str(tmp_path / "copy"))
    with pytest.raises(CommandError, match="has tables already"):
        call_command("restore", str(tmp_path / "copy"))
    with pytest.raises(BackupRefused, match="move it away first"):
        restore(empty, media, tmp_path / "copy")
