"""Corrections, which only the later views show."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_preflight")]

    operations = [
        migrations.CreateModel(
            name="PublishedCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("kind", models.CharField(max_length=13)),
                ("text", models.CharField(max_length=1000)),
                ("corrected_at", models.DateTimeField()),
                ("corrected_edition", models.IntegerField()),
                ("edition_number", models.IntegerField()),
                ("headline", models.CharField(max_length=200)),
                ("slug", models.CharField(max_length=80)),
                ("section_slug", models.CharField(max_length=60)),
            ],
            options={
                "db_table": "published_corrections",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("retraction", "Retraction"),
                        ],
                        max_length=13,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("made_at", models.DateTimeField()),
                ("redacted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionPlacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "carried_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carries",
                        to="articles.edition",
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="articles.correction",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="articles.edition",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="articles.placement",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), ("redacted_at__isnull", False), _connector="OR"
                ),
                name="correction_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionplacement",
            constraint=models.UniqueConstraint(
                fields=("correction", "carried_by"), name="correction_once_in_an_edition"
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "rules_0003.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
