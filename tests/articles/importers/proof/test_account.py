"""Every word of a file is accounted for; a story that lacks one, or has another, is found out."""

import dataclasses
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.errors import TextTooLarge, WireFormatError
from articles.importers.item import ParseOptions, WireItem
from articles.importers.proof.account import Account, account_for
from articles.importers.proof.held import NotPlain
from articles.importers.proof.reading import read_again
from articles.text.html import body_from_paragraphs
from tests.articles.importers.proof.holding import filing_of, held_of, parse

FILE = """Miami News, KMIA
Local News

Ferry “returns” to the bay

By Ana Torres, editor and Sam Okoro
Published: May 1, 2009, 3:30 p.m.
Updated: May 2, 2009
Tags: ferry, the bay
Source: Gulf Coast Wire

MIAMI (AP) - The ferry runs again
from Monday.

“Tickets cost $4,” the port’s manager said & smiled.

The boat holds 80\u00a0people.

-30-
"""
LINES = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "Miami News, KMIA",
            "Local News",
            "By Ana Torres and Liam Novak, editor",
            "By Ana Torres",
            "By",
            "BY: van der Berg, Jr., staff",
            "Published: Oct. 8, 2025",
            "Published: May 1, 2009, 3:30 p.m. CDT",
            "Published: 0000-00-00 99:99 +99:99",
            "Updated:",
            "updated : 2009-05-01",
            "Tags: a, b",
            "Tags: b, A, , c",
            "Tags:",
            "Source: Norland Wire",
            "Source:",
            "EMBARGOED UNTIL 2025-10-09",
            "** EMBARGO: 6 a.m. Jan. 5, 2025 **",
            "Embargoed until further notice",
            "EMBARGO ON SUGAR ENDS",
            "HOLD FOR RELEASE",
            "###",
            "-30-",
            "( END )",
            "MIAMI (AP) - Rain.",
            "\tIndented",
            "\f",
            "\fA page",
            "\x1a",
            "a\u2029b",
            "c\u2028d",
            "\u202eright\u202c",
            "Fish & <b>chips</b> &amp; “more”.",
            "\u0338x > y",
            "Cafe\u0301\u00a0noir",
            "\u3000Wide\u2003",
            "Ends.",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60),
)
OPTIONS = st.builds(ParseOptions, station_given=st.booleans(), section_given=st.booleans())
BOTH_GIVEN = ParseOptions(station_given=True, section_given=True)
NO_WORDS = dict.fromkeys([0xFEFF, 0x1A, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
CODECS = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])


def prove(data: bytes, item: WireItem, options: ParseOptions, **changes: Any) -> Account:
    body = changes.pop("body", "")
    held = dataclasses.replace(held_of(item, body), **changes)
    return account_for(read_again(data, options.encoding or ""), held, filing_of(item, options))


def parsed(data: bytes, options: ParseOptions) -> WireItem:
    """Only files that come in are of interest here."""
    try:
        item = parse(data, options)
        body_from_paragraphs(item.paragraphs)
    except (WireFormatError, TextTooLarge):
        assume(False)
    return item


@given(
    st.sampled_from([["Miami News, KMIA", "Local News", ""], ["\ufeffKMIA , kmia"], ["Local News", ""], []]),
    st.lists(LINES, min_size=3, max_size=14),
    st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    OPTIONS,
    CODECS,
)
def test_whatever_parses_is_accounted_for(
    header: list[str], lines: list[str], line_end: str, options: ParseOptions, codec: str
) -> None:
    options = options if len(header) == 3 else BOTH_GIVEN
    text = line_end.join([*header, *lines])
    data = text.encode(codec, "replace")
    account = prove(data, parsed(data, options), options)
    assert account.difference is None
    words = read_again(data).text.translate(NO_WORDS)
    assert account.words.total() == len(words.split())


@given(st.integers(0, len(FILE.encode())), st.integers(0, 40), st.binary(max_size=3), OPTIONS)
def test_any_mutation_that_parses_is_clean(at: int, cut: int, put: bytes, options: ParseOptions) -> None:
    data = FILE.encode()[:at] + put + FILE.encode()[at + cut :]
    assert prove(data, parsed(data, options), options).difference is None


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6)


@given(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    PARAGRAPHS,
    st.sampled_from(["delete", "change", "swap"]),
    st.data(),
)
def test_any_single_change_of_the_stored_body_is_found(
    headline: str, paragraphs: list[str], act: str, data: st.DataObject
) -> None:
    lines = ["Miami News, KMIA", "Local News", "", headline, "", "\n\n".join(paragraphs), ""]
    raw = "\n".join(lines).encode()
    options = ParseOptions()
    item = parsed(raw, options)
    body = body_from_paragraphs(item.paragraphs)
    assert prove(raw, item, options).difference is None
    at = data.draw(st.integers(0, len(body) - 1))
    match act:
        case "delete":
            harmed = body[:at] + body[at + 1 :]
        case "change":
            harmed = body[:at] + data.draw(st.characters(exclude_categories=["Cs"])) + body[at + 1 :]
        case _:
            harmed = body[:at] + body[at : at + 2][::-1] + body[at + 2 :]
    assume(harmed != body)
    try:
        account = prove(raw, item, options, body=harmed)
    except NotPlain:
        return
    assert account.difference is not None


def harmed(**changes: Any) -> tuple[str, int | None, str, str]:
    """Place, line, and both sides, for a story that lacks something of FILE."""
    item = parse(FILE.encode(), ParseOptions())
    held = held_of(item)
    made = {name: change(getattr(held, name)) for name, change in changes.items()}
    found = prove(FILE.encode(), item, ParseOptions(), **made).difference
    assert found is not None
    return found.place, found.line, found.expected, found.found


def test_the_whole_file_is_accounted_for_place_by_place() -> None:
    account = prove(FILE.encode(), parse(FILE.encode(), ParseOptions()), ParseOptions())
    assert account.difference is None
    assert account.notes == []
    assert dict(account.words) == {
        "station line": 3, "section line": 2, "headline": 5, "byline": 7, "published": 6, "updated": 4,
        "tags": 4, "source": 4, "text": 23, "end mark": 1,
    }  # fmt: skip


FIRST, SECOND, THIRD = (f"paragraph {number} of the text" for number in (1, 2, 3))
MIAMI = "[MIAMI] (AP) - The ferry"
TICKETS = "[“Tickets] cost $4,” the port’s"
BOAT = "[The] boat holds 80‹U+00A0›people."


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"headline": lambda line: line.replace("“", "")},
         ("headline", 4, "Ferry [“returns”] to the bay", "Ferry [returns”] to the bay")),
        ({"paragraphs": lambda text: (text[0].replace("again ", ""), *text[1:])},
         (FIRST, 12, "- The ferry runs [again] from Monday.", "- The ferry runs [from] Monday.")),
        ({"paragraphs": lambda text: text[1:]},
         (FIRST, 12, MIAMI, TICKETS)),
        ({"paragraphs": lambda text: (text[0], *text[2:])},
         (SECOND, 15, TICKETS, BOAT)),
        ({"paragraphs": lambda text: text[:-1]},
         (THIRD, 17, BOAT, "nothing")),
        ({"paragraphs": lambda text: (text[0], text[1].replace("”", '"'), text[2])},
         (SECOND, 15, "“Tickets cost [$4,”] the port’s manager said",
          '“Tickets cost [$4,"] the port’s manager said')),
        ({"paragraphs": lambda text: (text[0], text[2], text[1])},
         (SECOND, 15, TICKETS, BOAT)),
        ({"paragraphs": lambda text: (text[0], text[1], text[2].replace("\xa0", " "))},
         (THIRD, 17, "The boat holds [80‹U+00A0›people.]", "The boat holds [80] people.")),
        ({"paragraphs": lambda text: (text[0], f"{text[1]} {text[2]}")},
         (SECOND, 15, "manager said & smiled. [end]",
          "manager said & smiled. [The] boat holds 80‹U+00A0›people.")),
        ({"paragraphs": lambda text: (*text, "Made up.")},
         ("paragraph 4 of the text", 17, "nothing", "“Made up.”")),
        ({"bylines": lambda names: names[::-1]},
         ("byline line", 6, "“By Ana Torres, editor and Sam Okoro”", "“Sam Okoro; Ana Torres, editor”")),
        ({"bylines": lambda names: (*names, ("Bo Diaz", ""))}, ("byline", None, "nothing", "“Bo Diaz”")),
        ({"tags": lambda tags: {1: "ferry"}},
         ("tags line", 9, "“Tags: ferry, the bay”", "“ferry”")),
        ({"tags": lambda tags: {**tags, 9: "storms"}}, ("tags", None, "nothing", "“storms”")),
        ({"source": lambda source: 3},
         ("source line", 10, "“Source: Gulf Coast Wire”", "another source")),
        ({"published_at": lambda at: at.replace(day=3)},
         ("published line", 7, "“Published: May 1, 2009, 3:30 p.m.”", "“2009-05-03 19:30 UTC”")),
        ({"deck": lambda deck: "A deck"}, ("deck", None, "nothing", "“A deck”")),
        ({"dateline": lambda line: "DULUTH (AP)"},
         ("dateline", 12, "“MIAMI (AP) - The ferry runs again”", "“DULUTH (AP)”")),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_its_place(changes: dict[str, Any], found: tuple[Any, ...]) -> None:
    assert harmed(**changes) == found


def test_a_difference_has_its_byte() -> None:
    for codec in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        data = FILE.replace("\n", "\r\n").encode(codec)
        item = parse(data, ParseOptions())
        held = held_of(item)
        account = prove(data, item, ParseOptions(), paragraphs=(*held.paragraphs[:2], "The boat holds few."))
        assert account.difference is not None
        eighty = "80\u00a0".encode(codec.removesuffix("-sig")).removeprefix(b"\xff\xfe")
        assert account.difference.offset == data.index(eighty)
