"""The working copy that editors change. Public code never reads it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from articles.workflow import Stage

from .assets import Asset
from .sources import Source
from .stations import Station
from .tags import StoryTag

if TYPE_CHECKING:
    from .people import Byline
    from .placements import Placement
    from .tags import Tag


class BodyPictures(Func):
    """Ids of the assets in a body, by a function of ours in the database that an index stands on."""

    function = "body_pictures"
    output_field = ArrayField(models.BigIntegerField())
    MARK = '<figure data-kind="picture"'


class StoryQuerySet(QuerySet["Story"]):
    def showing(self, asset_id: int) -> "StoryQuerySet":
        """Those whose working copy has that picture, leading, in its text or in its gallery: three probes."""
        # The first condition is that of the index over `body_pictures`.
        in_text = self.model._base_manager.alias(pictures=BodyPictures("body")).filter(
            Q(body__contains=BodyPictures.MARK) & Q(("pictures__contains", [asset_id]))
        )
        in_gallery = self.model._base_manager.filter(gallery__contains=[asset_id])
        return self.filter(
            Q(lead_picture=asset_id) | Q(pk__in=in_text.values("pk")) | Q(pk__in=in_gallery.values("pk"))
        )

    def in_the_bin(self) -> "StoryQuerySet":
        return self.filter(binned_at__isnull=False)

    def at_hand(self) -> "StoryQuerySet":
        """Everything but the bin."""
        return self.filter(binned_at__isnull=True)

    def never_published(self) -> "StoryQuerySet":
        """Without a single edition that was or will be live; only these may be binned."""
        editions = self.model._meta.apps.get_model("articles", "Edition")
        once = editions.objects.filter(story=OuterRef("pk"), live_until__gt=models.F("live_from"))
        return self.filter(~Exists(once))


class Story(models.Model):  # type: ignore[django-manager-missing]
    """What editors work on. Its primary key is the story number in every address, for ever."""

    class Label(models.TextChoices):
        """The kind of work, as the Trust Project asks for it; readers see every one but news."""

        NEWS = "news", pgettext_lazy("kind of work", "News")
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        REVIEW = "review", _("Review")
        EXPLAINER = "explainer", _("Explainer")
        FACT_CHECK = "fact_check", _("Fact check")
        OBITUARY = "obituary", _("Obituary")
        PRESS_RELEASE = "press_release", _("Press release")
        SPONSORED = "sponsored", _("Sponsored")
        SATIRE = "satire", _("Satire")

    class AiUse(models.TextChoices):
        NONE = "", _("None")
        ASSISTED = "assisted", _("Assisted: software helped, and a person answers for it")
        GENERATED = "generated", _("Generated: software wrote it, and a person checked it")

    station = models.ForeignKey(
        Station,
        models.PROTECT,
        related_name="stories",
        help_text="The home station; others come as placements.",
    )
    headline = models.CharField(max_length=200)
    deck = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Station.Language, default=Station.Language.ENGLISH)
    dateline = models.CharField(max_length=120, blank=True)
    label = models.CharField(_("kind of work"), max_length=13, choices=Label, default=Label.NEWS)
    ai_use = models.CharField(_("use of AI"), max_length=9, choices=AiUse, default=AiUse.NONE, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="stories")
    lead_picture = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="lead_of")
    # Numbers of assets and of stories, chosen by hand, in order.
    gallery = ArrayField(models.BigIntegerField(), default=list, blank=True)
    related = ArrayField(models.BigIntegerField(), default=list, blank=True)
    published_at = models.DateTimeField(
        _("date shown"), null=True, blank=True, help_text=_("Empty: the moment it first goes live.")
    )
    published_at_estimated = models.BooleanField(
        _("date is an estimate"), default=False, help_text=_("Sorts the archive; readers see no date.")
    )
    published_at_day_only = models.BooleanField(
        _("only the day is known"), default=False, help_text=_("Readers see the day without an hour.")
    )
    embargo_until = models.DateTimeField(_("embargoed until"), null=True, blank=True)
    on_hold = models.BooleanField(_("hold for release"), default=False)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.DRAFT, editable=False)
    approved_revision = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    binned_at = models.DateTimeField(null=True, blank=True, editable=False)

    tags = TaggableManager(through=StoryTag, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["station", "-updated_at", "-id"], name="story_desk_order"),
            GinIndex(fields=["headline"], opclasses=["gin_trgm_ops"], name="story_headline_trigrams"),
            models.Index(
                fields=["assigned_to"], condition=Q(assigned_to__isnull=False), name="story_waiting_for"
            ),
            # All stations at once, for a group administrator.
            models.Index(fields=["-updated_at", "-id"], name="story_newest"),
            # What waits on desks: among a million stories, those that somebody has sent on.
            models.Index(
                fields=["stage", "-updated_at"], condition=~Q(stage=Stage.DRAFT), name="story_past_draft"
            ),
            GinIndex(fields=["gallery"], condition=~Q(gallery=[]), name="story_gallery"),
            models.Index(fields=["binned_at"], condition=Q(binned_at__isnull=False), name="story_bin"),
            # A station's news of late, for pre-flight: an archive that comes in today is none.
            models.Index(F("station"), Coalesce("published_at", "created_at"), name="story_recent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(headline=""),
                name="story_has_a_headline",
                violation_error_message=_("A story has a headline."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values),
                name="story_stage_is_known",
                violation_error_message=_("A story is a draft, in review or ready."),
            ),
            models.CheckConstraint(
                condition=Q(published_at_estimated=False) | Q(published_at__isnull=False),
                name="story_estimate_has_a_date",
                violation_error_message=_("A date that is an estimate has to be given."),
            ),
            models.CheckConstraint(
                condition=Q(published_at_day_only=False) | Q(published_at__isnull=False),
                name="story_day_has_a_date",
                violation_error_message=_("A date of a day alone has to be given."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.READY) | Q(approved_revision__isnull=False),
                name="story_ready_names_its_revision",
                violation_error_message=_("Ready approves one saved version of the story."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @cached_property
    def home(self) -> "Placement":
        """Its use on its own station. One query, kept on the object."""
        return self.placements.get(home=True)

    # What the desk looks at more than once: one query each, kept on the object, old once a service has acted.

    @cached_property
    def bylines_in_order(self) -> "list[Byline]":
        """With the people that they belong to."""
        return list(self.bylines.select_related("person").order_by("position"))

    @cached_property
    def subjects(self) -> "list[Tag]":
        return list(self.tags.order_by("name"))

    @cached_property
    def gallery_assets(self) -> dict[int, Asset]:
        """By number; none, and no query, where there is no gallery."""
        return Asset.objects.in_bulk(self.gallery) if self.gallery else {}

    @cached_property
    def once_live(self) -> bool:
        """Whether readers of any station had, have or will have an edition."""
        return self.editions.once_live().exists()

    @cached_property
    def base(self) -> int | None:
        """The number of the revision that the working copy is."""
        return self.revisions.once_current().values_list("number", flat=True).first()

    @property
    def number(self) -> int:
        return self.pk
