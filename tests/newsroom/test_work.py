"""`manage.py work` as a process: it does what the admin left to it, and after a kill goes on."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.newsroom.conftest import Manage, clean_environment

Worker = subprocess.Popen[bytes]

# What the tests ask of the installation, in a process of its own.
PRELUDE = """
import json, sys
from articles.importers.pipeline.sending import Sending, bring_in, send_files
from articles.models import ImportItem, ImportRun, ImportUpload, Story, User
from django.core.files.base import ContentFile
from procrastinate.contrib.django.models import ProcrastinateWorker
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


def state(ask: Callable[[str], Any], pk: int) -> dict[str, Any]:
    found: dict[str, Any] = ask(
        f"u = ImportUpload.objects.get(pk={pk})\n"
        "print(json.dumps({'stage': u.stage, 'problem': u.problem, 'totals': u.totals, 'run': u.run_id,"
        " 'items': ImportItem.objects.filter(run=u.run_id).count() if u.run_id else 0,"
        " 'runs': ImportRun.objects.filter(options__source='disk').count(),"
        " 'stories': Story.objects.filter(headline__startswith='Story ').count()}))"
    )
    return found


def until(ask: Callable[[str], Any], pk: int, seen: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(60):
        found = state(ask, pk)
        if seen(found):
            return found
        time.sleep(0.2)
    raise AssertionError(found)


@pytest.mark.drill
def test_files_are_tried_and_brought_in_and_a_killed_run_goes_on(
    ask: Callable[[str], Any], work: Callable[..., Worker]
) -> None:
    """A worker that is killed in the middle of an import loses nothing: the next goes on as the same run."""
    pk = send(ask, 3000)
    assert work("--once").wait() == 0
    trial = state(ask, pk)
    assert (trial["stage"], trial["totals"]["created"], trial["stories"]) == ("tried", 3000, 0)
    ask(f"bring_in(upload={pk}, by=by)\nprint(0)")
    worker = work()
    halfway = until(ask, pk, lambda found: found["items"] > 0)
    worker.kill()
    worker.wait()
    halfway = state(ask, pk)
    assert (halfway["stage"], halfway["items"] < 3000) == ("running", True)
    work()
    done = until(ask, pk, lambda found: found["stage"] == "done")
    assert (done["run"], done["runs"]) == (halfway["run"], 1)
    assert (done["items"], done["stories"], done["totals"]["created"]) == (3000, 3000, 3000)


@pytest.mark.drill
def test_a_polite_end_in_the_middle_takes_a_moment_and_loses_nothing(
    ask: Callable[[str], Any], work: Callable[..., Worker]
) -> None:
    """SIGTERM ends a worker after the batch under way; the next goes on at once."""
    pk = send(ask, 3000)
    work("--once").wait()
    ask(f"bring_in(upload={pk}, by=by)\nprint(0)")
    worker = work()
    until(ask, pk, lambda found: found["items"] > 0)
    worker.terminate()
    assert worker.wait(10) == 0
    halfway = state(ask, pk)
    assert (halfway["stage"], halfway["problem"], halfway["items"] < 3000) == ("running", "", True)
    work()
    done = until(ask, pk, lambda found: found["stage"] == "done")
    assert (done["run"], done["runs"], done["stories"]) == (halfway["run"], 1, 3000)


def test_files_are_tried_and_brought_in_beside_the_server(
    ask: Callable[[str], Any], work: Callable[..., Worker]
) -> None:
    """From sending to live stories, with the worker as `make run` has it; it ends with its parent."""
    worker = work("--until-eof")
    pk = send(ask, 3)
    trial = until(ask, pk, lambda found: found["stage"] == "tried")
    assert (trial["totals"]["created"], trial["stories"], trial["problem"]) == (3, 0, "")
    ask(f"bring_in(upload={pk}, by=by)\nprint(0)")
    done = until(ask, pk, lambda found: found["stage"] == "done")
    assert (done["totals"]["created"], done["stories"], done["runs"]) == (3, 3, 1)
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(10) == 0
    assert ask("print(ProcrastinateWorker.objects.count())") == 0
