"""What a run of the importer was asked to do, in words."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from articles.forms.times import full_time
from articles.importers.pipeline.options import ImportOptions


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.9g} MB"


def pairs(sections: dict[str, str] | list[tuple[str, str]]) -> str:
    """As a run has them, or as they were typed."""
    return ", ".join(f"“{said}” means {meant}" for said, meant in dict(sections).items())


# By argument: what it is called, and how its value is said where `str` would not do.
WORDS: dict[str, tuple[str, Callable[[Any], str] | None]] = {
    "paths": ("Files and folders", ", ".join),
    "source": ("Where the files are from", None),
    "station": ("Station", None),
    "section": ("Section", None),
    "sections": ("Section lines", pairs),
    "create_missing": ("Missing stations and sections", lambda _: "Made by the run"),
    "zone": ("Time zone of what it makes", None),
    "language": ("Language of what it makes", None),
    "publish": ("Publishing", lambda _: "At once"),
    "revive": ("Stories taken down", lambda _: "Live again with newer copy"),
    "published_at": ("Date of all stories", None),
    "encoding": ("Encoding", None),
    "max_bytes": ("Largest file", megabytes),
    "limit": ("Most files", "{:,}".format),
    "only_refused": ("Only what was refused in", lambda number: f"Run {number}"),
    "dry_run": ("Trial", lambda _: "Nothing was kept"),
    "max_members": ("Most files in an archive", "{:,}".format),
    "max_unpacked": ("Largest archive, unpacked", megabytes),
    "max_ratio": ("Strongest compression", "{:,} to 1".format),
}
# What a reason or warning tells to do with the command, and what the desk has for it.
IN_THE_DESK = {
    "run with --create-missing": "have missing ones made, {}",
    "with --station": "as “Station”, {}",
    "with --section": "as “Section”, {}",
    "with --encoding": "as “Encoding”, {}",
    "correct --encoding, or leave it out": "choose another “Encoding”, {}, or none",
    "raise --max-bytes, or split": "split",
    "each with a --source of its own": "each with its own “Where the files are from”, {}",
}
BELOW = "below"
WHERE_FILES_ARE_SENT = "under “Files sent”"
# The same paths once more, in full; and the names that stand in their place.
LEFT_OUT = ("places", "called")
DEFAULTS = {field.name: field.default for field in dataclasses.fields(ImportOptions)}


def named(path: str, member: str) -> str:
    """A file as people are told of it, be it in an archive or not."""
    return f"{path} → {member}" if member else path


def arguments_in_words(options: dict[str, Any], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Each argument that says something other than it would have meant unsaid, in the order of the table."""
    for name in [*WORDS, *sorted(options.keys() - WORDS.keys())]:
        value = options.get(name)
        if name in LEFT_OUT or not value or value == DEFAULTS.get(name):
            continue
        label, words = WORDS.get(name, (name.replace("_", " ").capitalize(), None))
        if name == "published_at":
            yield label, full_time(dt.datetime.fromisoformat(value), zone)
        else:
            yield label, words(value) if words else str(value)


def in_the_desk(reason: str, where: str) -> str:
    """The same sentence for people who have no shell; `where` is the form with the fields that it names."""
    for option, words in IN_THE_DESK.items():
        reason = reason.replace(option, words.format(where))
    return reason


def in_the_form(reason: str) -> str:
    """On the page of files that were sent, where the form is."""
    return in_the_desk(reason, BELOW)


def of_the_run(reason: str) -> str:
    """On the page of a run, which has no form."""
    return in_the_desk(reason, WHERE_FILES_ARE_SENT)
