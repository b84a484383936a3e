"""The second pair of eyes, and rules that a hold and an embargo hold by."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_former_slugs")]

    operations = [
        migrations.AddField(
            model_name="station",
            name="second_eyes",
            field=models.BooleanField(
                default=False,
                help_text="A text goes out once somebody other than its writer has made it ready.",
                verbose_name="second pair of eyes",
            ),
        ),
        migrations.CreateModel(
            name="ReviewBypass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("story_id", models.BigIntegerField(db_index=True)),
                ("edition_id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "review bypasses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="review_bypass_has_a_reason"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "rules_0002.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
