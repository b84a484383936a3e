"""Fronts that editors arrange: heads, arrangements and slots."""

from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.models.fronts


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0032_renditions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedFront",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("headline", models.CharField(max_length=200)),
                ("deck", models.CharField(max_length=400)),
                ("slug", models.CharField(max_length=80)),
                ("section_id", models.BigIntegerField()),
                ("section_name", models.CharField(max_length=60)),
                ("section_slug", models.CharField(max_length=60)),
                ("published_at", models.DateTimeField()),
                ("published_at_estimated", models.BooleanField()),
                ("live_from", models.DateTimeField()),
                ("first_live_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("language", models.CharField(max_length=2)),
                ("page", models.JSONField()),
                ("picture_token", models.CharField(max_length=32, null=True)),
                ("picture_width", models.IntegerField(null=True)),
                ("picture_height", models.IntegerField(null=True)),
                ("front_section_id", models.BigIntegerField(null=True)),
                ("place", models.SmallIntegerField()),
            ],
            options={
                "db_table": "published_front",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Front",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fronts",
                        to="articles.station",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrontArrangement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "restores",
                    models.PositiveIntegerField(help_text="The version that it brought back.", null=True),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "front",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrangements",
                        to="articles.front",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="FrontSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="1 is the lead.")),
                ("story_id", models.BigIntegerField()),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="articles.frontarrangement",
                    ),
                ),
            ],
            options={
                "ordering": ["place", models.OrderBy(models.F("starts_at"), nulls_first=True), "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="front",
            constraint=models.UniqueConstraint(
                fields=("station", "section"),
                name="front_once",
                nulls_distinct=False,
                violation_error_message="That front is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontarrangement",
            constraint=models.UniqueConstraint(
                fields=("front", "version"),
                name="front_arrangement_version_once",
                violation_error_message="Somebody else saved this front a moment ago. Look at theirs first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("place__lte", 4)),
                name="front_slot_place_exists",
                violation_error_message="A front has places 1 to 4.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontslot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_at__isnull", True),
                    ("ends_at__isnull", True),
                    ("starts_at__lt", models.F("ends_at")),
                    _connector="OR",
                ),
                name="front_slot_runs_forward",
                violation_error_message="A story leaves its place after it came there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontslot",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("arrangement", "="),
                    ("place", "="),
                    (articles.models.fronts.StandingRange("starts_at", "ends_at"), "&&"),
                ],
                name="front_slot_holds_one_story",
                violation_error_message="Two stories would stand at one place at the same time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontslot",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("arrangement", "="),
                    ("story_id", "="),
                    (articles.models.fronts.StandingRange("starts_at", "ends_at"), "&&"),
                ],
                name="front_story_stands_once",
                violation_error_message="A story would stand at two places at the same time.",
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "fronts_0001.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
