"""An invented newsroom of 50 stations and 500 people, with as many stories as are asked for.

`make bench-data N=1000000` writes it into an embedded database of its own. The first stories come in by the
importer's own services; the rest are copies of theirs, row by row, under numbers of their own, so that
hashes, chains and every rule of the database hold for each. Search entries are left to `manage.py reindex`.
"""

import argparse
import datetime as dt
import os
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var" / "bench"
STATIONS, SECTIONS, PEOPLE, TAGS, BYLINES = 50, 10, 500, 1000, 400
BASE, BATCH = 20_000, 500
COMMON = ["council", "vote", "harbor", "ferry", "school", "budget", "storm", "bridge", "mayor", "court"]


def start(data: Path) -> None:
    """Migrate the database under `data` and set Django up on it."""
    data.mkdir(parents=True, exist_ok=True)
    os.environ |= {"NEWSROOM_DATA": str(data), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, check=True)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def load(count: int, chance: random.Random) -> None:
    """Into an empty database; prints how long each part took."""
    from bench import loading

    began = time.perf_counter()

    def told(words: str) -> None:
        print(f"{time.perf_counter() - began:7.0f} s  {words}", flush=True)

    base = min(count, BASE)
    house = loading.make_house(chance, STATIONS, SECTIONS, TAGS, BYLINES)
    for first in range(0, base, BATCH):
        loading.write_stories(house, chance, min(BATCH, base - first))
    told(f"{base:,} stories by the services")
    loading.multiply(count // base)
    told(f"{count // base * base:,} with the copies")
    loading.write_ledger()
    told("their files and old addresses")
    loading.fill_desks(house, chance, PEOPLE)
    told(f"{PEOPLE} people with drafts, notes, schedules, withdrawals and corrections")
    loading.tidy()
    told("vacuum and statistics")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--data", type=Path, default=DATA, help="where the database is made")
    options = parser.parse_args()
    start(options.data.resolve())
    from articles.models import Story

    if Story.objects.exists():
        raise SystemExit(f"There are stories in {options.data} already. Take the folder away first.")
    load(options.count, random.Random(5))
    print(f"{Story.objects.count():,} stories in {options.data}", f"on {dt.date.today()}")


if __name__ == "__main__":
    main()
