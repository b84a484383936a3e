"""The names on a story, in order: as printed, and the person each belongs to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.forms.words import LineField
from articles.models import Person, Story
from articles.services.drafting import Credit
from articles.text.plain import clean_line

MOST_NAMES = 40
LONGEST_NAME = 200


class PersonField(forms.CharField):
    """A person by slug, or by a name that only one has; follows merged people."""

    def to_python(self, value: Any) -> Person | None:  # type: ignore[override]
        typed = str(value or "")
        if len(typed) > LONGEST_NAME:
            raise ValidationError(_("No name here is over {most} characters long.").format(most=LONGEST_NAME))
        typed = clean_line(typed)
        if not typed:
            return None
        people = Person.objects.select_related("merged_into")
        found = list(people.filter(slug=typed.lower())) or list(people.filter(name__iexact=typed))
        if not found:
            raise ValidationError(
                _("There is no person “{name}”. Leave it empty, and the name stays as text.").format(
                    name=typed
                )
            )
        kept = {person.pk: person for person in ((p.merged_into or p) for p in found)}
        if len(kept) > 1:
            slugs = ", ".join(sorted(person.slug for person in kept.values()))
            raise ValidationError(
                _("Several people have that name. Write one of these: {slugs}").format(slugs=slugs)
            )
        return next(iter(kept.values()))

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The base class's are about text."""

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, Person) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            found = self.to_python(data)
        except ValidationError:
            return True
        return (found.pk if found else None) != (initial.pk if isinstance(initial, Person) else None)


class BylineForm(forms.Form):
    name = LineField(max_length=LONGEST_NAME, required=False, label=gettext_lazy("Name as printed"))
    title = LineField(max_length=120, required=False, label=pgettext_lazy("byline", "Title"))
    person = PersonField(
        required=False,
        label=gettext_lazy("Person"),
        widget=forms.TextInput(
            attrs={"data-complete": "articles/byline/person", "placeholder": gettext_lazy("no page")}
        ),
    )
    # A name that was there before and belongs to nobody: no person is looked for.
    stays_text = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        found.setdefault("name", "")
        person = found.get("person")
        if person and not found["name"]:
            found["name"] = person.name
        if found.get("title") and not found["name"]:
            self.add_error("name", _("Whose title is it? Write the name, or empty the title."))
        stays = self.initial or found.get("stays_text")
        if found["name"] and person is None and not stays:
            found["person"] = only_person_named(found["name"])
        return found


class BylineSet(BaseFormSet):
    """All names of one story; `credits` is what to write in their place."""

    def credits(self) -> list[Credit]:
        """In the order of their numbers; rows without one come last, as they stand."""
        return [
            Credit(row["name"], row["title"], row["person"].pk if row["person"] else None)
            for row in (form.cleaned_data for form in self.ordered_forms)
            if row.get("name")
        ]

    def has_changed(self) -> bool:
        """Numbers alone do not count, only the order that they make."""
        rows = self.initial or ()
        before = [(row["name"], row["title"], row["person"].pk if row["person"] else None) for row in rows]
        return before != [(credit.name, credit.title, credit.person_id) for credit in self.credits()]


BylineFormSet = formset_factory(
    BylineForm,
    formset=BylineSet,
    extra=1,
    can_order=True,
    can_delete=True,
    max_num=MOST_NAMES,
    validate_max=True,
)


def bylines_of(story: Story | None, data: Any = None) -> BylineSet:
    """The names of a story, or what was posted in their place. One query."""
    rows = story.bylines_in_order if story else []
    names: Any = BylineFormSet(
        data,
        prefix="bylines",
        initial=[
            {"name": row.name, "title": row.title, "person": row.person, "stays_text": row.person is None}
            for row in rows
        ],
        form_kwargs={"label_suffix": ""},
    )
    # A row to begin with; a story that has names gets more by button.
    names.extra = 0 if rows else 1
    found: BylineSet = names
    return found


def only_person_named(name: str) -> Person | None:
    """None where two share the name: guessing would credit the wrong one."""
    found = {
        (person.merged_into or person).pk: person.merged_into or person
        for person in Person.objects.filter(name__iexact=name).select_related("merged_into")
    }
    return next(iter(found.values())) if len(found) == 1 else None
