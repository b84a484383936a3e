"""Two versions of a story field by field, in the words that the desk uses for them."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.times import day_words, full_time
from articles.models import Asset, Edition, Section, Source, Station, Story
from articles.text.shown import Item, Run, ShownBlock, shown_body, shown_line, shown_list

Content = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One field in which the two differ: the one of `runs`, `items` and `blocks` that fits it is filled."""

    name: str
    label: str
    runs: list[Run] = dataclasses.field(default_factory=list)
    items: list[Item] = dataclasses.field(default_factory=list)
    blocks: list[list[ShownBlock]] = dataclasses.field(default_factory=list)
    is_value: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """`keys` are those of a revision that it shows; `how` is line, value, names or body."""

    label: Any
    keys: tuple[str, ...]
    how: str
    words: Callable[[Content, "Lookup"], Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Lookup:
    """Names of the rows that the two versions point to, and the station's clock. Three queries."""

    station: Station
    sections: dict[int, str]
    sources: dict[int, str]
    pictures: dict[int, str]

    @classmethod
    def of(cls, station: Station, *versions: Content) -> "Lookup":
        def wanted(key: str) -> list[int]:
            return [version[key] for version in versions if version.get(key)]

        sections = Section.objects.filter(pk__in=wanted("section")).select_related("station")
        sources = Source.objects.filter(pk__in=wanted("source_id"))
        pictures = Asset.objects.filter(pk__in=wanted("lead_picture_id"))
        return cls(
            station,
            {row.pk: f"{row.station.callsign}: {row.name}" for row in sections},
            {row.pk: row.name for row in sources},
            {row.pk: row.title for row in pictures},
        )

    def time(self, moment: object) -> str:
        if not moment:
            return ""
        at = moment if isinstance(moment, dt.datetime) else dt.datetime.fromisoformat(str(moment))
        return full_time(at, self.station.zone)

    def day(self, moment: str) -> str:
        return day_words(dt.datetime.fromisoformat(moment).astimezone(self.station.zone))


def _plain(key: str) -> Callable[[Content, Lookup], str]:
    return lambda content, lookup: str(content.get(key) or "")


def _bylines(content: Content, lookup: Lookup) -> list[str]:
    return [
        ", ".join(filter(None, (row["name"], row["title"])))
        + (f" ({_('page')}: {row['person']})" if row.get("person") else "")
        for row in content.get("bylines", ())
    ]


def _tags(content: Content, lookup: Lookup) -> list[str]:
    return sorted((row["name"] for row in content.get("tags", ())), key=str.casefold)


def _picture(content: Content, lookup: Lookup) -> str:
    number, said = content.get("lead_picture_id"), content.get("picture") or {}
    if not number:
        return ""
    title = lookup.pictures.get(number, _("a picture that is gone"))
    parts = (
        (_("Alt text"), said.get("alt")),
        (_("Caption"), said.get("caption")),
        (_("Credit"), said.get("credit")),
    )
    return " ".join(
        [
            _("{title} (picture {number}).").format(title=title, number=number),
            *(f"{name}: {text}" for name, text in parts if text),
        ]
    )


def _numbers(key: str, of: Any) -> Callable[[Content, Lookup], list[str]]:
    """Chosen by hand, in order. An edition has a gallery's pictures in full, a revision their numbers."""

    def words(content: Content, lookup: Lookup) -> list[str]:
        rows = content.get(key) or ()
        return [f"{of} {row['asset'] if isinstance(row, dict) else row}" for row in rows]

    return words


def _source(content: Content, lookup: Lookup) -> str:
    label = (content.get("source") or {}).get("label", "")
    name = lookup.sources.get(content.get("source_id") or 0, "")
    return f"{name}: {label}" if name else label


def _section(content: Content, lookup: Lookup) -> str:
    number = content.get("section")
    return (
        lookup.sections.get(number, _("section {number}, which is gone").format(number=number))
        if number
        else ""
    )


def _language(content: Content, lookup: Lookup) -> str:
    code = str(content.get("language") or "")
    return str(dict(Station.Language.choices).get(code, code))


def _choice(key: str, choices: type[TextChoices]) -> Callable[[Content, Lookup], str]:
    return lambda content, lookup: str(dict(choices.choices).get(content.get(key) or "", ""))


def _published_at(content: Content, lookup: Lookup) -> str:
    shown = lookup.time(content.get("published_at"))
    if shown and content.get("published_at_day_only"):
        shown = lookup.day(content["published_at"])
    return (
        _("{time}, an estimate").format(time=shown)
        if shown and content.get("published_at_estimated")
        else shown
    )


# In the order in which the page shows them. A test holds that no field of a revision is missing.
FIELDS: Final = (
    Field(gettext_lazy("Headline"), ("headline",), "line", _plain("headline")),
    Field(
        gettext_lazy("Headline on this station"), ("headline_override",), "line", _plain("headline_override")
    ),
    Field(gettext_lazy("Deck"), ("deck",), "line", _plain("deck")),
    Field(gettext_lazy("Bylines"), ("bylines",), "names", _bylines),
    Field(gettext_lazy("Dateline"), ("dateline",), "line", _plain("dateline")),
    Field(gettext_lazy("Text"), ("body",), "body", _plain("body")),
    Field(gettext_lazy("Lead picture"), ("lead_picture_id", "picture"), "line", _picture),
    Field(gettext_lazy("Gallery"), ("gallery",), "names", _numbers("gallery", gettext_lazy("Picture"))),
    Field(gettext_lazy("Related stories"), ("related",), "names", _numbers("related", gettext_lazy("Story"))),
    Field(gettext_lazy("Tags"), ("tags",), "names", _tags),
    Field(gettext_lazy("Section"), ("section", "station"), "value", _section),
    Field(gettext_lazy("Slug"), ("slug",), "value", _plain("slug")),
    Field(gettext_lazy("Source"), ("source_id", "source"), "value", _source),
    Field(gettext_lazy("Language"), ("language",), "value", _language),
    Field(gettext_lazy("Kind of work"), ("label",), "value", _choice("label", Story.Label)),
    Field(gettext_lazy("Use of AI"), ("ai_use",), "value", _choice("ai_use", Story.AiUse)),
    Field(
        gettext_lazy("Date shown"),
        ("published_at", "published_at_estimated", "published_at_day_only"),
        "value",
        _published_at,
    ),
    Field(
        gettext_lazy("Embargoed until"),
        ("embargo_until",),
        "value",
        lambda c, lookup: lookup.time(c.get("embargo_until")),
    ),
    Field(
        gettext_lazy("Hold for release"),
        ("on_hold",),
        "value",
        lambda c, lookup: _("On hold") if c.get("on_hold") else "",
    ),
)
LABELS: Final = {key: field.label for field in FIELDS for key in field.keys}


def compare(old: Content, new: Content, station: Station) -> list[Change]:
    """The fields that both versions have and that differ, in words."""
    lookup = Lookup.of(station, old, new)
    shown = [field for field in FIELDS if any(key in old and key in new for key in field.keys)]
    return [
        change_of(field, before, after)
        for field in shown
        if (before := field.words(old, lookup)) != (after := field.words(new, lookup))
    ]


def change_of(field: Field, before: Any, after: Any) -> Change:
    name, label = field.keys[0], str(field.label)
    match field.how:
        case "body":
            return Change(name, label, blocks=in_stretches(shown_body(before, after)))
        case "names":
            return Change(name, label, items=shown_list(before, after))
        case "line":
            return Change(name, label, runs=shown_line(before, after))
    both = (Run("removed", before), Run("added", after))
    return Change(name, label, runs=[run for run in both if run.text], is_value=True)


def in_stretches(blocks: Iterable[ShownBlock]) -> list[list[ShownBlock]]:
    """Runs of blocks that changed, and between them runs of those that did not."""
    found: list[list[ShownBlock]] = []
    for block in blocks:
        if found and bool(found[-1][-1].change) == bool(block.change):
            found[-1].append(block)
        else:
            found.append([block])
    return found


def as_content(edition: Edition) -> dict[str, Any]:
    """An edition in the shape of a revision; what only the desk knows is left out.

    The date that an edition was given by going live is none that anybody wrote.
    """
    written = edition.published_at_estimated or edition.published_at != edition.first_live_at
    return {
        "headline": edition.headline,
        "deck": edition.deck,
        "body": edition.body,
        "language": edition.language,
        "dateline": edition.dateline,
        "published_at": edition.published_at.isoformat() if written else None,
        "published_at_estimated": edition.published_at_estimated,
        "published_at_day_only": edition.page.get("day_only", False),
        "lead_picture_id": edition.lead_picture_id,
        "gallery": [],
        "label": Story.Label.NEWS,
        "ai_use": "",
        "related": [],
        **{name: part for name, part in edition.page.items() if name != "day_only"},
        "section": edition.section_id,
        "slug": edition.slug,
    }
