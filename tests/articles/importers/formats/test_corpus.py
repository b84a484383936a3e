"""Every file of the corpus says what it is about and reads as the page beside it expects."""

import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest

from articles.errors import WireFormatError
from articles.importers.formats import FORMATS
from articles.importers.formats.decoding import decode
from articles.importers.item import ParseOptions, Place, WireItem, WireTime

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path.stem for path in CORPUS.glob("*.json"))


def parse(data: bytes, options: ParseOptions) -> WireItem:
    (item,) = FORMATS["legacy_text"].parse(io.BytesIO(data), options)
    return item


def as_json(item: WireItem) -> dict[str, Any]:
    """The fields that say something; discards are checked by the words they hold."""
    found = {field.name: plain(getattr(item, field.name)) for field in dataclasses.fields(item)}
    return {name: value for name, value in found.items() if value and name not in ("format", "discards")}


def plain(value: object) -> Any:
    match value:
        case WireTime():
            known = {"text": value.text, "local": value.local.isoformat()}
            extra = {"zone": str(value.zone or ""), "doubt": value.doubt}
            said = {name: text for name, text in extra.items() if text}
            return known | said | ({} if value.has_time else {"has_time": False})
        case tuple():
            return [plain(part) for part in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {name: part for name, part in dataclasses.asdict(value).items() if part}
    return value


def words_in_order(item: WireItem) -> list[str]:
    """The words of the file, put together again from fields and discards."""
    discarded = {place: [line.text for line in item.discards if line.place == place] for place in Place}
    lines = [
        *discarded[Place.HEADER],
        *discarded[Place.ABOVE_HEADLINE],
        item.headline,
        *discarded[Place.ABOVE_TEXT],
        *item.paragraphs,
        *discarded[Place.BELOW_TEXT],
    ]
    return " ".join(lines).split()


@pytest.mark.parametrize("name", CASES)
def test_file_reads_as_expected(name: str) -> None:
    case = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    data = (CORPUS / f"{name}.txt").read_bytes()
    options = ParseOptions(**case.get("options", {}))
    if "refused" in case:
        with pytest.raises(WireFormatError) as caught:
            parse(data, options)
        assert str(caught.value) == case["refused"]
        return
    item = parse(data, options)
    assert as_json(item) == case["item"]
    assert words_in_order(item) == decode(data, options.encoding).text.split()


def test_corpus_is_whole() -> None:
    assert len(CASES) >= 100
    assert sorted(path.stem for path in CORPUS.glob("*.txt")) == CASES
