"""Check that every published version is what was hashed, and follows from the one before."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.services.clock import database_now
from articles.services.verification import chain_heads, lost_heads, verify_editions


class Command(BaseCommand):
    help = (
        "Check the chain of editions: content against its hash, each edition against the one before. "
        "Exit code 0: all whole; 1: a link is broken. With --heads, also write the newest chain hashes to a "
        "dated file: keep it elsewhere, since whoever owns a database can rewrite a whole chain."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heads", metavar="FOLDER", type=Path, help="folder for the file of chain heads")

        parser.add_argument(
            "--against", metavar="FILE", type=Path, help="chain heads written before: all must still be there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for story, number in lost_heads(read_heads(options["against"]) if options["against"] else ()):
            broken += 1
            self.stdout.write(
                f"story {story}, edition {number}: it is not what it was when its head was written"
            )
        for link in verify_editions():
            broken += 1
            self.stdout.write(f"story {link.story}, edition {link.number}: {link.what}")
        if options["heads"]:
            self.stdout.write(f"Chain heads written to {write_heads(options['heads'])}")
        self.stdout.write(f"{broken} broken links." if broken else "Every edition is what it was.")
        if broken:
            sys.exit(1)


def read_heads(path: Path) -> list[tuple[int, int, str]]:
    """Raises CommandError for a file that `write_heads` did not write."""
    try:
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        return [(int(row["story"]), int(row["edition"]), str(row["chain_sha256"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{path} cannot be read as a file of chain heads: {error}.", returncode=2
        ) from error


def write_heads(folder: Path) -> Path:
    """One JSON line a placement: story, edition, chain hash."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chain-heads-{database_now():%Y-%m-%dT%H%M%SZ}.jsonl"
    with path.open("x") as file:
        for story, number, chain in chain_heads():
            file.write(json.dumps({"story": story, "edition": number, "chain_sha256": chain}) + "\n")
    return path
