"""Files that somebody sent through the admin, on their way from a trial to an import run."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .imports import ImportRun


class ImportUpload(models.Model):
    """One sending. Its files lie in `folder`, in NEWSROOM_DATA/uploads, until they are in or are left.

    `problem` is a sentence: what stopped a trial or a run, which then waits for somebody to go on with it.
    """

    class Stage(models.TextChoices):
        TRYING = "trying", _("Trial under way")
        TRIED = "tried", _("Waiting for your decision")
        RUNNING = "running", _("Coming in")
        DONE = "done", _("Brought in")
        LEFT = "left", _("Left, and removed")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    folder = models.CharField(max_length=60, unique=True)
    # The names under which the files were sent, with the folders below the one that was chosen.
    files = models.JSONField()
    # As ImportOptions has them; without paths.
    options = models.JSONField()
    stage = models.CharField(max_length=7, choices=Stage, default=Stage.TRYING)
    problem = models.TextField(blank=True)
    # Of the trial or the run that is under way, or was: "found" and the outcomes.
    totals = models.JSONField(default=dict)
    expected = models.PositiveIntegerField(null=True, help_text="None where only reading would tell.")
    # {"reasons", "refused", "doubts", "doubtful", "made"}: what the trial says besides.
    trial = models.JSONField(default=dict)
    run = models.OneToOneField(ImportRun, models.SET_NULL, null=True, related_name="upload")
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="None: nobody came."
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        source: str = self.options["source"]
        return source

    @property
    def path(self) -> Path:
        return settings.NEWSROOM_DATA / "uploads" / self.folder

    @property
    def is_under_way(self) -> bool:
        return not self.problem and self.stage in (self.Stage.TRYING, self.Stage.RUNNING)

    @property
    def waits(self) -> bool:
        """Whether it is somebody's turn to decide."""
        return self.stage == self.Stage.TRIED or bool(self.problem and self.stage != self.Stage.LEFT)

    def total(self, name: str) -> int:
        totals: dict[str, Any] = self.totals
        return int(totals.get(name, 0))
