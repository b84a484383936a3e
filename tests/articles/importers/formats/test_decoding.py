"""Bytes are read as what they are, and damage is refused at the byte where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import WireFormatError
from articles.importers.formats.decoding import decode

TEXT = "Señor O’Brien — “five” dollars"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "windows-1252"),
    ],
)
def test_text_is_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.warnings) == (TEXT, encoding, ())


def test_a_named_encoding_overrides() -> None:
    assert decode(TEXT.encode("mac_roman"), "mac_roman").text == TEXT
    assert decode(TEXT.encode("utf-8-sig"), "utf-8").text == TEXT


def test_mixed_bytes_are_damaged_utf8_rather_than_windows_1252() -> None:
    """A capital with an accent before a curly quote is one UTF-8 sequence: the offset says where to look."""
    with pytest.raises(WireFormatError) as caught:
        decode("CAFÉ’S MENÚ".encode("cp1252"))
    assert caught.value.offset == len("CAFÉ’S MEN")
    assert caught.value.reason == "damaged UTF-8: mend the file, or name its encoding with --encoding"
    assert decode("CAFÉ’S MENÚ".encode("cp1252"), "cp1252").text == "CAFÉ’S MENÚ"


@pytest.mark.parametrize(
    ("text", "encoding", "word"),
    [
        ("La Canción ganó.", "cp850", "Canci¢n"),
        ("A café.", "mac_roman", "cafŽ."),
        ("mañana", "cp437", "ma¤ana"),
    ],
)
def test_letters_of_an_older_encoding_are_doubted(text: str, encoding: str, word: str) -> None:
    (warning,) = decode(text.encode(encoding)).warnings
    assert warning == (
        f"“{word}” in the text: perhaps it is in an older encoding, such as cp850 or mac_roman; if so, name "
        "it with --encoding"
    )
    assert decode(text.encode(encoding), encoding).warnings == ()


def test_signs_of_windows_1252_are_not_doubted() -> None:
    assert decode("“Žižek” — naïve, 5¢ and £3 … ¿qué? ¡Hola!".encode("cp1252")).warnings == ()


@given(
    st.text(max_size=40),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "cp1252"]),
    st.sampled_from("\0\x07\x9f"),
)
def test_the_offset_points_at_the_control_character(before: str, codec: str, control: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    start = "".join(c for c in before if c.isprintable()).encode(codec, "ignore")
    if codec == "cp1252":
        control = "\x07"
        start = bytes(byte for byte in start if byte < 0x80) + b"\xe9 "
    with pytest.raises(WireFormatError) as caught:
        decode(mark + start + f"{control}x".encode(codec))
    assert caught.value.offset == len(mark + start)


@given(st.text())
def test_what_utf8_holds_comes_back_or_is_refused(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8", "surrogatepass"))
    except WireFormatError:
        return
    assert decode(decoded.text.encode()).text == decoded.text


@pytest.mark.parametrize(
    ("mark", "codec", "offset"), [(b"", "utf-8", 69), (b"\xff\xfe", "utf-16-le", 80)], ids=["utf-8", "utf-16"]
)
def test_a_heap_of_accents_is_refused_where_it_begins_to_be_one(mark: bytes, codec: str, offset: int) -> None:
    with pytest.raises(WireFormatError) as caught:
        decode(mark + ("One\nTwo e" + "\u0316" * 20_000).encode(codec))
    assert str(caught.value) == (
        f"not text: more than 30 accents in a row on one letter; mend the file (byte {offset}, line 2)"
    )
