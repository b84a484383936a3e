"""Breaking news, and the index of the archive."""

import datetime
from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import articles.models.editions


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0034_fronts"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakingNews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=140)),
                ("story_id", models.BigIntegerField(db_index=True, null=True)),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.station"
                    ),
                ),
            ],
            options={
                "ordering": ["-live_from", "-pk"],
                "indexes": [models.Index(fields=["station", "live_until"], name="breaking_not_ended")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="breaking_has_words",
                        violation_error_message="Write what has happened, in a few words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("live_from__lte", models.F("live_until")),
                            (
                                "live_until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("live_from"), "+", models.Value(datetime.timedelta(days=1))
                                ),
                            ),
                        ),
                        name="breaking_ends_within_a_day",
                        violation_error_message="Breaking news ends within 24 hours.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("station", "="),
                            (articles.models.editions.LiveRange("live_from", "live_until"), "&&"),
                        ],
                        name="breaking_one_at_a_time",
                        violation_error_message="Somebody else broke news there a moment ago. Look at it first.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["station", "-published_at", "-story"], name="edition_archive"),
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "breaking_0001.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
