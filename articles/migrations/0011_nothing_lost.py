"""Revisions that are not the working copy, text typed and not saved, and who has a story open."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="waits",
            field=models.BooleanField(
                default=False, editable=False, help_text="Held copy that an editor has still to decide about."
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="begun_from",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="Number of the revision that it was written on, if set aside.",
                null=True,
            ),
        ),
        migrations.RunSQL(
            "update articles_revision set waits = true where kind = 'held'",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="revision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("saved", "Saved"),
                    ("imported", "Imported"),
                    ("held", "Held for an editor"),
                    ("aside", "Set aside"),
                ],
                default="saved",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("tab", models.UUIDField()),
                ("path", models.CharField(help_text="Address of the form.", max_length=200)),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="Of the story, when the form was opened.", null=True
                    ),
                ),
                (
                    "turn",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts up with every change in the form."
                    ),
                ),
                ("data", models.TextField(blank=True, help_text="As the form would send it.")),
                ("typed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to="articles.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-typed_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["user", "path"],
                        name="autosave_offered",
                    ),
                    models.Index(fields=["typed_at"], name="autosave_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="autosave_key_once_per_user")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                ("typed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="articles.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("story", "user"), name="presence_once")],
            },
        ),
    ]
