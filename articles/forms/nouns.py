"""Forms of people, sources, tags and addresses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import DeskForm
from articles.importers.pipeline.directory import free_slug
from articles.links import person_path
from articles.models import Address, Person, Source, Station, Tag
from articles.text.plain import clean_line
from articles.text.slugs import slugify_name


class PersonForm(DeskForm):
    namesake = forms.BooleanField(label=gettext_lazy("Somebody else of the same name"), required=False)

    class Meta:
        model = Person
        fields = ("name", "job_title", "bio", "email", "fediverse", "photo", "listed_on")

    def clean(self) -> dict[str, Any]:
        """A second person of a name is asked about: bylines of that name then name neither by themselves."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("name") and "name" in self.changed_data and not found.get("namesake"):
            others = Person.objects.filter(name__iexact=found["name"], merged_into=None)
            if other := others.exclude(pk=self.instance.pk).first():
                who = f"{other.name}, {other.job_title}," if other.job_title else other.name
                self.add_error(
                    "name",
                    _(
                        "{who} has the page {address} already. If this is somebody else, say so below: "
                        "bylines of this name then stay text until somebody chooses the person."
                    ).format(who=who, address=person_path(other.slug)),
                )
        return found

    def clean_listed_on(self) -> list[Station]:
        """What the user may not choose stays as it is."""
        offered = self.fields["listed_on"].queryset  # type: ignore[attr-defined]
        chosen = list(self.cleaned_data["listed_on"])
        if self.instance.pk:
            chosen += self.instance.listed_on.exclude(pk__in=offered.values("pk"))
        return chosen

    def _post_clean(self) -> None:
        """The slug comes with the name and then stays, since it is an address."""
        if not self.instance.pk and self.cleaned_data.get("name"):
            self.instance.slug = new_slug(self.cleaned_data["name"], Person)
        super()._post_clean()


class SourceForm(DeskForm):
    class Meta:
        model = Source
        fields = ("name", "kind", "owner_type", "country", "label", "label_es")

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise ValidationError(_("Two letters, as in ISO 3166: US, MX, NO."))
        return country


class TagForm(DeskForm):
    name_es = forms.CharField(label=gettext_lazy("Name in Spanish"), max_length=100, required=False)

    class Meta:
        model = Tag
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_es"].initial = self.instance.labels.get("es", "")

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if "," in name:
            raise ValidationError(_("A comma parts one tag from the next: use another sign."))
        same = Tag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(_("There is a tag “{name}” already.").format(name=same.name))
        return name

    def _post_clean(self) -> None:
        if not self.instance.pk and self.cleaned_data.get("name"):
            self.instance.slug = new_slug(self.cleaned_data["name"], Tag)
        if "name_es" in self.cleaned_data:
            spanish = clean_line(self.cleaned_data["name_es"])
            others = {code: name for code, name in self.instance.labels.items() if code != "es"}
            self.instance.labels = others | ({"es": spanish} if spanish else {})
        super()._post_clean()


def new_slug(name: str, model: type[Person] | type[Tag]) -> str:
    slug = slugify_name(name)
    taken = model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True)
    return free_slug(slug, set(taken))


class AddressForm(DeskForm):
    class Meta:
        model = Address
        fields = ("host", "path", "story", "url", "gone")

    def clean_path(self) -> str:
        path: str = self.cleaned_data["path"].strip()
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(_("Begin with one slash, without the host: /news/12345.html"))
        return path

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        ways = [found.get("story"), found.get("url"), found.get("gone")]
        if not self.errors and sum(map(bool, ways)) != 1:
            self.add_error("url", _("Say one thing: a story, a place elsewhere, or gone."))
        return found
