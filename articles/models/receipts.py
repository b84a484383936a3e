"""Which forms of new rows were taken in, so that a second press of the button makes no second row."""

from django.db import models


class ReceivedForm(models.Model):
    """The fingerprint of a form that was sent, and where it led. Kept for a day."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    led_to = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.led_to
