"""The history that readers get: whether a station shows it, and what is too short-lived to be in it."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_edition_numbers")]

    operations = [
        migrations.AddField(
            model_name="station",
            name="history_shown",
            field=models.BooleanField(
                default=True,
                help_text="Every version of a live story that readers have had, "
                "and what changed from one to the next.",
                verbose_name="history for readers",
            ),
        ),
        migrations.AddField(
            model_name="station",
            name="history_grace",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="A version that was out for less is left out of the history, "
                "unless it corrects something.",
                validators=[django.core.validators.MaxValueValidator(1440)],
                verbose_name="minutes of grace",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(history_grace__lte=1440),
                name="station_grace_is_a_day_at_most",
                violation_error_message="Give at most 1440 minutes, which is a day.",
            ),
        ),
    ]
