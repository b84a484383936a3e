"""The embedded database starts whatever state it was left in, once, and stops when told to."""

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings

from newsroom import localpg
from newsroom.localaccount import LocalDatabaseError
from tests.newsroom.conftest import Manage, clean_environment

START = "import sys; from pathlib import Path; from newsroom import localpg; localpg.start(Path(sys.argv[1]))"


def connect(pgdata: Path) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(
        host=str(localpg.socket_folder(pgdata)), user="postgres", dbname="newsroom", autocommit=True
    )


def kill(pgdata: Path) -> None:
    server = localpg.status(pgdata)
    assert server
    process = psutil.Process(server.pid)
    sessions = process.children(recursive=True)
    process.kill()
    psutil.wait_procs([process, *sessions], timeout=10)


def start_four_at_once(pgdata: Path) -> list[int]:
    def start(_: int) -> int:
        return subprocess.run(
            [sys.executable, "-c", START, str(pgdata)], cwd=settings.BASE_DIR, env=clean_environment()
        ).returncode

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(start, range(4)))


def test_it_is_started_once_and_stopped_once(pgdata: Path) -> None:
    assert localpg.status(pgdata) is None
    assert localpg.start(pgdata) is True
    assert localpg.start(pgdata) is False
    with connect(pgdata) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    assert localpg.stop(pgdata) is True
    assert localpg.stop(pgdata) is False


def test_only_its_user_may_reach_the_socket(pgdata: Path) -> None:
    localpg.start(pgdata)
    assert stat.S_IMODE(localpg.socket_folder(pgdata).stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_gets_a_closed_folder_elsewhere(data: Path) -> None:
    pgdata = data / ("d" * 100) / "pgdata"
    localpg.start(pgdata)
    try:
        folder = localpg.socket_folder(pgdata)
        assert folder.parent == Path("/tmp")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with connect(pgdata) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    finally:
        localpg.stop(pgdata)
        folder.rmdir()


def test_a_process_number_that_belongs_to_another_program_is_not_believed(pgdata: Path) -> None:
    localpg.start(pgdata)
    file = (pgdata / "postmaster.pid").read_text().splitlines()
    localpg.stop(pgdata)
    (pgdata / "postmaster.pid").write_text("\n".join([str(os.getpid()), *file[1:]]))
    assert localpg.status(pgdata) is None
    assert localpg.start(pgdata) is True


def test_what_was_committed_survives_a_kill(pgdata: Path) -> None:
    localpg.start(pgdata)
    with connect(pgdata) as connection:
        connection.execute("create table kept as select 1 as word")
    kill(pgdata)
    assert localpg.start(pgdata) is True
    with connect(pgdata) as connection:
        assert connection.execute("select word from kept").fetchone() == (1,)


def test_a_server_whose_files_were_deleted_makes_way_for_a_new_one(pgdata: Path) -> None:
    localpg.start(pgdata)
    old = localpg.status(pgdata)
    assert old
    shutil.rmtree(pgdata)
    assert localpg.start(pgdata) is True
    new = localpg.status(pgdata)
    assert new
    assert new.pid != old.pid
    with connect(pgdata) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_database_that_was_never_finished_is_made_afresh(pgdata: Path) -> None:
    half = pgdata.with_name(".pgdata.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert localpg.start(pgdata) is True
    assert not half.exists()


def test_a_socket_folder_that_a_stranger_made_is_refused(data: Path) -> None:
    pgdata = data / ("d" * 100) / "pgdata"
    folder = localpg.socket_folder(pgdata)
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    try:
        with pytest.raises(LocalDatabaseError, match="belongs to another user"):
            localpg.start(pgdata)
    finally:
        folder.rmdir()


def test_the_reason_is_given_when_it_does_not_start(pgdata: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    localpg.start(pgdata)
    localpg.stop(pgdata)
    (pgdata / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    monkeypatch.setattr(localpg, "LAUNCH_RETRIES_FOR", 0)
    with pytest.raises(LocalDatabaseError, match=r"errors .*\(log: .*/pgdata/log\)\.$"):
        localpg.start(pgdata)


def test_looking_after_it_by_hand(manage: Manage, pgdata: Path) -> None:
    assert manage("localdb", "status").stdout == f"Stopped. Data: {pgdata}\n"
    assert "(1 row)" in manage("localdb", "psql", "-c", "select current_database()").stdout
    server = localpg.status(pgdata)
    assert server
    assert manage("localdb", "status").stdout.startswith(f"Running as process {server.pid}.\n")
    assert manage("localdb", "stop").stdout == "Stopped.\n"
    assert manage("localdb", "stop").stdout == "It was not running.\n"


def test_commands_that_ask_nothing_of_the_database_leave_it_alone(manage: Manage, pgdata: Path) -> None:
    assert manage("check").returncode == 0
    assert manage("collectstatic", "--noinput", "--dry-run").returncode == 0
    assert localpg.status(pgdata) is None
    assert not pgdata.exists()


@pytest.mark.drill
def test_commands_that_start_together_share_one_server(pgdata: Path) -> None:
    """Four commands at once find one database, from nothing and after each of three kills."""
    assert start_four_at_once(pgdata) == [0, 0, 0, 0]
    for round_number in range(3):
        with connect(pgdata) as connection:
            connection.execute(f"create table round_{round_number} ()")
        kill(pgdata)
        assert start_four_at_once(pgdata) == [0, 0, 0, 0]
    with connect(pgdata) as connection:
        count = connection.execute("select count(*) from pg_tables where tablename like 'round_%'").fetchone()
    assert count == (3,)
