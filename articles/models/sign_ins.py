"""How often somebody has tried to sign in of late."""

from django.db import models


class SignInTry(models.Model):
    """A count of one account's tries, or of one address's, since `began_at`.

    `key` is a keyed hash: people type passwords into the wrong field, and addresses are personal.
    """

    key = models.CharField(max_length=64, primary_key=True)
    began_at = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "sign-in tries"

    def __str__(self) -> str:
        return self.key[:8]
