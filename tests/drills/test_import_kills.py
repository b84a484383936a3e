"""An import that is killed again and again, and then let be, ends as one that was left in peace."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from articles.models import ImportRun
from tests.articles.importers.canonical import canonical, rows_of
from tests.articles.importers.hard import hard_file
from tests.running import ROOT

# What an import of unchanged files writes, and nothing else.
LEDGER = ("articles_importrun", "articles_importitem")
DRIVER = """
import sys
import django
django.setup()
from django.db import connections
from articles.importers.pipeline import finding
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import run_import
database, folder, batch, jobs = sys.argv[1:]
connections["default"].settings_dict["NAME"] = database
finding.BATCH_FILES = int(batch)
options = ImportOptions(paths=(folder,), create_missing=True, publish=True, jobs=int(jobs))
run_import(options, on_progress=lambda done, totals: print(done, flush=True))
"""


class Drill:
    def __init__(self, folder: Path, *, files: int, batch: int, jobs: int) -> None:
        self.folder, self.batch, self.jobs = folder, batch, jobs
        for number in range(files):
            path = folder / f"{number // 1000:02d}" / f"{number:05d}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(hard_file(number))

    def start(self) -> subprocess.Popen[str]:
        database = str(connection.settings_dict["NAME"])
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "NEWSROOM_DATA": str(settings.NEWSROOM_DATA),
        }
        arguments = [sys.executable, "-c", DRIVER, database, self.folder, self.batch, self.jobs]
        return subprocess.Popen(
            list(map(str, arguments)), cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )

    def run(self) -> None:
        process = self.start()
        process.communicate()
        assert process.returncode == 0

    def kill(self, chance: random.Random, most: int) -> None:
        """After some batches, and somewhere in the one that follows."""
        process = self.start()
        assert process.stdout
        times = []
        for _ in range(chance.randint(1, most)):
            process.stdout.readline()
            times.append(time.monotonic())
        a_batch = (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else 0.1
        time.sleep(chance.uniform(0, a_batch))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert not ImportRun.objects.filter(finished_at__isnull=False).exists()


def writes() -> dict[str, str]:
    """Of each table but the ledger's, which transaction wrote each row, and where it lies."""
    tables = [name for (name,) in rows_of("select tablename from pg_tables where schemaname = 'public'")]
    return {
        table: rows_of(f"select md5(string_agg(concat(xmin, ctid), ',' order by ctid)) from \"{table}\"")[0][
            0
        ]
        for table in tables
        if table not in LEDGER
    }


def prove(drill: Drill, *, kills: int, most: int, seed: int) -> None:
    drill.run()
    whole = canonical(rows_of)
    call_command("flush", verbosity=0, interactive=False, allow_cascade=True, inhibit_post_migrate=True)
    chance = random.Random(seed)
    for _ in range(kills):
        drill.kill(chance, most)
    drill.run()
    assert canonical(rows_of) == whole
    assert ImportRun.objects.count() == 1
    before = writes()
    drill.run()
    assert writes() == before
    assert ImportRun.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_kills(tmp_path: Path) -> None:
    prove(Drill(tmp_path, files=300, batch=20, jobs=1), kills=2, most=6, seed=1)


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_twenty_kills_of_ten_thousand_files(tmp_path: Path) -> None:
    """An import of 10,000 hard files killed 20 times ends as one left in peace; again, it writes nothing."""
    prove(Drill(tmp_path, files=10_000, batch=50, jobs=1), kills=20, most=8, seed=2)


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_twenty_kills_of_an_import_by_two_processes(tmp_path: Path) -> None:
    """The same with two worker processes, whose parent is killed."""
    prove(Drill(tmp_path, files=10_000, batch=50, jobs=2), kills=20, most=8, seed=3)
