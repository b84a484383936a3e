"""What is public: one unmanaged model for each `published_*` view. Public code reads nothing else.

The views are SQL in `articles/migrations/sql/`; a test compares their columns with these fields.
All of them are read through the alias `readers`, whose role may select from nothing but them.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

CARD_COLUMNS = (
    "number",
    "headline",
    "deck",
    "slug",
    "section_id",
    "section_name",
    "section_slug",
    "published_at",
    "published_at_estimated",
    "first_live_at",
    "changed_at",
    "language",
    "page",
    "picture_token",
    "picture_width",
    "picture_height",
    "picture_version",
    "picture_complete",
    "picture_source",
)
# Of the labels: what is paid for, handed in or not meant. It is no news, and only editors give it a place.
NO_NEWS = ("press_release", "sponsored", "satire")


class PublishedQuerySet(QuerySet[Any]):
    def on(self, station_id: int) -> "PublishedQuerySet":
        return self.filter(station_id=station_id)

    def news(self) -> "PublishedQuerySet":
        """What a rule may put on top of a page; a date that is an estimate is no news, whatever it says."""
        dated = self.filter(published_at_estimated=False)
        # A page without a label is news; NOT of a missing key would be NULL, and leave it out.
        return dated.exclude(page__has_key="label", page__label__in=NO_NEWS)

    def newest_first(self) -> "PublishedQuerySet":
        """The one order of lists. The number breaks ties, since it outlives editions."""
        return self.order_by("-published_at", "-number")

    def older_than(self, published_at: dt.datetime, number: int) -> "PublishedQuerySet":
        """Everything after that row of `newest_first`, as a row comparison: the index seeks at any depth."""
        return self.filter(TupleLessThan(Tuple(F("published_at"), F("number")), (published_at, number)))

    def cards(self) -> "QuerySet[Any, dict[str, Any]]":
        """Rows as dicts of the few columns that a list shows."""
        return self.values(*CARD_COLUMNS)


class PublishedStation(models.Model):
    callsign = models.CharField(max_length=12)
    brand = models.CharField(max_length=80)
    tagline = models.CharField(max_length=140)
    timezone = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    theme = models.CharField(max_length=20)
    brand_color = models.CharField(max_length=7)
    brand_color_dark = models.CharField(max_length=7)
    history_shown = models.BooleanField()
    # {"token", "version"} of a picture that is usable and has its icons, or null.
    logo = models.JSONField(null=True)
    # {"words", "at", "number", "slug", "section_slug", "label"} or null; the last four are null without a
    # story, and the label without one of its own.
    breaking = models.JSONField(null=True)
    # [{"id", "name", "slug", "parent"}] in order: the masthead costs no query of its own.
    sections = models.JSONField()
    # What the foot of every page and the structured data say of who it is: see `site.Behind`.
    behind = models.JSONField()

    class Meta:
        managed = False
        db_table = "published_station"


class PublishedHost(models.Model):
    name = models.CharField(max_length=253)
    is_primary = models.BooleanField()
    primary_name = models.CharField(max_length=253)
    station = models.ForeignKey(PublishedStation, models.DO_NOTHING, related_name="hosts")

    class Meta:
        managed = False
        db_table = "published_host"


class PublishedWebFiles(models.Model):
    """What each station tells machines; `id` is the station's."""

    allow_training = models.BooleanField()
    allow_ai_search = models.BooleanField()
    allow_ai_fetch = models.BooleanField()
    security_contact = models.CharField(max_length=200)
    security_until = models.DateField(null=True)
    stands_for_group = models.BooleanField()
    trust_lines = models.TextField()
    ads_lines = models.TextField()

    class Meta:
        managed = False
        db_table = "published_webfiles"


class PublishedSection(models.Model):
    station_id = models.BigIntegerField()
    parent_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=60)
    position = models.SmallIntegerField()

    class Meta:
        managed = False
        db_table = "published_section"


class PublishedTag(models.Model):
    """A row for each station that the tag is public on; `leads_to` is the slug it was merged into."""

    station_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    slug = models.CharField(max_length=100)
    labels = models.JSONField()
    leads_to = models.CharField(max_length=100)

    class Meta:
        managed = False
        db_table = "published_tag"


class PublishedPerson(models.Model):
    """A row for each station that the person is public on; `leads_to` is the slug they were merged into."""

    station_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120)
    bio = models.TextField()
    email = models.CharField(max_length=254)
    fediverse = models.CharField(max_length=200)
    # Empty once the picture's rights have ended.
    photo_token = models.CharField(max_length=32, null=True)
    photo_width = models.IntegerField(null=True)
    photo_height = models.IntegerField(null=True)
    photo_version = models.IntegerField(null=True)
    photo_complete = models.BooleanField(null=True)
    photo_source = models.CharField(max_length=24, null=True)
    photo_alt = models.CharField(max_length=400, null=True)
    photo_credit = models.CharField(max_length=160, null=True)
    leads_to = models.CharField(max_length=120)

    class Meta:
        managed = False
        db_table = "published_person"


class PublishedAsset(models.Model):
    """A picture whose rights hold, of a live edition, a person with a page or an opened station."""

    token = models.CharField(max_length=32)
    width = models.IntegerField()
    height = models.IntegerField()
    version = models.IntegerField()
    is_complete = models.BooleanField()
    digital_source = models.CharField(max_length=24)
    has_icons = models.BooleanField()

    class Meta:
        managed = False
        db_table = "published_asset"


class PublishedAddress(models.Model):
    host_id = models.BigIntegerField()
    path = models.CharField(max_length=2000)
    number = models.BigIntegerField(null=True)
    url = models.CharField(max_length=2000)
    gone = models.BooleanField()

    class Meta:
        managed = False
        db_table = "published_address"


class PublishedCard(models.Model):
    """The columns that `published_edition` and `published_listing` share."""

    station_id = models.BigIntegerField()
    number = models.BigIntegerField()
    headline = models.CharField(max_length=200)
    deck = models.CharField(max_length=400)
    slug = models.CharField(max_length=80)
    section_id = models.BigIntegerField()
    section_name = models.CharField(max_length=60)
    section_slug = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    published_at_estimated = models.BooleanField()
    live_from = models.DateTimeField()
    first_live_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    language = models.CharField(max_length=2)
    page = models.JSONField()
    picture_token = models.CharField(max_length=32, null=True)
    picture_width = models.IntegerField(null=True)
    picture_height = models.IntegerField(null=True)
    picture_version = models.IntegerField(null=True)
    picture_complete = models.BooleanField(null=True)
    picture_source = models.CharField(max_length=24, null=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True


class PublishedEdition(PublishedCard):
    """The live edition of each placement: the one visibility rule, as a table.

    The last two columns cost an index probe each for what stands in the text; a query that does not name
    them does not pay.
    """

    edition_number = models.IntegerField()
    dateline = models.CharField(max_length=120)
    rendered_html = models.TextField()
    plain_text = models.TextField()
    live_until = models.DateTimeField()
    # [{"kind", "text", "at"}], the newest first: what the story page shows without a query of its own.
    corrections = models.JSONField()
    # {asset id: {"token", "width", "height", "version", "complete", "source"}}: pictures in the text whose
    # rights hold.
    shown_pictures = models.JSONField()
    # {number: {"headline", "slug", "section_slug"}}: stories its text points to, if live on this station.
    linked_stories = models.JSONField()
    # [handle]: how networks name the people who wrote it, as it is now.
    handles = models.JSONField()

    class Meta:
        managed = False
        db_table = "published_edition"


class PublishedCorrection(models.Model):
    """Corrections of stories live now, on each station, with the live edition's headline and address."""

    station_id = models.BigIntegerField()
    number = models.BigIntegerField()
    kind = models.CharField(max_length=13)
    text = models.CharField(max_length=1000)
    corrected_at = models.DateTimeField()
    corrected_edition = models.IntegerField()
    edition_number = models.IntegerField()
    headline = models.CharField(max_length=200)
    slug = models.CharField(max_length=80)
    section_slug = models.CharField(max_length=60)

    class Meta:
        managed = False
        db_table = "published_corrections"


class PublishedListing(PublishedCard):
    """Live editions by list: sections, tags, people. `id` is that of the key, not of the edition."""

    kind = models.CharField(max_length=7)
    key = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "published_listing"


class PublishedFront(PublishedCard):
    """What an editor has put on the fronts of a station and stands there now, in a place of its own.

    `front_section_id` is the section whose front it is; none for the station's own.
    """

    front_section_id = models.BigIntegerField(null=True)
    place = models.SmallIntegerField()

    class Meta:
        managed = False
        db_table = "published_front"


class PublishedHistory(models.Model):
    """Every version that readers saw of stories live now, the live one included.

    Where the station shows its history, and without those that were out for less than its minutes of grace.
    """

    station_id = models.BigIntegerField()
    number = models.BigIntegerField()
    edition_number = models.IntegerField()
    headline = models.CharField(max_length=200)
    deck = models.CharField(max_length=400)
    plain_text = models.TextField()
    page = models.JSONField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField()
    content_sha256 = models.CharField(max_length=64)
    chain_sha256 = models.CharField(max_length=64)
    redacted = models.BooleanField()
    # Killed at the time or later: its words do not come back with the story.
    withheld = models.BooleanField()
    # [{"kind", "text"}]: what it put right.
    corrections = models.JSONField()

    class Meta:
        managed = False
        db_table = "published_history"


class PublishedGone(models.Model):
    """Stories that were live on a station and are not now: 410. `kind` is withdrawn, killed or expired."""

    station_id = models.BigIntegerField()
    number = models.BigIntegerField()
    kind = models.CharField(max_length=9)
    reason = models.CharField(max_length=300)

    class Meta:
        managed = False
        db_table = "published_gone"
