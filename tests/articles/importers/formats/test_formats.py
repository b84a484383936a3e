"""The table of formats, and what the stations' old system really left behind."""

import io
from pathlib import Path

import pytest

from articles.errors import WireFormatError
from articles.importers.formats import FORMATS, legacy_text
from articles.importers.item import ParseOptions, Place, WireItem

STORY = "\n".join(
    ["Boise Herald, KBOI", "Politics", "", "Council weighs a — long — plan", ""]
    + ["Council votes. “Soon,” she said.", "", "The mayor’s office — busy – agreed…", ""] * 8
)
LEGACY = sorted((Path(__file__).parents[5] / "shared" / "legacy").glob("*.txt"))


def parse(data: bytes, options: ParseOptions | None = None) -> WireItem:
    (item,) = FORMATS["legacy_text"].parse(io.BytesIO(data), options or ParseOptions())
    return item


def test_every_format_can_be_asked_and_read() -> None:
    assert list(FORMATS) == ["legacy_text"]
    assert all(callable(module.sniff) and callable(module.parse) for module in FORMATS.values())


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b"Miami News, KMIA\nWorld News\n", True),
        (b"\n\n  Miami News, kmia-tv\r\n", True),
        (b"\xef\xbb\xbfMiami News, KMIA", True),
        (b"\xff\xfe" + "Miami News, KMIA\n".encode("utf-16-le")[:-1], True),
        (b"Caf\xe9 News, KMIA\n", True),
        (b"Council approves budget\n\nText.", False),
        (b"<?xml version='1.0'?>", False),
        (b"\x00\x01\x02", False),
        (b"", False),
    ],
)
def test_sniffing_looks_for_a_station_line(head: bytes, answer: bool) -> None:
    assert legacy_text.sniff(head) is answer


def test_lines_that_are_no_copy_are_kept_by_name() -> None:
    text = STORY.replace("plan\n", "plan\nBy Ana Torres\nTags: plans\n") + "\n-30-\n"
    assert [(d.kind, d.text, d.place) for d in parse(text.encode()).discards] == [
        ("station", "Boise Herald, KBOI", Place.HEADER),
        ("section", "Politics", Place.HEADER),
        ("byline", "By Ana Torres", Place.ABOVE_TEXT),
        ("tags", "Tags: plans", Place.ABOVE_TEXT),
        ("end mark", "-30-", Place.BELOW_TEXT),
    ]


def test_body_text_has_a_blank_line_between_paragraphs() -> None:
    assert parse(STORY.encode()).body_text.split("\n\n")[:2] == [
        "Council votes. “Soon,” she said.",
        "The mayor’s office — busy – agreed…",
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (STORY.replace("\n", "\r\n").encode(), "utf-8"),
        (b"\xef\xbb\xbf" + STORY.encode(), "utf-8"),
        (STORY.encode("cp1252"), "windows-1252"),
        (STORY.replace("\n", " \t\n").encode(), "utf-8"),
    ],
    ids=["crlf", "bom", "cp1252", "trailing space"],
)
def test_one_story_in_every_dress(data: bytes, encoding: str) -> None:
    dressed, plain = parse(data), parse(STORY.encode())
    assert dressed.encoding == encoding
    assert (dressed.headline, dressed.paragraphs) == (plain.headline, plain.paragraphs)


def test_odd_dashes_and_no_break_spaces_are_copy_but_fold_in_the_header() -> None:
    odd = STORY.replace("—", "\u2015").replace("–", "\u2012").replace(" ", "\u00a0", 3)
    item = parse(odd.encode())
    assert (item.brand, item.headline) == ("Boise Herald", "Council weighs a \u2015 long \u2015 plan")
    assert item.paragraphs[1] == "The mayor’s office \u2015 busy \u2012 agreed…"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (
            STORY.replace("\nPolitics\n", "\n").encode(),
            "no section line: the second line is blank; name the section with --section (line 2)",
        ),
        (STORY.replace(". ", ".\x00\x0b ", 2).encode(), "not text: control character NUL (byte 79, line 6)"),
        (
            STORY.encode().replace(b"\xe2\x80\x94", b"\xe2\x80", 2),
            "damaged UTF-8: mend the file, or name its encoding with --encoding (byte 46)",
        ),
        (STORY.encode() * 5_000, "larger than 2,000,000 bytes: raise --max-bytes, or split the file"),
    ],
    ids=["empty", "no section", "NUL and controls", "bad UTF-8", "huge"],
)
def test_what_is_broken_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(WireFormatError) as caught:
        parse(data)
    assert str(caught.value) == reason


@pytest.mark.parametrize("words", range(1, 60, 5))
def test_a_missing_headline_never_goes_unnoticed(words: int) -> None:
    """The first paragraph then stands in its place: refused for its length, or taken with a warning."""
    first = f"BOISE – {'votes again ' * words}today."
    text = f"Boise Herald, KBOI\nPolitics\n\n{first}\n\nThe mayor agreed.\n".encode()
    if len(first) > 200:
        with pytest.raises(WireFormatError, match="^the headline has .* it is probably missing"):
            parse(text)
    else:
        assert [warning[:27] for warning in parse(text).warnings] == ["the headline may be missing"]


@pytest.mark.skipif(not LEGACY, reason="the real files of the old system are not beside this checkout")
@pytest.mark.parametrize("path", LEGACY, ids=lambda path: path.name)
def test_a_real_file_reads_whole(path: Path) -> None:
    item = parse(path.read_bytes())
    assert (item.callsign, item.brand, item.section) == ("KMIA", "Miami News", "World News")
    assert (len(item.paragraphs), item.encoding, item.warnings) == (22, "utf-8", ())
    text = path.read_text(encoding="utf-8")
    assert (
        text.split()
        == " ".join([*(line.text for line in item.discards), item.headline, *item.paragraphs]).split()
    )
