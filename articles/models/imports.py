"""The ledger: one item for every file or member that a run found."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf, Reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .stations import Station
from .stories import Story

# The path of a file, or of a member inside its archive, from its end: so an index finds it by its name.
FILE_NAME_BACKWARDS = Reverse(Coalesce(NullIf(F("member"), Value("", models.TextField())), F("path")))


class ImportSource(models.Model):
    """A named origin of files; with a path inside it and a station, it identifies a story."""

    # No limit of ours: by default it is a folder's name, whose undecodable bytes take four characters each.
    name = models.TextField(unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One call of the importer, with its arguments and totals."""

    options = models.JSONField(help_text="The arguments as given.")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # {"found", "created", "updated", "unchanged", "duplicate", "refused"}; empty until the run ends.
    totals = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return gettext("Run {number}").format(number=self.pk)


class ImportBlob(models.Model):
    """The bytes of a file, zlib-compressed, once however many runs saw them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField(help_text="Bytes before compression.")
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class ImportItem(models.Model):
    """What became of one file in one run."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        UNCHANGED = "unchanged", _("Unchanged")
        DUPLICATE = "duplicate", _("Duplicate")
        REFUSED = "refused", _("Refused")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items")
    source = models.ForeignKey(ImportSource, models.PROTECT, related_name="items")
    argument = models.TextField(help_text="The path on the command line that led here.")
    path = models.TextField(help_text="Below the argument, undecodable bytes escaped.")
    member = models.TextField(blank=True, help_text="Inside an archive.")
    # A file too large to read, or no file at all, has neither hash nor bytes.
    sha256 = models.CharField(max_length=64, blank=True)
    blob = models.ForeignKey(ImportBlob, models.PROTECT, null=True, db_index=False, related_name="items")
    encoding = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.TextField(blank=True)
    warnings = ArrayField(models.TextField(), default=list)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="import_items")
    # Named by the file, else by the run. An item without one and without a story is the group's alone.
    station = models.ForeignKey(Station, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["blob"], name="import_item_blob")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "argument", "path", "member"],
                name="import_item_once_per_run",
                violation_error_message=_("A run lists each file once."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""),
                name="import_refusal_has_a_reason",
                violation_error_message=_("A refused file has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.path


class ImportedFile(models.Model):
    """The identity of a legacy story: a source, a path inside it, a station. One story each.

    `story_version` is the story's version when the importer last wrote it: a higher one means that
    somebody has touched it since. A duplicate points at the story of the first. Where another text came
    under the same name, the story of before keeps its row, superseded: its text may come back.
    """

    source = models.ForeignKey(ImportSource, models.PROTECT, related_name="files")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    path = models.TextField()
    member = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    told = models.CharField(
        max_length=64, blank=True, help_text="Hash of what the run said about these bytes, if anything."
    )
    fingerprint = models.CharField(max_length=64, help_text="Hash of headline and text, normalised.")
    content_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Hash of all that the file said, but for its date."
    )
    dated = models.DateTimeField(null=True, help_text="The date that the file or its run gave; no estimate.")
    is_duplicate = models.BooleanField(default=False)
    superseded = models.BooleanField(default=False)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="imported_files")
    story_version = models.PositiveIntegerField()
    published_version = models.PositiveIntegerField(
        default=0, help_text="The story's version that the importer last published."
    )

    class Meta:
        indexes = [
            models.Index(OpClass(FILE_NAME_BACKWARDS, "text_pattern_ops"), name="imported_file_by_name"),
            models.Index(
                fields=["source", "path"], condition=Q(superseded=True), name="imported_file_superseded"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                # In the order of the importer's question, which does not know the station yet.
                fields=["source", "path", "member", "station"],
                condition=Q(superseded=False),
                name="imported_file_one_story_per_identity",
                violation_error_message=_("That file has led to a story of this station already."),
            ),
            models.UniqueConstraint(
                fields=["station", "fingerprint"],
                condition=Q(is_duplicate=False),
                name="imported_file_same_copy_once_per_station",
                violation_error_message=_("This station has the same copy already."),
            ),
        ]

    def __str__(self) -> str:
        return self.path
