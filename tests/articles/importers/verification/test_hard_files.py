"""Nothing is missing after a clean import of hard files."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from articles.models import Section
from tests.articles.importers.desk import Desk
from tests.articles.importers.hard import hard_file

pytestmark = pytest.mark.django_db
GENERATOR = Path(__file__).parents[5] / "shared" / "bench" / "gen_corpus.py"


def prove(desk: Desk) -> Counter[str]:
    """A published import and its proof; how many files had each outcome."""
    run = desk.bring_in("--create-missing", "--publish")
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within a minute, but for nobody's open transaction.
        cursor.execute("analyze")
    said = desk.verify(run, "--sources", str(desk.folder), "--notes").splitlines()
    assert [line for line in said if line.startswith("gap")] == []
    assert desk.code == 0
    assert [line for line in said[:-1] if "duplicate" not in line] == []
    return Counter(run.totals)


def write(desk: Desk, numbers: range) -> None:
    for number in numbers:
        desk.file(f"{number // 1000:02d}/{number:05d}.txt", hard_file(number))


def test_three_hundred_hard_files(desk: Desk, section: Section) -> None:
    write(desk, range(300))
    totals = prove(desk)
    assert totals["found"] == 300
    assert totals["created"] > 240
    assert totals["duplicate"] >= 10
    assert totals["refused"] >= 10
    # The same again, and as drafts of another source.
    assert prove(desk)["unchanged"] == totals["created"]


@pytest.mark.drill
def test_ten_thousand_hard_files(desk: Desk, section: Section) -> None:
    """After an import of 10,000 hard files, verify_import accounts for every word, and finds nothing."""
    write(desk, range(10_000))
    assert prove(desk)["found"] == 10_000


@pytest.mark.drill
def test_ten_thousand_files_of_another_hand(desk: Desk, section: Section) -> None:
    """The same with the hard files of a generator that knows nothing of this importer, where there is one."""
    if not GENERATOR.exists():
        pytest.skip("no other generator beside this checkout")
    subprocess.run(
        [sys.executable, str(GENERATOR), "--n", "10000", "--hard", "--out", str(desk.folder)], check=True
    )
    assert prove(desk)["found"] == 10_001
