"""From what a picture file says about itself to an asset's columns, with a sentence on what did not fit."""

from django.utils.translation import gettext_lazy as _

from articles.models import Asset
from articles.text.plain import clean_line

TEXT_COLUMNS = ("alt", "caption", "credit", "copyright", "licence")
ROOM = {field.name: field.max_length or 0 for field in Asset._meta.fields if field.name in TEXT_COLUMNS}
AS_IT_CAME = {
    "animated": _("{name} is animated; its first frame was taken."),
    "profile": _("The colour profile in {name} cannot be used, so its colours may be off. Compare them."),
}
DID_NOT_FIT = _("The {column} in {name} is longer than {room} characters and was cut. The rest reads: {rest}")
UNKNOWN_SOURCE = _("{name} says it was made as “{code}”, which is not on our list. Choose how it was made.")

SOURCES = {source.value: source for source in Asset.DigitalSource if source.value}
# Readers must be told of both alike (IPTC digital source type newscodes).
SOURCES["compositeWithTrainedAlgorithmicMedia"] = Asset.DigitalSource.TRAINED


def fill_from_file(asset: Asset, rights: dict[str, str], *, name: str) -> list[str]:
    """Fill the columns that are still empty; return a sentence for each text that did not fit as it was."""
    said = {field: clean_line(text) for field, text in rights.items()}
    said["credit"] = credit_line(said.pop("byline", ""), said.get("credit", ""))
    notes = []
    for column in TEXT_COLUMNS:
        text = said.get(column, "")
        if not text or getattr(asset, column) or (column == "alt" and asset.is_decorative):
            continue
        room = ROOM[column]
        kept, rest = cut(text, room)
        setattr(asset, column, kept)
        if rest:
            notes.append(DID_NOT_FIT.format(column=column, name=name, room=room, rest=rest))
    return notes + _fill_source(asset, said.get("digital_source", ""), name)


def notes_on(codes: tuple[str, ...], *, name: str) -> list[str]:
    """The child's codes as sentences."""
    return [AS_IT_CAME[code].format(name=name) for code in codes]


def credit_line(byline: str, credit: str) -> str:
    """Who took it and for whom, as picture desks print it: "Ana Ruiz/Coast News"."""
    if byline and credit and byline.casefold() not in credit.casefold():
        return f"{byline}/{credit}"
    return credit or byline


def cut(text: str, room: int) -> tuple[str, str]:
    """What fits into `room` characters, ended with an ellipsis between two words, and what does not."""
    if len(text) <= room:
        return text, ""
    kept = text[: room - 1]
    if " " in kept:
        kept = kept.rpartition(" ")[0] if text[room - 1] != " " else kept
    return f"{kept.rstrip()}…", text[len(kept) :].strip()


def _fill_source(asset: Asset, uri: str, name: str) -> list[str]:
    """`uri` ends in the code, as in http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture."""
    code = uri.rstrip("/").rpartition("/")[2]
    if not code or asset.digital_source:
        return []
    if code not in SOURCES:
        return [UNKNOWN_SOURCE.format(name=name, code=code[:80])]
    asset.digital_source = SOURCES[code]
    return []
