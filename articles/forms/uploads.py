"""Files to bring in, and what their sender says of them."""

import datetime as dt
import json
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.forms.times import WallTimeField
from articles.forms.words import LineField
from articles.importers.pipeline.options import LONGEST_SECTION, WrongOptions, section_pairs
from articles.importers.pipeline.sending import Sending
from articles.models import Station, User
from articles.permissions import stations_for

MOST_FILES: Final = 2000
# A little less than a request may have: its other parts count too.
MOST_BYTES: Final = 47 * 1024 * 1024
LONGEST_SOURCE: Final = 200
DRAFTS, PUBLISH = "drafts", "publish"
DATED = _(
    "On the clock of {zone}. Left empty: when each file was last written, an estimate that readers are not "
    "shown."
)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """All files of one input, as a list; empty ones too: the trial says what is wrong with them."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or ())


class AnswersForm(forms.Form):
    """What files do not say themselves. A trial may be asked for again with other answers."""

    source = LineField(
        label=_("Where the files are from"),
        max_length=LONGEST_SOURCE,
        help_text=_(
            "Such as “Disk 7 of Miami News”. A file is known again by this name and its own: write it the "
            "same way when you send newer versions."
        ),
    )
    station = forms.ModelChoiceField(
        Station.objects.none(),
        label=_("Station"),
        required=False,
        empty_label=_("As each file says"),
        help_text=_("For files without a station line."),
    )
    section = LineField(
        label=_("Section"),
        required=False,
        max_length=LONGEST_SECTION,
        help_text=_("For files without a section line."),
    )
    sections = forms.CharField(
        label=_("What section lines mean"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        help_text=_("A line for each, such as Wrld=World News."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=(
            ("", _("As each file shows: UTF-8, UTF-16 or Windows-1252")),
            ("cp850", "DOS (cp850)"),
            ("cp437", "DOS (cp437)"),
            ("mac-roman", "Mac (mac_roman)"),
            ("iso8859-1", "ISO 8859-1"),
        ),
    )
    published_at = WallTimeField(
        label=_("Date of files that carry none"),
        required=False,
    )
    create_missing = forms.BooleanField(
        label=_("Make the sections, and for group administrators the stations, that the files name"),
        required=False,
    )
    publish = forms.ChoiceField(
        label=_("The stories come in"),
        choices=((DRAFTS, _("as drafts")), (PUBLISH, _("live, for readers"))),
        initial=DRAFTS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User, zone: ZoneInfo, **kwargs: Any) -> None:
        """`zone` is that of the clock by which the date is told."""
        super().__init__(*args, **kwargs)
        station: Any = self.fields["station"]
        station.queryset = stations_for(user, "run_import")
        published_at: Any = self.fields["published_at"]
        # Text is what was typed before a sign-in ended; the field shows it as it is.
        stored = self.initial.get("published_at")
        published_at.speak(zone, stored if isinstance(stored, dt.datetime) else None)
        published_at.help_text = DATED.format(zone=zone.key)

    def clean_sections(self) -> list[tuple[str, str]]:
        try:
            return section_pairs(self.cleaned_data["sections"])
        except WrongOptions as error:
            raise ValidationError(str(error)) from error

    def options(self) -> dict[str, Any]:
        """As `ImportOptions` has them, in JSON's types."""
        found = self.cleaned_data
        return {
            "source": found["source"],
            "station": found["station"].callsign if found["station"] else "",
            "section": found["section"],
            "sections": found["sections"],
            "encoding": found["encoding"],
            "published_at": found["published_at"].isoformat() if found["published_at"] else None,
            "create_missing": found["create_missing"],
            "publish": found["publish"] == PUBLISH,
        }


def answers_of(options: dict[str, Any]) -> dict[str, Any]:
    """The options in the form's words, to begin with."""
    station = Station.objects.filter(callsign=options["station"]).first() if options["station"] else None
    dated = options.get("published_at")
    return {
        **options,
        "station": station.pk if station else None,
        "sections": "\n".join(f"{said}={meant}" for said, meant in options["sections"]),
        "published_at": dt.datetime.fromisoformat(dated) if dated else None,
        "publish": PUBLISH if options["publish"] else DRAFTS,
    }


class UploadForm(AnswersForm):
    """With the files. `told` is what a script of ours says of them: browsers leave out paths and times."""

    chosen = ManyFilesField(
        label=_("Files"),
        required=False,
        help_text=_("Text files, .zip or .tar.gz; as many as you like, together at most 47 MB."),
    )
    folder = ManyFilesField(
        label=_("Or a folder"),
        required=False,
        widget=ManyFilesInput({"webkitdirectory": True}),
        help_text=_("With all that is below it, at most 2,000 files. Send more as a .zip."),
    )
    told = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("chosen", "folder")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, folder = found.get("chosen", []), found.get("folder", [])
        if not chosen and not folder:
            self.add_error("chosen", _("Choose files, an archive or a folder."))
        elif len(chosen) + len(folder) > MOST_FILES:
            self.add_error("chosen", _("These are more than 2,000 files. Send their folder as a .zip."))
        return found

    def sendings(self) -> list[Sending]:
        """The files under their names; those of a folder with their paths below it, where these are told."""
        told = read_told(self.cleaned_data["told"])
        found: list[Sending] = []
        for name in ("chosen", "folder"):
            files = self.cleaned_data[name]
            said = told.get(name, [])
            if len(said) != len(files):
                said = [(file.name, None) for file in files]
            found += [Sending(path, file, at) for file, (path, at) in zip(files, said, strict=True)]
        return found


def read_told(text: str) -> dict[str, list[tuple[str, float | None]]]:
    """{"folder": [["1998/a.txt", 912345678.0]]}; empty for what is none of ours."""
    try:
        return {
            str(name): [(str(path), None if at is None else float(at)) for path, at in files]
            for name, files in json.loads(text or "{}").items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}
