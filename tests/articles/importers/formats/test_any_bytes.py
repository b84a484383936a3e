"""Whatever bytes come in, they end as an item or as a reason; and no word of a good file is lost."""

import io

from hypothesis import given
from hypothesis import strategies as st

from articles.errors import WireFormatError
from articles.importers.formats import FORMATS, legacy_text
from articles.importers.formats.decoding import decode
from articles.importers.item import ParseOptions, Place, WireItem

GOOD = "Miami News, KMIA\nLocal News\n\nFerry returns\nBy Ana Torres\n\nIt runs.\n\nSoon — daily.\n\n-30-\n"
OPTIONS = st.builds(
    ParseOptions,
    encoding=st.sampled_from(
        [None, None, "utf-8", "cp1252", "utf-16", "utf-7", "idna", "rot13", "shift_jis"]
    ),
    station_given=st.booleans(),
    section_given=st.booleans(),
)
# Lines that mean something, lines that nearly do, and anything at all.
LINES = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "Miami News, KMIA",
            "News, kent",
            "Local News",
            "By Ana Torres and Liam Novak, editor",
            "By",
            "By  ,",
            "Published: Oct. 8, 2025",
            "Published: 0000-00-00 99:99 +99:99",
            "Updated:",
            "Tags: a, b",
            "Source: Norland Wire",
            "EMBARGOED UNTIL 2025-10-09",
            "HOLD FOR RELEASE",
            "###",
            "-30-",
            "MIAMI (AP) - Rain.",
            "\tIndented",
            "\f",
            "\x1a",
            "\u2029",
            "\u202e",
            "Ends.",
        ]
    ),
    st.text(max_size=60),
)


def parse(data: bytes, options: ParseOptions) -> WireItem | WireFormatError:
    try:
        (item,) = FORMATS["legacy_text"].parse(io.BytesIO(data), options)
    except WireFormatError as error:
        return error
    return item


def check(outcome: WireItem | WireFormatError) -> None:
    if isinstance(outcome, WireFormatError):
        assert str(outcome)
        return
    assert 0 < len(outcome.headline) <= 200
    assert outcome.headline == " ".join(outcome.headline.split())
    assert outcome.paragraphs
    for paragraph in outcome.paragraphs:
        assert paragraph.strip() == paragraph != ""
        assert "\n" not in paragraph


@given(st.binary(max_size=400), OPTIONS)
def test_any_bytes_end_in_an_item_or_a_reason(data: bytes, options: ParseOptions) -> None:
    check(parse(data, options))
    legacy_text.sniff(data)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]), OPTIONS, st.booleans())
def test_any_lines_end_in_an_item_or_a_reason(
    lines: list[str], line_end: str, options: ParseOptions, with_header: bool
) -> None:
    text = line_end.join(["Miami News, KMIA", "Local News", "", *lines] if with_header else lines)
    check(parse(text.encode("utf-8", "surrogatepass"), options))


@given(st.integers(0, len(GOOD.encode())), st.integers(0, 4), st.binary(max_size=3))
def test_any_mutation_of_a_good_file_ends_in_an_item_or_a_reason(at: int, cut: int, put: bytes) -> None:
    data = GOOD.encode()
    check(parse(data[:at] + put + data[at + cut :], ParseOptions()))


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6)


@given(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    PARAGRAPHS,
    st.sampled_from(["\n", "\n\n", "\n \n"]),
)
def test_every_word_of_a_good_file_is_in_a_field_or_a_named_discard(
    headline: str, paragraphs: list[str], gap: str
) -> None:
    text = "\n".join(["Miami News, KMIA", "Local News", "", headline, "", gap.join(paragraphs), ""])
    outcome = parse(text.encode(), ParseOptions())
    if isinstance(outcome, WireFormatError):
        return
    discarded = {place: [line.text for line in outcome.discards if line.place == place] for place in Place}
    found = [
        *discarded[Place.HEADER],
        *discarded[Place.ABOVE_HEADLINE],
        outcome.headline,
        *discarded[Place.ABOVE_TEXT],
        *outcome.paragraphs,
        *discarded[Place.BELOW_TEXT],
    ]
    assert " ".join(found).split() == decode(text.encode()).text.split()
