"""Lists to choose from whose options carry what the page says about them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.forms.models import ModelChoiceIteratorValue

from articles.models import Host, Section


class SectionSelect(forms.Select):
    """Each option carries what the page says of its station: zone, brand, host, and the section's slug."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if section := getattr(value, "instance", None):
            option["attrs"] |= {
                "data-zone": section.station.timezone,
                "data-brand": section.station.brand,
                "data-host": section.host,
                "data-slug": section.slug,
            }
        return option


def offer(field: Any, rows: Iterable[Any]) -> None:
    """Show rows that are at hand in place of asking for them; what is sent is still looked up."""
    empty = [("", field.empty_label)] if field.empty_label is not None else []
    field.choices = [
        *empty,
        *((ModelChoiceIteratorValue(row.pk, row), field.label_from_instance(row)) for row in rows),
    ]


def with_host(sections: QuerySet[Section]) -> QuerySet[Section]:
    """Each with its station, and the name of that one's primary host as `host`."""
    primary = Host.objects.filter(station=OuterRef("station"), is_primary=True)
    host = Coalesce(Subquery(primary.values("name")[:1]), Value(""))
    return sections.select_related("station").annotate(host=host)


class SectionField(forms.ModelChoiceField):
    """Sections under their stations; where there is one station only, plainly."""

    widget = SectionSelect

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.station.brand}: {obj.name}" if self.of_many_stations else str(obj.name)

    of_many_stations = False


class SourceSelect(forms.Select):
    """Each option carries the words that readers get."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if source := getattr(value, "instance", None):
            option["attrs"] |= {"data-label": source.label, "data-label-es": source.label_in("es")}
        return option
