"""Forms of a station and what hangs on it: colours that can be read, hosts that nobody else answers to."""

import re
import zoneinfo
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import DeskForm, NamedRows, choose_the_only_one
from articles.forms.colours import too_faint
from articles.forms.looks import theme_choices, theme_words
from articles.models import Asset, FormerCallsign, Host, Section, Station
from articles.models.stations import COLOUR_PATTERN
from articles.picture_sizes import LARGE
from articles.text.callsigns import parse_callsign
from articles.text.slugs import slugify_section
from articles.themes import DEFAULT, theme_of, themes

# What the column holds.
MOST_POSITION = 32767

# Where stations with call signs are; the rest of the world follows in the list.
USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped for a select: the usual ones, then every place of the IANA database."""
    others = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc")
    )
    return [
        (_("United States"), [(name, name.replace("_", " ")) for name in USUAL_ZONES]),
        (_("All"), [(name, name.replace("_", " ")) for name in others if name not in USUAL_ZONES]),
    ]


class ColourInput(forms.TextInput):
    input_type = "color"


class StationForm(DeskForm):
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=zone_choices, initial="America/New_York"
    )
    theme = forms.ChoiceField(label=gettext_lazy("Look"), choices=theme_choices, initial=DEFAULT)

    class Meta:
        model = Station
        fields = (
            "brand",
            "callsign",
            "tagline",
            "timezone",
            "language",
            "theme",
            "brand_color",
            "brand_color_dark",
            "logo",
        )
        widgets = {"brand_color": ColourInput, "brand_color_dark": ColourInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, name = self.fields.get("theme"), self.instance.theme
        if isinstance(field, forms.ChoiceField) and name not in themes():
            # Saving the rest does not choose another for it.
            field.choices = [*theme_choices(), (name, theme_words(name))]

    def clean_callsign(self) -> str:
        typed: str = self.cleaned_data["callsign"]
        callsign = parse_callsign(typed) or typed
        former = FormerCallsign.objects.filter(callsign=callsign).select_related("station").first()
        if former:
            raise ValidationError(
                _("{callsign} is a former call sign of {station}.").format(
                    callsign=callsign, station=former.station
                )
            )
        return callsign

    def clean_logo(self) -> Asset | None:
        """One that was killed since it was chosen keeps nobody from saving the rest."""
        logo: Asset | None = self.cleaned_data["logo"]
        if not logo or "logo" not in self.changed_data:
            return logo
        if not Asset.objects.usable().filter(pk=logo.pk).exists():
            raise ValidationError(
                _("“{title}” was killed, or its rights have ended. Choose another.").format(title=logo.title)
            )
        if min(logo.width, logo.height) < LARGE:
            raise ValidationError(
                _(
                    "“{title}” has {width} × {height} pixels, and a logo at least {least} each way. "  # noqa: RUF001
                    "Replace its file with a larger one, or choose another."
                ).format(title=logo.title, width=logo.width, height=logo.height, least=LARGE)
            )
        return logo

    def clean_brand_color(self) -> str:
        return readable(self.cleaned_data["brand_color"], self._papers()[0])

    def clean_brand_color_dark(self) -> str:
        return readable(self.cleaned_data["brand_color_dark"], self._papers()[1])

    def _papers(self) -> tuple[str, str]:
        return theme_of(self.cleaned_data.get("theme", DEFAULT)).papers


def readable(colour: str, paper: str) -> str:
    colour = colour.lower()
    # Another shape than #rrggbb gets the model's own sentence.
    if re.fullmatch(COLOUR_PATTERN, colour) and (sentence := too_faint(colour, paper)):
        raise ValidationError(sentence)
    return colour


class FormerCallsignForm(DeskForm):
    class Meta:
        model = FormerCallsign
        fields = ("callsign",)

    def clean_callsign(self) -> str:
        typed: str = self.cleaned_data["callsign"]
        return parse_callsign(typed) or typed


class HostForm(DeskForm):
    class Meta:
        model = Host
        fields = ("name", "is_primary")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip().lower().rstrip(".")
        if name in settings.ADMIN_HOSTS:
            raise ValidationError(
                _("{name} is where the desk works. A station needs a name of its own.").format(name=name)
            )
        other = Host.objects.filter(name=name).exclude(pk=self.instance.pk).select_related("station").first()
        if other:
            raise ValidationError(_("{name} belongs to {station}.").format(name=name, station=other.station))
        return name


class HostFormSet(NamedRows):
    """All hosts of one station, of which one is primary: the first, where no other is marked.

    While readers see the station it is named: where they are led does not hang on a mark that was taken away.
    """

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        primary = [form for form in self._kept() if form.cleaned_data.get("is_primary")]
        if len(primary) > 1:
            raise ValidationError(_("One host is the primary one; the others lead to it."))
        station: Station = self.instance
        if station.opened_at and not primary:
            raise ValidationError(_("Readers see this station: it needs its primary host."))
        for form in self.deleted_forms:
            if form.instance.pk and form.instance.addresses.exists():
                raise ValidationError(
                    _(
                        "Old addresses stand on {name}. Take them off first, or keep it as a second host."
                    ).format(name=form.instance.name)
                )

    def save(self, commit: bool = True) -> Any:
        """The old primary host steps down first: the database allows one at any instant."""
        rising = [form.instance.pk for form in self._kept() if form.cleaned_data.get("is_primary")]
        if commit and self.instance.pk:
            Host.objects.filter(station=self.instance, is_primary=True).exclude(pk__in=rising).update(
                is_primary=False
            )
        saved = super().save(commit)
        hosts = Host.objects.filter(station=self.instance)
        if commit and not hosts.filter(is_primary=True).exists():
            hosts.filter(pk__in=hosts.order_by("pk").values("pk")[:1]).update(is_primary=True)
        return saved

    def _kept(self) -> Iterator[Any]:
        return (form for form in self.forms if form.cleaned_data and form not in self.deleted_forms)


def next_position(station: Station) -> int:
    """After the last of the station's sections, so that a new one changes no reader's menu but at its end."""
    last: int | None = station.sections.aggregate(last=Max("position"))["last"]
    return 0 if last is None else min(last + 1, MOST_POSITION)


class SectionForm(DeskForm):
    slug = forms.CharField(
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "The first part of every address in it. Empty: made from the name. The old one leads here."
        ),
    )

    class Meta:
        model = Section
        fields = ("station", "name", "slug", "parent", "aliases")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("station"), forms.ModelChoiceField):
            choose_the_only_one(field)
        if isinstance(field := self.fields.get("parent"), forms.ModelChoiceField) and self.instance.pk:
            field.queryset = field.queryset.filter(station=self.instance.station_id).exclude(  # type: ignore[union-attr]
                pk=self.instance.pk
            )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("slug") and found.get("name"):
            found["slug"] = slugify_section(found["name"])
        station, parent = found.get("station") or getattr(self.instance, "station", None), found.get("parent")
        if parent and station and parent.station_id != station.pk:
            self.add_error("parent", _("{parent} is a section of another station.").format(parent=parent))
        return found

    def _post_clean(self) -> None:
        former = self.instance.slug
        if not self.instance.pk and (station := self.cleaned_data.get("station")):
            self.instance.position = next_position(station)
        super()._post_clean()
        self.instance.keep_slug(former)
