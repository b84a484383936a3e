"""What a run of the importer was asked to do, in words."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.times import full_time
from articles.importers.pipeline.options import ImportOptions


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.9g} MB"


def pairs(sections: dict[str, str] | list[tuple[str, str]]) -> str:
    """As a run has them, or as they were typed."""
    return ", ".join(
        gettext("“{said}” means {meant}").format(said=said, meant=meant)
        for said, meant in dict(sections).items()
    )


# By argument: what it is called, and how its value is said where `str` would not do.
WORDS: dict[str, tuple[Any, Callable[[Any], str] | None]] = {
    "paths": (_("Files and folders"), ", ".join),
    "source": (_("Where the files are from"), None),
    "station": (_("Station"), None),
    "section": (_("Section"), None),
    "sections": (_("Section lines"), pairs),
    "create_missing": (_("Missing stations and sections"), lambda __: gettext("Made by the run")),
    "zone": (_("Time zone of what it makes"), None),
    "language": (_("Language of what it makes"), None),
    "publish": (_("Publishing"), lambda __: gettext("At once")),
    "revive": (_("Stories taken down"), lambda __: gettext("Live again with newer copy")),
    "published_at": (_("Date of all stories"), None),
    "encoding": (_("Encoding"), None),
    "max_bytes": (_("Largest file"), megabytes),
    "limit": (_("Most files"), "{:,}".format),
    "only_refused": (
        _("Only what was refused in"),
        lambda number: gettext("Run {number}").format(number=number),
    ),
    "dry_run": (_("Trial"), lambda __: gettext("Nothing was kept")),
    "max_members": (_("Most files in an archive"), "{:,}".format),
    "max_unpacked": (_("Largest archive, unpacked"), megabytes),
    "max_ratio": (
        _("Strongest compression"),
        lambda ratio: gettext("{ratio} to 1").format(ratio=f"{ratio:,}"),
    ),
}
# What a reason or warning tells to do with the command, and what the desk has for it.
IN_THE_DESK = {
    "run with --create-missing": _("have missing ones made, {where}"),
    "with --station": _("as “Station”, {where}"),
    "with --section": _("as “Section”, {where}"),
    "with --encoding": _("as “Encoding”, {where}"),
    "correct --encoding, or leave it out": _("choose another “Encoding”, {where}, or none"),
    "raise --max-bytes, or split": _("split"),
    "each with a --source of its own": _("each with its own “Where the files are from”, {where}"),
}
BELOW = _("below")
WHERE_FILES_ARE_SENT = _("under “Files sent”")
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
            yield str(label), full_time(dt.datetime.fromisoformat(value), zone)
        else:
            yield str(label), words(value) if words else str(value)


def in_the_desk(reason: str, where: Any) -> str:
    """The same sentence for people who have no shell; `where` is the form with the fields that it names."""
    for option, words in IN_THE_DESK.items():
        if option in reason:
            reason = reason.replace(option, str(words).format(where=where))
    return reason


def in_the_form(reason: str) -> str:
    """On the page of files that were sent, where the form is."""
    return in_the_desk(reason, BELOW)


def of_the_run(reason: str) -> str:
    """On the page of a run, which has no form."""
    return in_the_desk(reason, WHERE_FILES_ARE_SENT)
