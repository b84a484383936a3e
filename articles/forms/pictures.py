"""Forms of pictures: taking one in, and changing what is said about one."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import DeskForm
from articles.forms.times import WallTimeField
from articles.models import Asset
from articles.services.assets import PictureFields

FIELDS = (
    "alt",
    "is_decorative",
    "caption",
    "credit",
    "copyright",
    "licence",
    "expires_at",
    "digital_source",
    "focal_x",
    "focal_y",
)


def title_from(name: str) -> str:
    """A file's name as words."""
    return name.rpartition(".")[0].replace("-", " ").replace("_", " ") or name


class PictureForm(DeskForm):
    """What people say about a picture. The door sets `zone` before it makes one."""

    zone = ZoneInfo("UTC")
    expires_at = WallTimeField(label=gettext_lazy("Rights end"), required=False)

    class Meta:
        model = Asset
        fields = ("title", *FIELDS)
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}),
            "focal_y": forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}),
        }
        labels = {
            "focal_x": gettext_lazy("Focus, from the left"),
            "focal_y": gettext_lazy("Focus, from the top"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(end := self.fields.get("expires_at"), WallTimeField):
            end.speak(self.zone, self.instance.expires_at)
            end.help_text = _("Time in {zone}. Empty: they do not end.").format(zone=self.zone.key)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("is_decorative") and found.get("alt"):
            self.add_error("alt", _("A decorative picture has no alt text: empty it, or take the mark away."))
        return found

    def said(self) -> PictureFields:
        """The fields as the services take them."""
        said: PictureFields = {name: self.cleaned_data[name] for name in FIELDS}  # type: ignore[assignment]
        return said


KINDS = {"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}
AT_MOST = gettext_lazy("JPEG, PNG, WebP, GIF or AVIF, at most 30 MB.")


class ManyPicturesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class ManyPicturesField(forms.FileField):
    """All files of one input, as a list."""

    widget = ManyPicturesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyPicturesField, self).clean(file) for file in data or [None]]


class PictureFileForm(forms.Form):
    """Another file for a picture that is here."""

    file = forms.FileField(label=_("Picture"), help_text=AT_MOST, widget=forms.FileInput(attrs=KINDS))


class PictureKillForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy(
            "For the desk: it stays on the record of every story that the picture leaves."
        ),
    )


class PictureOnTheWayForm(forms.Form):
    """A file dropped into a story, or one of many, with what is said of it; the rest can be said later."""

    file = forms.FileField()
    alt = forms.CharField(max_length=400, required=False)
    is_decorative = forms.BooleanField(required=False)
    caption = forms.CharField(max_length=600, required=False)
    credit = forms.CharField(max_length=160, required=False)
    copyright = forms.CharField(max_length=200, required=False)
    licence = forms.CharField(max_length=120, required=False)
    expires_at = WallTimeField(required=False)
    digital_source = forms.ChoiceField(choices=Asset.DigitalSource.choices, required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(end := self.fields["expires_at"], WallTimeField):
            end.speak(zone, None)

    def said(self) -> PictureFields:
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        said: PictureFields = {**given, "alt": "" if given["is_decorative"] else given["alt"]}  # type: ignore[typeddict-item]
        return said


class PictureChangeForm(PictureForm):
    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("is_decorative") and not found.get("alt") and "alt" not in self.errors:
            self.add_error("alt", _("Say what the picture shows, or mark it decorative."))
        return found


class PictureUploadForm(PictureForm):
    """The row is made by the intake alone, which also fills in what the file says of itself."""

    file = ManyPicturesField(
        label=gettext_lazy("Pictures"), help_text=AT_MOST, widget=ManyPicturesInput(attrs=KINDS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("For the desk; readers never see it. Empty: the name of the file.")
        self.fields["alt"].help_text = _("What the picture shows. Empty: taken from the file, if it says so.")
        self.order_fields(("file", "title", *FIELDS))

    def _post_clean(self) -> None:
        """No row to check yet; the intake checks what it makes."""

    def sent(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["file"]
        return files

    def title(self) -> str:
        typed: str = self.cleaned_data["title"]
        return typed or title_from(self.sent()[0].name)

    def said_of_all(self) -> PictureFields:
        """What counts for each of many; what a picture shows is its own."""
        said = self.said()
        for name in ("alt", "caption", "focal_x", "focal_y"):
            del said[name]  # type: ignore[misc]
        return said

    def refuse(self, error: ValidationError) -> None:
        """Put what the intake said at its fields."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)
