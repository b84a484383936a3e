"""How many stories a second the importer brings in, and how much memory it takes.

Writes 10,000 invented legacy files, brings them in published with two processes into an empty database of
the embedded server, and again. Prints stories a second, the processor time of a story, which other work on
the machine hardly changes, and the peak memory of the largest process.
"""

import argparse
import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
WORDS = [
    "council",
    "vote",
    "harbor",
    "ferry",
    "school",
    "board",
    "budget",
    "storm",
    "road",
    "bridge",
    "water",
]
WORDS += ["county", "mayor", "court", "trial", "fire", "rescue", "game", "season", "coach", "market", "price"]
WORDS += ["rent", "house", "street", "park", "river", "bay", "tide", "wind", "rain", "clinic", "nurse"]
STATIONS = [("Miami News", "KMIA"), ("High Desert Today", "KZVN")]
SECTIONS = ["Local News", "Politics", "Business", "Weather", "Sports"]


def story(number: int) -> str:
    """About 5,000 characters in 16 to 24 paragraphs; the same number gives the same story."""
    chance = random.Random(number)
    brand, callsign = chance.choice(STATIONS)

    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(10, 26))).capitalize() + "."

    paragraphs = [
        " ".join(sentence() for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(16, 24))
    ]
    headline = f"{' '.join(chance.choices(WORDS, k=6)).capitalize()} {number}"
    lines = [f"{brand}, {callsign}", chance.choice(SECTIONS), "", headline, "", "\n\n".join(paragraphs), ""]
    return "\n".join(lines)


def write_corpus(folder: Path, count: int) -> None:
    for number in range(count):
        path = folder / f"{number // 1000:03d}" / f"story-{number:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story(number))


@dataclass
class Cost:
    """Seconds by the clock, and of the processors: of the command with its workers, and of the database."""

    clock: float
    command: float
    database: float


def manage(data: Path, *arguments: str) -> None:
    """Run a command of a demo under `data`."""
    environment = {**os.environ, "NEWSROOM_DATA": str(data)}
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def measured(data: Path, *arguments: str) -> Cost:
    """The same with a server that is up already."""
    clock, command, database = time.perf_counter(), command_seconds(), database_seconds(data)
    manage(data, *arguments)
    return Cost(time.perf_counter() - clock, command_seconds() - command, database_seconds(data) - database)


def command_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def database_seconds(data: Path) -> float:
    """Of the server's first process, and of all others: those that have ended it counts as its own."""
    first = psutil.Process(int((data / "pgdata" / "postmaster.pid").read_text().split()[0]))
    seconds = sum(first.cpu_times()[:4])
    for process in first.children():
        with contextlib.suppress(psutil.NoSuchProcess):
            seconds += sum(process.cpu_times()[:2])
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corpus", type=Path, help="a folder of files to bring in instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        data = Path(name) / "data"
        corpus = options.corpus or Path(name) / "corpus"
        if not options.corpus:
            write_corpus(corpus, options.count)
        count = sum(len(files) for _, _, files in os.walk(corpus))
        os.chmod(name, 0o755)  # noqa: S103 - as root, the embedded server runs as a user of its own
        try:
            manage(data, "migrate", "--verbosity=0")
            jobs = ("--jobs", str(options.jobs))
            first = measured(data, "import_stories", str(corpus), "--create-missing", "--publish", *jobs)
            second = measured(data, "import_stories", str(corpus), "--publish", *jobs)
        finally:
            manage(data, "localdb", "stop")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    for what, cost in (("published", first), ("again, unchanged", second)):
        print(
            f"{count:,} files, {what}, in {cost.clock:.1f} s: {count / cost.clock:,.0f} a second; processor "
            f"time of one: {cost.command / count * 1000:.2f} ms, and {cost.database / count * 1000:.2f} of "
            "the database"
        )
    print(f"peak memory of a process: {peak} MB")


if __name__ == "__main__":
    main()
