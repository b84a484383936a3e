"""What a form showed when it was opened: of two who save it, the second is told, and loses nothing."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from articles.forms.times import WallTimeField, full_time

# Says what was shown, in a hidden field of the page.
SEEN = "_seen"
MOST_SHOWN = 120


class SeenForm(forms.BaseForm):
    """Brings a late save together with what was saved meanwhile, field by field, and refuses it once.

    A field that only the other changed takes their value; of one that both changed, the form has the
    sender's and the sentence has theirs. Sent again, it is saved.

    The admin makes a subclass for each request and sets these: `rows` are those in the tables below the
    form, by their names; `last_saver` is who saved the row last, or nobody.
    """

    rows: ClassVar[Mapping[str, list[str]]] = {}
    last_saver: ClassVar[str] = ""

    def seen(self) -> str:
        """What the page is to send back: the values as they are in the database now."""
        return json.dumps({"fields": self._values(), "rows": dict(self.rows)}, sort_keys=True)

    def full_clean(self) -> None:
        late = self._take_theirs() if self.is_bound and self.prefix is None else ""
        super().full_clean()
        if late:
            self.add_error(None, late)

    def _values(self) -> dict[str, Any]:
        return {name: as_json(self.get_initial_for_field(field, name)) for name, field in self.fields.items()}

    def _take_theirs(self) -> str:
        """Put in what only the other changed; gives the sentence that tells of it, if anybody was quicker."""
        was = read(self.data.get(SEEN, ""))
        if was is None or json.dumps(was, sort_keys=True) == self.seen():
            return ""
        then, now = was["fields"], self._values()
        theirs = [name for name in now if name in then and then[name] != now[name]]
        both = [name for name in theirs if self._was_touched(name, then[name])]
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name in theirs:
            if name not in both:
                put(data, name, self.fields[name], now[name])
        self.data = data
        rows = [name for name in self.rows if was["rows"].get(name) != self.rows[name]]
        return self._sentence([name for name in theirs if name not in both], both, rows)

    def _was_touched(self, name: str, then: Any) -> bool:
        field: Any = self.fields[name]
        if isinstance(field, WallTimeField):
            field = WallTimeField()
            field.speak(self.fields[name].zone, dt.datetime.fromisoformat(then) if then else None)  # type: ignore[attr-defined]
        widget = self.fields[name].widget
        return bool(field.has_changed(then, widget.value_from_datadict(self.data, self.files, name)))

    def _sentence(self, taken: list[str], both: list[str], rows: list[str]) -> str:
        said = [_("{who} saved this while you were writing.").format(who=self.last_saver or _("Somebody"))]
        if taken:
            said.append(_("Taken from there: {names}.").format(names=", ".join(map(self._label, taken))))
        said += [
            _("{field} is now “{words}” there; the form has yours.").format(
                field=self._label(name), words=self._words(name)
            )
            for name in both
        ]
        said += [
            _("{field} there: {words}.").format(field=name, words="; ".join(self.rows[name]) or _("none"))
            for name in rows
        ]
        return " ".join([*said, _("Look it over, then save again.")])

    def _label(self, name: str) -> str:
        return str(self.fields[name].label or name.replace("_", " ").capitalize())

    def _words(self, name: str) -> str:
        """A value as people read it."""
        field, value = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        if isinstance(field, WallTimeField):
            return full_time(value, field.zone) if value else ""
        if isinstance(field, forms.ModelChoiceField):
            keys = as_json(value)
            rows: Any = field.queryset
            return ", ".join(map(str, rows.filter(pk__in=keys if isinstance(keys, list) else [keys])))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        choices = dict(getattr(field, "choices", ()))
        words = str(
            choices.get(value, ", ".join(map(str, value)) if isinstance(value, list) else value or "")
        )
        return words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN]}…"


def as_json(value: Any) -> Any:
    """A field's value as JSON holds it; rows by their keys."""
    match value:
        case Model():
            return value.pk
        case QuerySet() | list() | tuple():
            return [as_json(one) for one in value]
        case dt.datetime() | dt.date():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
    return str(value)


def read(text: str) -> dict[str, Any] | None:
    """What a page sent back; None for what is none of ours."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    whole = isinstance(found, dict) and isinstance(found.get("fields"), dict)
    return found if whole and isinstance(found.get("rows"), dict) else None


def put(data: Any, name: str, field: forms.Field, value: Any) -> None:
    """Write a value into what was posted, as the field's widget would have sent it."""
    if isinstance(field.widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(field.widget, forms.SelectMultiple):
        data.setlist(name, [str(one) for one in value or ()])
    else:
        if isinstance(field, WallTimeField) and value:
            value = dt.datetime.fromisoformat(value)
        shown = field.prepare_value(value)
        data[name] = "" if shown is None else str(shown)
