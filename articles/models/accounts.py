"""The record of accounts: who was let in, given what, and by whom."""

from django.conf import settings
from django.db import models


class AccountEvent(models.Model):
    """Append-only, as StoryEvent is; sign-ins alone may go after a year (a trigger holds both).

    Triggers write what happens to accounts, roles and second factors, whoever does it and from where: the
    desk, a command, or SQL. `actor` is whoever the desk says is acting; nobody for a command.
    """

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=24, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.verb} account {self.user_id}"
