"""The story form: the working copy as an editor sees it, in the clock of its station."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.errors import EditionWaits
from articles.forms.body import BodyEditor, BodyField, lay_out
from articles.forms.choices import SectionField, SourceSelect, offer, with_host
from articles.forms.numbers import NumbersField
from articles.forms.references import wrong_pictures, wrong_references, wrong_stories
from articles.forms.tags import TagNamesField
from articles.forms.times import WallTimeField, full_time
from articles.models import Asset, Edition, Placement, Section, Source, Story, User
from articles.permissions import may
from articles.text.plain import clean_line
from articles.text.slugs import slugify_headline

# Of the story itself, each a field of the form under the same name.
STORY_FIELDS = (
    "headline",
    "deck",
    "body",
    "language",
    "label",
    "ai_use",
    "dateline",
    "source",
    "lead_picture",
    "gallery",
    "related",
    "published_at",
    "published_at_estimated",
    "published_at_day_only",
    "embargo_until",
    "on_hold",
)
# Of its home placement, and of its tags.
OTHER_FIELDS = ("section", "slug", "tags")
TIMES = ("published_at", "embargo_until")
# About the save, not about the story.
OF_THE_SAVE = frozenset(("version", "base", "takes", "draft", "waiting", "note", "embargo_reason"))


@dataclasses.dataclass(frozen=True, slots=True)
class Offers:
    """What two of the form's lists show, where it is at hand."""

    sections: list[Section]
    sources: list[Source]


def sections_offered(sections: QuerySet[Section], story: Story | None) -> QuerySet[Section]:
    """Those of `sections` in which the story may be filed, and where it is, in the order of the list."""
    if story and story.pk:
        mine = sections.filter(station=story.station_id)
        home = Placement.objects.filter(story=story.pk, home=True)
        sections = Section.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=home.values("section")))
    return with_host(sections).order_by("station", "position", "name")


class StoryForm(forms.ModelForm):
    """`sections` are those the user may file in; `coming` is the edition that waits, if one does.

    `settled` says what becomes of that edition where the act that this save is part of decides it.
    """

    headline = forms.CharField(label=_("Headline"), max_length=200, widget=forms.Textarea(attrs={"rows": 1}))
    deck = forms.CharField(
        label=_("Deck"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    body = BodyField(
        required=False, label=_("Text"), widget=BodyEditor(attrs={"rows": 24, "spellcheck": "true"})
    )
    section = SectionField(label=_("Section"), queryset=Section.objects.none(), empty_label=None)
    lead_picture = forms.ModelChoiceField(
        queryset=Asset.objects.none(),
        required=False,
        label=_("Picture number"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    gallery = NumbersField(
        of="pictures", label=_("Pictures in order"), help_text=_("Picture numbers, in order.")
    )
    related = NumbersField(
        of="stories",
        label=_("Chosen by hand"),
        help_text=_("Story numbers, in order. Others that fit are added by themselves."),
    )
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Slug"),
        max_length=80,
        required=False,
        help_text=_("The words in the address. Empty: made from the headline."),
        error_messages={
            "invalid": _("Lower-case letters, digits and single hyphens: ferry-returns-to-the-bay")
        },
    )
    tags = TagNamesField(label=_("Tags"), required=False, help_text=_("Apart by commas."))
    published_at = WallTimeField(label=_("Date shown"), required=False)
    embargo_until = WallTimeField(label=_("Embargoed until"), required=False)
    embargo_reason = forms.CharField(
        max_length=300,
        required=False,
        label=_("Why it is lifted or brought forward"),
        help_text=_("Kept on the record with your name."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The revision that was opened, the one that this save takes in, and the key of what was typed meanwhile.
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    takes = forms.IntegerField(widget=forms.HiddenInput, required=False)
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    waiting = forms.ChoiceField(label=_("The version that waits"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(max_length=200, required=False, label=_("Note on this save"))

    class Meta:
        model = Story
        fields = STORY_FIELDS
        widgets = {"source": SourceSelect}

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        user: User,
        sections: Any,
        story: Story | None = None,
        coming: Edition | None = None,
        settled: str = "",
        editable: bool = True,
        offers: Offers | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, instance=story, label_suffix="", **kwargs)
        self.user, self.coming, self.settled = user, coming, settled
        self.home = story.home if story else None
        self._offer(sections, offers)
        self._speak()
        self._fill()
        if not editable:
            for field in self.fields.values():
                field.disabled = True

    # --- What is offered and shown ----------------------------------------------------------------------

    def _offer(self, sections: Any, offers: Offers | None) -> None:
        field: Any = self.fields["section"]
        field.queryset = sections_offered(sections, self.instance)
        self.sections: list[Section] = offers.sections if offers else list(field.queryset)
        field.of_many_stations = len({section.station_id for section in self.sections}) > 1
        field.empty_label = gettext("Choose a section") if field.of_many_stations and not self.home else None
        offer(field, self.sections)
        self.stations = list({section.station_id: section.station for section in self.sections}.values())
        if offers:
            offer(self.fields["source"], offers.sources)
        usable = Q(killed_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=Now()))
        pictures: Any = self.fields["lead_picture"]
        pictures.queryset = Asset.objects.filter(usable | Q(pk=self.instance.lead_picture_id))
        waiting: Any = self.fields["waiting"]
        waiting.choices = self._choices_for_waiting()
        if len(waiting.choices) == 1:
            waiting.initial = "keep"

    def _choices_for_waiting(self) -> list[tuple[str, str]]:
        """Somebody who may not publish can only leave it as it is."""
        if not self.coming or not self.home:
            return []
        choices = [("keep", gettext("stays as it is"))]
        if may(self.user, "schedule", self.home):
            choices.insert(0, ("refreeze", gettext("carries this text")))
        if may(self.user, "cancel", self.home):
            choices.append(("cancel", gettext("is cancelled")))
        return choices

    @property
    def zone(self) -> ZoneInfo:
        """Of the story's station; of a new story the one that its page named, whatever section was chosen."""
        if self.instance.station_id:
            return self.instance.station.zone
        clock, chosen = (str(self.data.get(name, "")) for name in ("clock", "section"))
        named = (station for station in self.stations if station.timezone == clock)
        filed = (section.station for section in self.sections if str(section.pk) == chosen)
        station = next(chain(named, filed, self.stations), None)
        return station.zone if station else ZoneInfo("UTC")

    def _speak(self) -> None:
        for name in TIMES:
            field: Any = self.fields[name]
            field.speak(self.zone, getattr(self.instance, name))
            field.widget.attrs["aria-describedby"] = f"id_{name}_zone"

    def _fill(self) -> None:
        self.fields["headline"].widget.attrs["data-grow"] = ""
        self.fields["deck"].widget.attrs["data-grow"] = ""
        self.fields["body"].widget.story = self.instance.pk
        if self._slug_follows():
            self.fields["slug"].widget.attrs["data-follows"] = ""
        if not self.home:
            self._offer_language()
            return
        self.initial = {
            **self.initial,
            "body": lay_out(self.instance.body),
            "section": self.home.section_id,
            "slug": self.home.slug,
            "tags": ", ".join(tag.name for tag in self.instance.subjects),
            "version": self.instance.version,
            "base": self.instance.base,
        }

    def _offer_language(self) -> None:
        """The stations'; where they have several, that of the section's, unless another is chosen."""
        spoken = {station.language for station in self.stations}
        if len(spoken) == 1:
            self.initial.setdefault("language", spoken.pop())
        elif spoken:
            field: Any = self.fields["language"]
            field.required = False
            field.choices = [("", gettext("The station's own")), *field.choices]
            self.initial["language"] = ""

    def _slug_follows(self) -> bool:
        """Whether the slug is still the headline's: nobody wrote another, and no reader has the address."""
        if not self.home:
            return True
        same = self.home.slug == slugify_headline(self.instance.headline)
        return same and not self.home.once_live

    # --- What was typed ---------------------------------------------------------------------------------

    def clean_headline(self) -> str:
        headline = clean_line(self.cleaned_data["headline"])
        if not headline:
            raise ValidationError(gettext("A story needs its headline."))
        return headline

    def clean_deck(self) -> str:
        return clean_line(self.cleaned_data["deck"])

    def clean_dateline(self) -> str:
        return clean_line(self.cleaned_data["dateline"])

    def clean_body(self) -> str:
        untouched = self.home and "body" not in self.changed_data
        return self.instance.body if untouched else self.cleaned_data["body"]

    def clean_slug(self) -> str:
        typed: str = self.cleaned_data["slug"]
        return typed or slugify_headline(str(self.cleaned_data.get("headline", "")))

    def clean_tags(self) -> list[str]:
        names: list[str] = self.cleaned_data["tags"]
        unknown = self.fields["tags"].unknown(names)  # type: ignore[attr-defined]
        if unknown and not may(self.user, "edit_tag"):
            missing = ", ".join(f"“{name}”" for name in unknown)
            raise ValidationError(
                gettext("There is no tag {missing} yet. An editor can add it.").format(missing=missing)
            )
        return names

    def clean_embargo_until(self) -> dt.datetime | None:
        """Setting or prolonging one is open to all; letting a story out early is not."""
        until: dt.datetime | None = self.cleaned_data["embargo_until"]
        before = self.instance.embargo_until
        if self.is_stale:
            return until
        lifted = before is not None and (until is None or until < before)
        if lifted and not may(self.user, "override_embargo", self.home):
            raise ValidationError(gettext("Only a publisher can lift an embargo or bring it forward."))
        if until and self.coming and self.coming.live_from < until and until != before:
            opens = full_time(self.coming.live_from, self.zone)
            raise ValidationError(
                gettext("A version is scheduled for {opens}, before that. Cancel it first.").format(
                    opens=opens
                )
            )
        return until

    def clean_on_hold(self) -> bool:
        held: bool = self.cleaned_data["on_hold"]
        if held and not self.instance.on_hold and self.coming and not self.is_stale:
            opens = full_time(self.coming.live_from, self.zone)
            raise ValidationError(
                gettext("A version goes out at {opens} by itself. Cancel it first.").format(opens=opens)
            )
        return held

    def clean_embargo_reason(self) -> str:
        reason: str = self.cleaned_data["embargo_reason"].strip()
        if self._lifts_embargo() and not reason and not self.is_stale:
            raise ValidationError(gettext("Say why the embargo is lifted or brought forward."))
        return reason

    def _lifts_embargo(self) -> bool:
        """Whether one that still holds would hold no longer, or less long."""
        if "embargo_until" not in self.cleaned_data:
            return False
        until, before = self.cleaned_data["embargo_until"], self.instance.embargo_until
        holds = before is not None and before > timezone.now()
        return holds and (until is None or until < before)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("published_at_estimated") and not found.get("published_at"):
            self.add_error(
                "published_at", gettext("Which date is the estimate? Write it, or take the mark away.")
            )
        if not self._may_lack_hour(found.get("published_at")):
            found["published_at_day_only"] = False
        if found.get("published_at_day_only") and (section := found.get("section")):
            # A day is the same day at every station.
            wall = found["published_at"].astimezone(self.zone)
            found["published_at"] = wall.replace(tzinfo=section.station.zone)
        if found.get("language") == "" and (section := found.get("section")):
            found["language"] = section.station.language
        self._check_references(found)
        self._check_chosen(found)
        if self.coming and not self.is_stale and self.edits() and not self.choice():
            self.add_error("waiting", str(EditionWaits()))
        return found

    def _check_chosen(self, found: dict[str, Any]) -> None:
        """Pictures and stories chosen by hand; what stood there before may stay."""
        section = found.get("section")
        pictures = set(found.get("gallery", ())) - set(self.instance.gallery)
        stories = set(found.get("related", ())) - set(self.instance.related)
        for sentence in wrong_pictures(sorted(pictures), gettext("The gallery shows")):
            self.add_error("gallery", sentence)
        station = section.station_id if section else None
        for sentence in wrong_stories(
            sorted(stories), self.user, station, self.instance.pk, gettext("The choice points to")
        ):
            self.add_error("related", sentence)

    def _may_lack_hour(self, moment: dt.datetime | None) -> bool:
        """Whether it can stand for a day alone: whoever writes an hour, knows it."""
        written = "published_at" in self.changed_data
        return moment is not None and (not written or moment.astimezone(self.zone).time() == dt.time())

    def _check_references(self, found: dict[str, Any]) -> None:
        if "body" not in self.changed_data or "body" not in found:
            return
        section = found.get("section")
        before = Story.objects.filter(pk=self.instance.pk).values_list("body", flat=True).first() or ""
        for sentence in wrong_references(
            body=found["body"],
            before=before,
            user=self.user,
            station_id=section.station_id if section else None,
            story_id=self.instance.pk,
        ):
            self.add_error("body", sentence)

    @property
    def is_stale(self) -> bool:
        """Whether somebody has saved since: what is posted must be merged first, not held against theirs."""
        version = str(self.data.get(self.add_prefix("version"), ""))
        return self.home is not None and version != str(self.instance.version)

    def choice(self) -> str:
        """What becomes of the edition that is coming."""
        return self.settled or str(self.cleaned_data.get("waiting", ""))

    def edits(self) -> list[str]:
        """Names of the fields of the story that were changed; an hour that is written takes a mark away."""
        typed = [name for name in self.changed_data if name not in OF_THE_SAVE]
        marked = self.initial.get("published_at_day_only", False)
        unmarked = marked and not self.cleaned_data.get("published_at_day_only", True)
        return list(dict.fromkeys([*typed, "published_at_day_only"])) if unmarked else typed
