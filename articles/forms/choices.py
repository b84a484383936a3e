"""Lists to choose from whose options carry what the page says about them."""

from typing import Any

from django import forms


class SectionSelect(forms.Select):
    """Each option carries what the page says of its station: zone, brand, host, and the section's slug."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if section := getattr(value, "instance", None):
            option["attrs"] |= {
                "data-zone": section.station.timezone,
                "data-brand": section.station.brand,
                "data-host": host_of(section.station),
                "data-slug": section.slug,
            }
        return option


def host_of(station: Any) -> str:
    """The primary host's name; no query where the hosts were fetched with the station."""
    return next((host.name for host in station.hosts.all() if host.is_primary), "")


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
            option["attrs"]["data-label"] = source.label
        return option
