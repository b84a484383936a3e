"""`manage.py work` as a process: it does what the admin left to it, and after a kill goes on."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg.rows import namedtuple_row

from newsroom import localpg
from tests.newsroom.conftest import Manage, clean_environment

Worker = subprocess.Popen[bytes]
PATIENCE = 60

# What the tests ask of the installation, in a process of its own.
PRELUDE = """
import json
from articles.importers.pipeline.sending import Sending, bring_in, send_files
from articles.models import User
from django.core.files.base import ContentFile
from tests.articles.importers.desk import copy
by, _ = User.objects.get_or_create(username="gia", is_staff=True, is_superuser=True)
options = {"source": "disk", "station": "", "section": "", "sections": [],
           "create_missing": True, "publish": True}
"""


@pytest.fixture
def ask(data: Path, manage: Manage) -> Callable[[str], Any]:
    """Runs a few lines in the installation, and gives what they print as JSON."""
    manage("migrate", "-v0")

    def ask(lines: str) -> Any:
        done = manage("shell", "-v0", "-c", PRELUDE + lines)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.strip().splitlines()[-1])

    return ask


@pytest.fixture
def work(data: Path) -> Iterator[Callable[..., Worker]]:
    started: list[Worker] = []

    def start(*options: str) -> Worker:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "work", *options],
            cwd=settings.BASE_DIR,
            env=clean_environment(NEWSROOM_DATA=str(data)),
            stdin=subprocess.PIPE,
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()
        assert worker.stdin
        worker.stdin.close()


def send(ask: Callable[[str], Any], count: int) -> int:
    pk: int = ask(
        f"texts = [copy(f'Story {{number}}') for number in range({count})]\n"
        "files = [Sending(f'{n}.txt', ContentFile(text.encode())) for n, text in enumerate(texts)]\n"
        "print(send_files(files=files, options=options, by=by).pk)"
    )
    return pk


STATE = """
select u.stage, u.problem, u.run_id, coalesce((u.totals->>'created')::int, 0) created,
    (select count(*) from articles_importitem) items, (select count(*) from articles_importrun) runs,
    (select count(*) from articles_story) stories, (select count(*) from procrastinate_workers) workers
from articles_importupload u
"""


@pytest.fixture
def until(data: Path) -> Callable[..., Any]:
    """Waits for a state of the one sending, or of what else is asked for, and gives it."""

    def until(seen: Callable[[Any], bool], state: str = STATE) -> Any:
        end = time.monotonic() + PATIENCE
        with psycopg.connect(
            host=str(localpg.socket_folder(data / "pgdata")),
            dbname=localpg.DATABASE,
            user=localpg.SUPERUSER,
            autocommit=True,
            row_factory=namedtuple_row,
        ) as database:
            while not seen(found := database.execute(state).fetchone()):
                assert time.monotonic() < end, found
                time.sleep(0.02)
        return found

    return until


def begun(ask: Callable[[str], Any], until: Callable[..., Any], work: Callable[..., Worker]) -> Worker:
    """A worker with some of 3,000 files in, and most of them not."""
    pk = send(ask, 3000)
    worker = work()
    trial = until(lambda now: now.stage == "tried")
    assert (trial.created, trial.stories) == (3000, 0)
    ask(f"bring_in(upload={pk}, by=by)\nprint(0)")
    until(lambda now: now.items > 0)
    return worker


@pytest.mark.drill
def test_a_killed_run_goes_on(
    ask: Callable[[str], Any], until: Callable[..., Any], work: Callable[..., Worker]
) -> None:
    """A worker that is killed in the middle of an import loses nothing: the next goes on as the same run."""
    worker = begun(ask, until, work)
    worker.kill()
    worker.wait()
    halfway = until(lambda now: True)
    assert (halfway.stage, halfway.items < 3000) == ("running", True)
    work()
    done = until(lambda now: now.stage == "done")
    assert (done.run_id, done.runs) == (halfway.run_id, 1)
    assert (done.items, done.stories, done.created) == (3000, 3000, 3000)


@pytest.mark.drill
def test_a_polite_end_takes_a_moment(
    ask: Callable[[str], Any], until: Callable[..., Any], work: Callable[..., Worker]
) -> None:
    """SIGTERM ends a worker after the batch under way; the next goes on at once, as the same run."""
    worker = begun(ask, until, work)
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    halfway = until(lambda now: True)
    assert (halfway.stage, halfway.problem, halfway.items < 3000) == ("running", "", True)
    work()
    done = until(lambda now: now.stage == "done")
    assert (done.run_id, done.runs, done.stories) == (halfway.run_id, 1, 3000)


def test_files_are_tried_and_brought_in_beside_the_server(
    ask: Callable[[str], Any], until: Callable[..., Any], work: Callable[..., Worker]
) -> None:
    """From sending to live stories, with the worker as `make run` has it; it ends with its parent."""
    worker = work("--until-eof")
    pk = send(ask, 3)
    trial = until(lambda now: now.stage == "tried")
    assert (trial.created, trial.stories, trial.problem) == (3, 0, "")
    ask(f"bring_in(upload={pk}, by=by)\nprint(0)")
    done = until(lambda now: now.stage == "done")
    assert (done.created, done.stories, done.runs, done.workers) == (3, 3, 1, 1)
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(PATIENCE) == 0
    assert until(lambda now: True).workers == 0


ASSET = """
select a.version, a.is_complete, a.is_due, (select count(*) from procrastinate_jobs
    where task_name = 'articles.tasks.make_picture' and status in ('todo', 'doing')) jobs
from articles_asset a
"""


def test_renditions_are_made_beside_the_server(
    data: Path, ask: Callable[[str], Any], until: Callable[..., Any], work: Callable[..., Worker]
) -> None:
    """A picture that was taken in is shown in all formats soon after, and nothing of it is left to do."""
    token = ask(
        "from articles.services.assets import take_in_picture\n"
        "from tests.pictures import jpeg\n"
        "taken = take_in_picture(file=jpeg(900, 600), title='Ferry', alt='A ferry', by=None)\n"
        "print(json.dumps(taken.asset.token))"
    )
    folder = data / "media" / "renditions" / token
    assert {path.name for path in (folder / "1").iterdir()} == {"320.jpg", "640.jpg", "960.jpg"}
    work()
    done = until(lambda now: now.is_complete and not now.jobs, ASSET)
    assert (done.version, done.is_due) == (2, False)
    assert [path.name for path in folder.iterdir()] == ["2"]
    assert (folder / "2" / "3x2-640.avif").exists()
