"""The form of a front: rows of places, stories and times, moved about before anything is saved."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.times import Reading, WallTimeField, wall_text
from articles.models import PLACES
from articles.services.fronts import Slot

PREFIX: Final = "slot"
FIELDS: Final = ("place", "was", "story", "starts_at", "starts_at-means", "ends_at", "ends_at-means")
# Several stories may follow each other at a place; nobody plans more.
MOST_ROWS: Final = 24

NO_PLACE: Final = format_lazy(
    gettext_lazy("There is no such place. Write a number from 1 to {most}."), most=PLACES
)

# What was typed, by the names in FIELDS.
Row = dict[str, str]

# Ends by their stories, as an arrangement has them.
Ends = Collection[tuple[int, dt.datetime | None]]


class SlotForm(forms.Form):
    """A story at a place. Speaks in the station's zone; an end of those `saved` may have passed since."""

    place = forms.IntegerField(
        min_value=1,
        max_value=PLACES,
        label=gettext_lazy("Place"),
        error_messages={"required": gettext_lazy("Write the number of a place."),
                        "invalid": gettext_lazy("Write the number of a place."),
                        "min_value": NO_PLACE, "max_value": NO_PLACE},
    )  # fmt: skip
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    story = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    starts_at = WallTimeField(required=False, label=gettext_lazy("From"))
    ends_at = WallTimeField(required=False, label=gettext_lazy("Until"))

    def __init__(self, *args: Any, zone: ZoneInfo, now: dt.datetime, saved: Ends, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.now, self.saved = now, saved
        for name in ("starts_at", "ends_at"):
            self.fields[name].speak(zone)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and starts >= ends:
            self.add_error(
                "ends_at", _("It would leave its place before it comes there. Choose a later end.")
            )
        elif ends and ends <= self.now and (given.get("story"), ends) not in self.saved:
            self.add_error("ends_at", _("That time has passed. Take the story off, or choose a time ahead."))
        return given

    def slot(self) -> Slot:
        given = self.cleaned_data
        return Slot(given["place"], given["story"], given["starts_at"], given["ends_at"])


class SlotFormSet(forms.BaseFormSet):
    """`headlines` name the stories in what is said of them."""

    headlines: Mapping[int, str] = {}

    def clean(self) -> None:
        if any(self.errors):
            return
        slots = self.slots()
        for index, slot in enumerate(slots):
            for other in slots[:index]:
                if overlap(slot, other):
                    self._refuse(slot, other)

    def _refuse(self, slot: Slot, other: Slot) -> None:
        if slot.story_id == other.story_id:
            words = _("“{story}” would stand twice at the same time. Take one off, or give the first an end.")
            raise ValidationError(words.format(story=self._named(slot)))
        if slot.place == other.place:
            words = _(
                "“{one}” and “{other}” would both stand at place {place}. Move one, or give the first an end."
            )
            raise ValidationError(
                words.format(one=self._named(other), other=self._named(slot), place=slot.place)
            )

    def _named(self, slot: Slot) -> str:
        return self.headlines.get(slot.story_id) or str(slot.story_id)

    def slots(self) -> list[Slot]:
        return [form.slot() for form in self.forms]


def overlap(one: Slot, other: Slot) -> bool:
    """Whether both stand at some moment, and get in each other's way."""
    far, past = dt.datetime.max.replace(tzinfo=dt.UTC), dt.datetime.min.replace(tzinfo=dt.UTC)
    together = (one.starts_at or past) < (other.ends_at or far) and (other.starts_at or past) < (
        one.ends_at or far
    )
    return together and (one.place == other.place or one.story_id == other.story_id)


_FormSet = forms.formset_factory(
    SlotForm, formset=SlotFormSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def form_of(rows: Iterable[Row], zone: ZoneInfo, now: dt.datetime, saved: Ends = ()) -> Any:
    """Always bound: what stands in the database and what was typed come the same way."""
    kept = list(rows)
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(kept)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for index, row in enumerate(kept):
        if place_of(row) <= PLACES:
            row = row | {"was": row["place"]}
        data |= {f"{PREFIX}-{index}-{name}": value for name, value in row.items()}
    return _FormSet(data, prefix=PREFIX, form_kwargs={"zone": zone, "now": now, "saved": saved})


def rows_of(slots: Iterable[Slot], zone: ZoneInfo) -> list[Row]:
    """As they would have been typed."""
    return [
        {"place": str(slot.place), "story": str(slot.story_id)}
        | _typed("starts_at", slot.starts_at, zone)
        | _typed("ends_at", slot.ends_at, zone)
        for slot in slots
    ]


def _typed(name: str, moment: dt.datetime | None, zone: ZoneInfo) -> Row:
    if moment is None:
        return {}
    return {name: wall_text(moment, zone), f"{name}-means": Reading(moment.astimezone(dt.UTC), "").value}


def typed_rows(data: Mapping[str, str]) -> list[Row]:
    """What a browser sent, in the order of places, without the row that is taken off. A row without a number
    of a story is none.
    """
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdecimal() and len(total) < 5 else 0
    sent = [
        {name: data[key] for name in FIELDS if (key := f"{PREFIX}-{index}-{name}") in data}
        for index in range(count)
        if str(index) != data.get("off")
    ]
    return sorted((row for row in sent if is_number(row.get("story", ""))), key=place_of)


def is_number(text: str) -> bool:
    """Of a row that there can be: its digits fit into 64 bits."""
    return text.isascii() and text.isdecimal() and 0 < len(text) < 19 and int(text) > 0


def place_of(row: Row) -> int:
    """Beyond the last where none was written that there is."""
    typed = row.get("place", "").strip()
    place = int(typed) if is_number(typed) else 0
    return place if 1 <= place <= PLACES else PLACES + 1


def is_written_over(row: Row) -> bool:
    """Whether the number of its place was changed to one that there is."""
    return place_of(row) <= PLACES and row.get("was", "") not in ("", row["place"])


# --- Moves: each gives the rows as they are then -----------------------------------------------------------


def swapped(rows: list[Row], one: int, other: int) -> list[Row]:
    """What stands at the two places, the other way round; a place beyond the last changes nothing."""
    if not (1 <= one <= PLACES and 1 <= other <= PLACES):
        return rows
    to = {one: other, other: one}
    moved = [row | {"place": str(to.get(place_of(row), row.get("place", "")))} for row in rows]
    return sorted(moved, key=place_of)


def put_in(rows: list[Row], story: int, place: int) -> tuple[list[Row], list[int]]:
    """The story at that place; what is in its way there moves down, each to the next place.

    If it stood higher up already, they move up instead, to where it stood. Second are the numbers of those
    that fall off.
    """
    own = next((row for row in rows if int(row["story"]) == story), {"story": str(story)})
    others = [row for row in rows if row is not own]
    step = -1 if place_of(own) < place else 1
    moved, fallen = _pushed(others, own | {"place": str(place)}, step)
    return sorted(moved, key=place_of), fallen


def written_over(rows: list[Row]) -> tuple[list[Row], list[int]]:
    """Each story whose number was written over another goes to that place, as if it were put in there."""
    fallen: list[int] = []
    written = [row for row in rows if is_written_over(row)]
    kept = [row for row in rows if not is_written_over(row)]
    for row in written:
        step = -1 if place_of({"place": row["was"]}) < place_of(row) else 1
        kept, more = _pushed(kept, row, step)
        fallen += more
    return sorted(kept, key=place_of), fallen


def _pushed(rows: list[Row], new: Row, step: int) -> tuple[list[Row], list[int]]:
    place = place_of(new)
    in_way = [row for row in rows if place_of(row) == place and _meet(row, new)]
    found, fallen = [*(row for row in rows if row not in in_way), new], list[int]()
    for row in in_way:
        if not 1 <= place + step <= PLACES:
            fallen.append(int(row["story"]))
            continue
        found, more = _pushed(found, row | {"place": str(place + step)}, step)
        fallen += more
    return found, fallen


def _meet(one: Row, other: Row) -> bool:
    """Whether both stand at some moment, as typed: times of one clock sort as text."""
    pairs = ((one, other), (other, one))
    return all((a.get("starts_at") or "") < (b.get("ends_at") or "~") for a, b in pairs)
