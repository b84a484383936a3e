"""The frozen published version, and the two tables derived from it."""

import datetime as dt
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.errors import EditionIsFrozen

from .assets import Asset
from .clock import PublishedClock
from .placements import Placement
from .stations import Section, Station
from .stories import Story

# psycopg cannot load PostgreSQL's infinity into a datetime.
FAR_FUTURE = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)

# What an edition's columns are. A test compares these lists with the model, and the trigger with them.
CONTENT_COLUMNS = (
    "headline",
    "deck",
    "body",
    "slug",
    "section_id",
    "language",
    "dateline",
    "published_at",
    "published_at_estimated",
    "lead_picture_id",
    "page",
)
# Megabytes, at times, which no list shows.
LONG_COLUMNS = ("body", "page", "rendered_html", "plain_text")
DERIVED_COLUMNS = ("rendered_html", "plain_text", "renderer_version")


class LiveRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class StationQuarter(Func):
    """A search entry's station and quarter as one key, in an array: `&&` finds many quarters at once.

    Two keys, one for all entries of a station and one for all of a quarter, would be walked in full.
    """

    template = "ARRAY[(station_id::bigint << 16) | quarter]"
    output_field = ArrayField(models.BigIntegerField())
    arity = 0


class SearchKeys(Func):
    """Words under the number of their station: one station's stories are found without those of the group."""

    template = "search_keys(station_id, vector)"
    output_field = SearchVectorField()
    arity = 0


class EditionQuerySet(QuerySet["Edition"]):
    def once_live(self) -> "EditionQuerySet":
        """Those that readers saw, see, or will see: cancelled ones have an empty range."""
        return self.filter(live_until__gt=F("live_from"))

    def live(self) -> "EditionQuerySet":
        return self.filter(live_from__lte=PublishedClock(), live_until__gt=PublishedClock())

    def coming(self) -> "EditionQuerySet":
        return self.once_live().filter(live_from__gt=PublishedClock())

    def due_or_live(self) -> "EditionQuerySet":
        """Live or coming: those that search entries and keys are kept for."""
        return self.once_live().filter(live_until__gt=PublishedClock())

    def shown(self) -> "EditionQuerySet":
        """Those that readers have seen, the live one included."""
        return self.once_live().filter(live_from__lte=PublishedClock())

    def earlier(self) -> "EditionQuerySet":
        """Those that readers saw and whose content is not what is live; none where nothing is live."""
        live = self.model._default_manager.live().filter(placement=OuterRef("placement"))
        seen = self.shown().filter(redacted_at__isnull=True)
        return seen.exclude(content_sha256=Subquery(live.values("content_sha256"))).order_by("-number")

    def update(self, **kwargs: Any) -> int:
        """Pass through what the database trigger lets through; refuse the rest before it is sent."""
        if frozen := kwargs.keys() - {*DERIVED_COLUMNS, "live_until"}:
            raise EditionIsFrozen(", ".join(sorted(frozen)))
        return super().update(**kwargs)

    def delete(self) -> NoReturn:
        raise EditionIsFrozen

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse `ignore_conflicts`: it swallows an overlap of two editions without a word."""
        if kwargs.get("ignore_conflicts") or kwargs.get("update_conflicts"):
            raise EditionIsFrozen
        return super().bulk_create(objs, *args, **kwargs)


class Edition(models.Model):
    """What readers get of a story on one station, from `live_from` until `live_until`."""

    placement = models.ForeignKey(Placement, models.PROTECT, db_index=False, related_name="editions")
    story = models.ForeignKey(Story, models.PROTECT, related_name="editions")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    headline = models.CharField(max_length=200)
    deck = models.CharField(max_length=400, blank=True)
    body = models.TextField()
    slug = models.CharField(max_length=80)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    dateline = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField()
    published_at_estimated = models.BooleanField(default=False)
    lead_picture = models.ForeignKey(Asset, models.PROTECT, null=True, related_name="+")
    # {"bylines": [{"name", "title", "person"}], "tags": [{"id", "name", "slug"}],
    #  "source": {"label", "kind", "owner_type"} or null, "picture": {"alt", "caption", "credit"} or null},
    # and "day_only": true where the hour of `published_at` is not known.
    page = models.JSONField()

    rendered_html = models.TextField()
    plain_text = models.TextField()
    renderer_version = models.PositiveSmallIntegerField()

    live_from = models.DateTimeField()
    live_until = models.DateTimeField(default=FAR_FUTURE)
    first_live_at = models.DateTimeField()
    # Since when readers have this content: withdrawn and published again without a change, it is no update.
    changed_at = models.DateTimeField()

    hash_version = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)
    chain_sha256 = models.CharField(max_length=64)

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    redaction_reason = models.CharField(max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["placement", "-number"]
        indexes = [
            # The front walks this, newest first; a date that is an estimate is no news.
            models.Index(
                fields=["station", "-published_at", "-story"],
                condition=Q(published_at_estimated=False),
                name="edition_latest",
            ),
            # The archive walks this: there a date that is an estimate sorts like any other.
            models.Index(fields=["station", "-published_at", "-story"], name="edition_archive"),
            # The sitemaps hop along this, a thousand numbers at a time.
            models.Index(fields=["station", "story"], name="edition_numbers"),
            # Expired and withdrawn stories, among a million that have no end.
            models.Index(fields=["live_until"], condition=Q(live_until__lt=FAR_FUTURE), name="edition_ended"),
            # What goes live in the next hours; rows come nearly in that order, so a few pages tell it.
            BrinIndex(fields=["live_from"], autosummarize=True, pages_per_range=32, name="edition_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "number"],
                name="edition_number_once",
                violation_error_message=gettext_lazy(
                    "It was published a moment ago. Look at the story first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(live_from__lte=F("live_until")),
                name="edition_range_runs_forward",
                violation_error_message=gettext_lazy("An edition ends after it begins."),
            ),
            ExclusionConstraint(
                name="edition_one_live_at_any_instant",
                violation_error_message=gettext_lazy("Another edition of this story is live at that time."),
                expressions=[
                    ("placement", RangeOperators.EQUAL),
                    (LiveRange("live_from", "live_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return _("Edition {number} of story {story}").format(number=self.number, story=self.story_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only. Changes go through the services that the trigger knows."""
        if not self._state.adding:
            raise EditionIsFrozen
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EditionIsFrozen


class SearchEntry(models.Model):
    """Search vector of a live or coming edition; rebuilt by `reindex`."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="search_entry")
    station_id = models.IntegerField()
    quarter = models.IntegerField(help_text="Of the date shown: year * 4 + 0 to 3.")
    language = models.CharField(max_length=2)
    vector = SearchVectorField()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            # For a walk over time windows from the newest. What waits to be put in order is read by every
            # search: by default there may be 4 MB of it.
            GinIndex(StationQuarter(), SearchKeys(), gin_pending_list_limit=256, name="search_entry_keys"),
        ]

    def __str__(self) -> str:
        return f"Search entry of edition {self.edition_id}"


class SearchWord(models.Model):
    """A word of a headline or tag, for those who misspell it. Never removed: the view asks what is live."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigrams"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "word"],
                name="search_word_once_per_station",
                violation_error_message=gettext_lazy("A station keeps each word once."),
            ),
        ]

    def __str__(self) -> str:
        return self.word


class EditionKey(models.Model):
    """One list that a live or coming edition belongs to, or one thing in it; rebuilt by `reindex`."""

    class Kind(models.TextChoices):
        SECTION = "section"
        # Of a section, what has a date of its own: blocks on fronts, where an archive must not hide the news.
        NEWS = "news"
        TAG = "tag"
        PERSON = "person"
        # What stands in its text: assets that it shows, stories that it points to. No list of readers'.
        PICTURE = "picture"
        STORY = "story"

    edition = models.ForeignKey(Edition, models.CASCADE, db_index=False, related_name="keys")
    station_id = models.BigIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    key = models.BigIntegerField()
    published_at = models.DateTimeField()
    story_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["station_id", "kind", "key", "-published_at", "-story_id"], name="edition_key_lists"
            ),
            # Where is this picture shown? Few editions have any, so a list's keys cost nothing here.
            models.Index(fields=["key"], condition=Q(kind="picture"), name="edition_key_pictures"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "key"],
                name="edition_key_once",
                violation_error_message=gettext_lazy("An edition stands in each list once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
