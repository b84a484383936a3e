"""The section of a story, which also says its station."""

from typing import Any

from django import forms


class SectionSelect(forms.Select):
    """Each option carries its station's zone and language, for the labels beside the times."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if section := getattr(value, "instance", None):
            option["attrs"]["data-zone"] = section.station.timezone
        return option


class SectionField(forms.ModelChoiceField):
    """Sections under their stations; where there is one station only, plainly."""

    widget = SectionSelect

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.station.brand}: {obj.name}" if self.of_many_stations else str(obj.name)

    of_many_stations = False
