"""The arguments of `import_stories`, read into the options of a run."""

import argparse
import codecs
import datetime as dt
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from articles.importers.archives import Limits
from articles.importers.files import unescaped
from articles.importers.pipeline.options import (
    LONGEST_SECTION,
    MAX_BYTES,
    ImportOptions,
    WrongOptions,
    section_pair,
    section_pairs,
)
from articles.models import FormerCallsign, ImportRun, Station
from articles.models.stations import validate_zone
from articles.text.callsigns import parse_callsign
from articles.text.plain import clean_line

Group = argparse._ArgumentGroup
LONGEST_SOURCE = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_what(parser.add_argument_group("which files"))
    add_speed(parser.add_argument_group("how fast"))
    add_archives(parser.add_argument_group("how much one archive may hold"))
    add_meaning(parser.add_argument_group("what the files do not say"))
    add_effect(parser.add_argument_group("what is made of them"))
    add_telling(parser.add_argument_group("trial and report"))


def add_what(group: Group) -> None:
    group.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, .zip and .tar.gz archives")
    group.add_argument(
        "--source",
        default="",
        type=a_source,
        metavar="NAME",
        help="what to call their origin (default: the path's last part)",
    )
    group.add_argument("--limit", type=a_count, metavar="N", help="only the first N files")
    group.add_argument(
        "--only-refused",
        type=a_count,
        metavar="RUN",
        help="only the files that run RUN refused; without a PATH, below the paths of that run",
    )
    group.add_argument(
        "--max-bytes",
        type=a_count,
        default=MAX_BYTES,
        metavar="N",
        help="refuse larger files (default: 2,000,000)",
    )


def add_meaning(group: Group) -> None:
    group.add_argument(
        "--station", metavar="CALLSIGN", type=a_callsign, help="for files without a station line"
    )
    group.add_argument(
        "--section", default="", type=a_section, metavar="NAME", help="for files without a section line"
    )
    group.add_argument(
        "--map",
        action="append",
        default=[],
        type=a_section_pair,
        metavar="“Wrld=World News”",
        help="what a section line means; may be given several times",
    )
    group.add_argument(
        "--map-file",
        type=Path,
        metavar="FILE",
        help="such pairs, one a line; lines that begin with # are notes",
    )
    group.add_argument(
        "--published-at",
        type=a_moment,
        metavar="ISO",
        help="date of files that carry none, with its offset: 2009-05-01T12:00:00-04:00 "
        "(default: when the file was last written, marked as an estimate and not shown)",
    )
    group.add_argument(
        "--encoding", type=an_encoding, metavar="NAME", help="of files not in UTF-8: cp850, mac_roman"
    )


def add_speed(group: Group) -> None:
    group.add_argument(
        "--jobs",
        type=a_count,
        default=1,
        metavar="N",
        help="worker processes; two nearly double the speed on two processors (default: 1)",
    )


def add_archives(group: Group) -> None:
    group.add_argument(
        "--max-members", type=a_count, default=Limits.members, metavar="N", help="default: 1,000,000"
    )
    group.add_argument(
        "--max-unpacked", type=a_count, default=Limits.unpacked, metavar="BYTES", help="default: 20 GB"
    )
    group.add_argument(
        "--max-ratio",
        type=a_count,
        default=Limits.ratio,
        metavar="N",
        help="bytes unpacked for each packed (default: 100)",
    )


def add_effect(group: Group) -> None:
    group.add_argument(
        "--create-missing", action="store_true", help="make stations and sections that the files name"
    )
    group.add_argument("--zone", type=a_zone, metavar="ZONE", help="of stations that it makes")
    group.add_argument(
        "--language", default="", choices=Station.Language.values, help="of stations that it makes"
    )
    group.add_argument(
        "--publish", action="store_true", help="make the stories live; without it they come in as drafts"
    )
    group.add_argument(
        "--revive",
        action="store_true",
        help="with --publish: also what was withdrawn, killed or binned since",
    )


def add_telling(group: Group) -> None:
    group.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would become of each file, and write nothing but the report",
    )
    group.add_argument(
        "--report",
        action="append",
        default=[],
        type=a_report,
        metavar="FILE",
        help="write what became of each file, as FILE.json or FILE.csv; may be given several times",
    )


def read_options(options: dict[str, Any]) -> ImportOptions:
    if options["only_refused"] is not None:
        options = {**options, **arguments_of(options)}
    if not options["paths"]:
        raise CommandError("Name a file or a folder to import.", returncode=2)
    for path in options["paths"]:
        if not os.path.lexists(path):
            raise CommandError(f"{path} does not exist.", returncode=2)
    station = options["station"]
    if station and not options["create_missing"] and not is_known(station):
        raise CommandError(
            f"There is no station {station}: create it first, or correct --station.", returncode=2
        )
    try:
        return ImportOptions(
            paths=tuple(dict.fromkeys(options["paths"])),
            source=options["source"],
            station=options["station"] or "",
            section=options["section"],
            sections=(*read_map(options["map_file"]), *options["map"]),
            create_missing=options["create_missing"],
            zone=options["zone"] or "",
            language=options["language"],
            publish=options["publish"],
            revive=options["revive"],
            published_at=options["published_at"],
            encoding=options["encoding"] or "",
            max_bytes=options["max_bytes"],
            limit=options["limit"],
            dry_run=options["dry_run"],
            jobs=options["jobs"],
            only_refused=options["only_refused"],
            max_members=options["max_members"],
            max_unpacked=options["max_unpacked"],
            max_ratio=options["max_ratio"],
        )
    except WrongOptions as error:
        raise CommandError(str(error), returncode=2) from error


def arguments_of(options: dict[str, Any]) -> dict[str, Any]:
    """Paths and source of the run whose refused files are to be looked at again, where none are given."""
    run = ImportRun.objects.filter(pk=options["only_refused"]).first()
    if run is None:
        raise CommandError(f"There is no run {options['only_refused']}.", returncode=2)
    places = [unescaped(path) for path in run.options["places"]]
    if not options["paths"] and not any(map(os.path.lexists, places)):
        raise CommandError(
            f"The files of run {run.pk} are not at {', '.join(places)} any more: name where they are.",
            returncode=2,
        )
    return {
        "paths": options["paths"] or places,
        "source": options["source"] or run.options["source"],
    }


def is_known(callsign: str) -> bool:
    former = FormerCallsign.objects.filter(callsign=callsign)
    return former.exists() or Station.objects.filter(callsign=callsign).exists()


def read_map(path: Path | None) -> list[tuple[str, str]]:
    if path is None:
        return []
    try:
        return section_pairs(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"The map {path} cannot be read: {error.strerror}.", returncode=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"The map {path} is not in UTF-8.", returncode=2) from error
    except WrongOptions as error:
        raise CommandError(f"The map {path}: {error}", returncode=2) from error


def a_callsign(text: str) -> str:
    callsign = parse_callsign(text)
    if not callsign:
        raise argparse.ArgumentTypeError(f"“{text}” is no call sign, such as KMIA or KMIA-TV")
    return callsign


def a_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of at least 1")
    return int(text)


def a_report(text: str) -> Path:
    path = Path(text)
    # /dev/stdout and the like have no end, and get JSON.
    if path.suffix.lower() not in ("", ".json", ".csv"):
        raise argparse.ArgumentTypeError(f"“{text}” ends neither in .json nor in .csv, for a spreadsheet")
    return path


def a_section(text: str) -> str:
    if len(text) > LONGEST_SECTION:
        raise argparse.ArgumentTypeError(f"a section's name has at most {LONGEST_SECTION} characters")
    return clean_line(text)


def a_source(text: str) -> str:
    name = clean_line(text)
    if len(name) > LONGEST_SOURCE:
        raise argparse.ArgumentTypeError(f"a source's name has at most {LONGEST_SOURCE} characters")
    return name


def a_section_pair(text: str) -> tuple[str, str]:
    try:
        return section_pair(text)
    except WrongOptions as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def a_zone(text: str) -> str:
    try:
        validate_zone(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.messages[0]) from error
    return text


def an_encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no encoding we know, such as cp850") from error


def a_moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no date and time, such as 2009-05-01T12:00:00-04:00"
        ) from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"“{text}” names no zone: add an offset, such as -04:00")
    return moment
