"""What the desk asks of a million stories, and nothing else does."""

import datetime

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_accounts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(
                    ("live_until__lt", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                ),
                fields=["live_until"],
                name="edition_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["live_from"], name="edition_by_time", pages_per_range=32
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(
                condition=models.Q(("home", False)), fields=["station"], name="placement_abroad"
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(
                condition=models.Q(("down_kind", ""), _negated=True),
                fields=["down_kind"],
                name="placement_down",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("number__gt", 1)), fields=["created_at"], name="revision_of_changes"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["-updated_at", "-id"], name="story_newest"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("stage", "draft"), _negated=True),
                fields=["stage", "-updated_at"],
                name="story_past_draft",
            ),
        ),
    ]
