"""Second factors, and the record of accounts."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_import_uploads"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sign_in_round",
            field=models.PositiveIntegerField(
                default=0, editable=False, help_text="Counted up to end every session of the account."
            ),
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("verb", models.CharField(db_index=True, max_length=24)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-at", "-id"]},
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "accounts_0001.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
