"""Tables and their constraints."""

import datetime

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations, models

import articles.models.editions
import articles.models.stations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        BtreeGinExtension(),
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="PublishedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host_id", models.BigIntegerField()),
                ("path", models.CharField(max_length=2000)),
                ("number", models.BigIntegerField(null=True)),
                ("url", models.CharField(max_length=2000)),
                ("gone", models.BooleanField()),
            ],
            options={
                "db_table": "published_address",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedAsset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
            ],
            options={
                "db_table": "published_asset",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedEdition",
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
                ("page", models.JSONField()),
                ("picture_token", models.CharField(max_length=32, null=True)),
                ("picture_width", models.IntegerField(null=True)),
                ("picture_height", models.IntegerField(null=True)),
                ("edition_number", models.IntegerField()),
                ("language", models.CharField(max_length=2)),
                ("dateline", models.CharField(max_length=120)),
                ("rendered_html", models.TextField()),
                ("live_until", models.DateTimeField()),
            ],
            options={
                "db_table": "published_edition",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedGone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("kind", models.CharField(max_length=9)),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "published_gone",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedHistory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("edition_number", models.IntegerField()),
                ("headline", models.CharField(max_length=200)),
                ("deck", models.CharField(max_length=400)),
                ("rendered_html", models.TextField()),
                ("page", models.JSONField()),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("chain_sha256", models.CharField(max_length=64)),
                ("redacted", models.BooleanField()),
            ],
            options={
                "db_table": "published_history",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=253)),
                ("is_primary", models.BooleanField()),
                ("primary_name", models.CharField(max_length=253)),
            ],
            options={
                "db_table": "published_host",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedListing",
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
                ("page", models.JSONField()),
                ("picture_token", models.CharField(max_length=32, null=True)),
                ("picture_width", models.IntegerField(null=True)),
                ("picture_height", models.IntegerField(null=True)),
                ("kind", models.CharField(max_length=7)),
                ("key", models.BigIntegerField()),
            ],
            options={
                "db_table": "published_listing",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("slug", models.CharField(max_length=120)),
                ("job_title", models.CharField(max_length=120)),
                ("bio", models.TextField()),
                ("leads_to", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "published_person",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("parent_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60)),
                ("slug", models.CharField(max_length=60)),
                ("position", models.SmallIntegerField()),
            ],
            options={
                "db_table": "published_section",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedStation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("callsign", models.CharField(max_length=12)),
                ("brand", models.CharField(max_length=80)),
                ("tagline", models.CharField(max_length=140)),
                ("timezone", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=2)),
                ("theme", models.CharField(max_length=8)),
                ("brand_color", models.CharField(max_length=7)),
                ("brand_color_dark", models.CharField(max_length=7)),
                ("sections", models.JSONField()),
            ],
            options={
                "db_table": "published_station",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("slug", models.CharField(max_length=100)),
                ("labels", models.JSONField()),
                ("leads_to", models.CharField(max_length=100)),
            ],
            options={
                "db_table": "published_tag",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("headline", models.CharField(max_length=200)),
                ("deck", models.CharField(blank=True, max_length=400)),
                ("body", models.TextField()),
                ("slug", models.CharField(max_length=80)),
                ("language", models.CharField(max_length=2)),
                ("dateline", models.CharField(blank=True, max_length=120)),
                ("published_at", models.DateTimeField()),
                ("published_at_estimated", models.BooleanField(default=False)),
                ("page", models.JSONField()),
                ("rendered_html", models.TextField()),
                ("plain_text", models.TextField()),
                ("renderer_version", models.PositiveSmallIntegerField()),
                ("live_from", models.DateTimeField()),
                (
                    "live_until",
                    models.DateTimeField(default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                ),
                ("first_live_at", models.DateTimeField()),
                ("hash_version", models.PositiveSmallIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("chain_sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("redacted_at", models.DateTimeField(null=True)),
                ("redaction_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["placement", "-number"],
            },
        ),
        migrations.CreateModel(
            name="ImportBlob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(help_text="Bytes before compression.")),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="ImportSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="PageChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                ("effective_at", models.DateTimeField()),
                (
                    "hard",
                    models.BooleanField(
                        default=False, help_text="Never to be served stale: withdrawn or killed."
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(editable=False, max_length=32, unique=True)),
                (
                    "sha256",
                    models.CharField(
                        editable=False, help_text="Of the file taken in.", max_length=64, unique=True
                    ),
                ),
                ("format", models.CharField(editable=False, max_length=8)),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("title", models.CharField(help_text="For the desk; readers never see it.", max_length=140)),
                ("alt", models.CharField(blank=True, max_length=400, verbose_name="alt text")),
                (
                    "is_decorative",
                    models.BooleanField(
                        default=False, help_text="Says nothing: no alt text.", verbose_name="decorative"
                    ),
                ),
                ("caption", models.CharField(blank=True, max_length=600)),
                ("credit", models.CharField(blank=True, max_length=160)),
                ("copyright", models.CharField(blank=True, max_length=200)),
                ("licence", models.CharField(blank=True, max_length=120)),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="rights end")),
                (
                    "focal_x",
                    models.FloatField(
                        default=0.5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "focal_y",
                    models.FloatField(
                        default=0.5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "digital_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("digitalCapture", "Photograph"),
                            ("compositeCapture", "Composite of photographs"),
                            ("digitalCreation", "Drawn by a person"),
                            ("algorithmicMedia", "Made by a program"),
                            ("trainedAlgorithmicMedia", "Made by generative AI"),
                            ("", "Unknown"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="how it was made",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("killed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("station_id", models.IntegerField()),
                ("quarter", models.IntegerField(help_text="Of the date shown: year * 4 + 0 to 3.")),
                ("language", models.CharField(max_length=2)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name_plural": "search entries",
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="lead_picture",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.asset"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="redacted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="EditionKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("section", "Section"), ("tag", "Tag"), ("person", "Person")], max_length=7
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("published_at", models.DateTimeField()),
                ("story_id", models.BigIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="articles.edition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmbargoOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("story_id", models.BigIntegerField(db_index=True)),
                (
                    "embargo_until",
                    models.DateTimeField(
                        help_text="The embargo that was overridden; a later one holds again."
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("options", models.JSONField(help_text="The arguments as given.")),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("totals", models.JSONField(default=dict)),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                ("headline_override", models.CharField(blank=True, max_length=200)),
                ("home", models.BooleanField(default=False)),
                (
                    "down_kind",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not taken down"), ("withdrawn", "Withdrawn"), ("killed", "Killed")],
                        default="",
                        editable=False,
                        max_length=9,
                    ),
                ),
                (
                    "down_reason",
                    models.CharField(
                        blank=True,
                        help_text="Shown to readers where the story was.",
                        max_length=300,
                        verbose_name="public reason",
                    ),
                ),
                ("down_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "down_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["story", "-home", "station"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="placement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="articles.placement"
            ),
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("saved", "Saved"),
                            ("imported", "Imported"),
                            ("held", "Held for an editor"),
                        ],
                        default="saved",
                        max_length=8,
                    ),
                ),
                ("content", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "slug",
                    models.CharField(
                        max_length=60, validators=[articles.models.stations.validate_section_slug]
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Other names in old files, separated by commas.",
                        size=None,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="articles.section",
                    ),
                ),
            ],
            options={
                "ordering": ["station", "position", "name"],
            },
        ),
        migrations.AddField(
            model_name="placement",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="articles.section"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.section"
            ),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("wire", "Wire agency"),
                            ("press_release", "Press release"),
                            ("archive", "Archive"),
                            ("contributed", "Contributed"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "owner_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "—"),
                            ("independent", "Independent"),
                            ("public", "Public-service"),
                            ("state_affiliated", "State-affiliated"),
                            ("state_owned", "State-owned"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="owner",
                    ),
                ),
                (
                    "country",
                    models.CharField(blank=True, help_text="ISO 3166 code, for an agency: US.", max_length=2),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="What readers see: From Norland News, a state-owned agency.", max_length=160
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="source_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="source_has_a_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "callsign",
                    models.CharField(
                        help_text="As licensed, in capitals: KMIA, KMIA-TV.",
                        max_length=12,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$"
                            )
                        ],
                        verbose_name="call sign",
                    ),
                ),
                (
                    "brand",
                    models.CharField(help_text="The name that readers know: Miami News.", max_length=80),
                ),
                ("tagline", models.CharField(blank=True, max_length=140)),
                (
                    "timezone",
                    models.CharField(
                        default="America/New_York",
                        max_length=64,
                        validators=[articles.models.stations.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")], default="en", max_length=2
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("paper", "Paper: wordmark in serif on paper"),
                            ("band", "Band: wordmark in sans on the station's colour"),
                        ],
                        default="paper",
                        max_length=8,
                        verbose_name="look",
                    ),
                ),
                (
                    "brand_color",
                    models.CharField(
                        default="#1d4e73",
                        help_text="Masthead, labels and links on light paper; at least 4.5:1 against it.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as #rrggbb, in lower case."
                            )
                        ],
                        verbose_name="colour",
                    ),
                ),
                (
                    "brand_color_dark",
                    models.CharField(
                        default="#8fc1e3",
                        help_text="The same on the dark background; at least 4.5:1 against it.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "Write a colour as #rrggbb, in lower case."
                            )
                        ],
                        verbose_name="colour in dark mode",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["callsign"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "callsign__regex",
                                "^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$",
                            )
                        ),
                        name="station_callsign_is_licensed_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("brand_color__regex", "^#[0-9a-f]{6}$"),
                            ("brand_color_dark__regex", "^#[0-9a-f]{6}$"),
                        ),
                        name="station_colours_are_hex",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="section",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="articles.station"
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="articles.station"
            ),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("slug", models.CharField(max_length=120, unique=True)),
                ("job_title", models.CharField(blank=True, max_length=120)),
                ("bio", models.TextField(blank=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_people",
                        to="articles.person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.asset",
                    ),
                ),
                (
                    "listed_on",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Stations that show this page even before a story of theirs is live.",
                        related_name="listed_people",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reporter", "Reporter"),
                            ("editor", "Editor"),
                            ("publisher", "Publisher"),
                            ("manager", "Station manager"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole station.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="articles.section",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "ordering": ["station", "user"],
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=253,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$",
                                "A host name in lower case, without port or slashes.",
                            )
                        ],
                    ),
                ),
                ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hosts",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_primary", "name"],
            },
        ),
        migrations.CreateModel(
            name="FormerCallsign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "callsign",
                    models.CharField(
                        max_length=12,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$"
                            )
                        ],
                        verbose_name="call sign",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_callsigns",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "ordering": ["callsign"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.station"
            ),
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("headline", models.CharField(max_length=200)),
                ("deck", models.CharField(blank=True, max_length=400)),
                ("body", models.TextField(blank=True)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")], default="en", max_length=2
                    ),
                ),
                ("dateline", models.CharField(blank=True, max_length=120)),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: the moment it first goes live.",
                        null=True,
                        verbose_name="date shown",
                    ),
                ),
                (
                    "published_at_estimated",
                    models.BooleanField(
                        default=False,
                        help_text="Sorts the archive; readers see no date.",
                        verbose_name="date is an estimate",
                    ),
                ),
                (
                    "embargo_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="embargoed until"),
                ),
                ("on_hold", models.BooleanField(default=False, verbose_name="hold for release")),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "Draft"), ("in_review", "In review"), ("ready", "Ready")],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("binned_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "approved_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_of",
                        to="articles.asset",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="articles.source",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        help_text="The home station; others come as placements.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "stories",
                "ordering": ["-updated_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="articles.story"
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="articles.story"
            ),
        ),
        migrations.CreateModel(
            name="ImportItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("argument", models.TextField(help_text="The path on the command line that led here.")),
                ("path", models.TextField(help_text="Below the argument, undecodable bytes escaped.")),
                ("member", models.TextField(blank=True, help_text="Inside an archive.")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("encoding", models.CharField(blank=True, max_length=20)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("updated", "Updated"),
                            ("unchanged", "Unchanged"),
                            ("duplicate", "Duplicate"),
                            ("refused", "Refused"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "blob",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="articles.importblob",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="articles.importrun",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="articles.importsource",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_items",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.TextField()),
                ("member", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
                ("is_duplicate", models.BooleanField(default=False)),
                ("story_version", models.PositiveIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="articles.importsource",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.station"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imported_files",
                        to="articles.story",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="edition",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="articles.story"
            ),
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(help_text="As printed.", max_length=200)),
                ("title", models.CharField(blank=True, max_length=120)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bylines",
                        to="articles.person",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bylines",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        help_text="With the leading slash, without host: /news/12345.html", max_length=2000
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="elsewhere",
                    ),
                ),
                ("gone", models.BooleanField(default=False, help_text="Answers 410.")),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="articles.host",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addresses",
                "ordering": ["host", "path"],
            },
        ),
        migrations.CreateModel(
            name="StoryEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=24)),
                ("story_id", models.BigIntegerField(db_index=True)),
                ("station_id", models.BigIntegerField(null=True)),
                ("placement_id", models.BigIntegerField(null=True)),
                ("edition_id", models.BigIntegerField(null=True)),
                ("revision_id", models.BigIntegerField(null=True)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                (
                    "labels",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text='Other languages: {"es": "Huracanes"}.',
                        verbose_name="names by language",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_tags",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="StoryTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_tags",
                        to="articles.story",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="story_tags",
                        to="articles.tag",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="story",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="articles.StoryTag",
                to="articles.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("focal_x__range", (0, 1)), ("focal_y__range", (0, 1))),
                name="asset_focal_point_inside",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_decorative", True), ("alt", "")),
                    models.Q(("is_decorative", False), models.Q(("alt", ""), _negated=True)),
                    _connector="OR",
                ),
                name="asset_alt_or_decorative",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("width__gt", 0), ("height__gt", 0)), name="asset_has_a_size"
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["station_id", "quarter", "vector"], name="search_entry_windows"
            ),
        ),
        migrations.AddIndex(
            model_name="editionkey",
            index=models.Index(
                fields=["station_id", "kind", "key", "-published_at", "-story_id"], name="edition_key_lists"
            ),
        ),
        migrations.AddConstraint(
            model_name="editionkey",
            constraint=models.UniqueConstraint(fields=("edition", "kind", "key"), name="edition_key_once"),
        ),
        migrations.AddConstraint(
            model_name="embargooverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="embargo_override_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("station", "slug"), name="section_slug_once_per_station"
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                models.F("station"),
                django.db.models.functions.text.Lower("name"),
                name="section_name_once_per_station",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(fields=("id", "station"), name="section_with_station"),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                    models.Q(("slug__regex", "^[0-9]+$"), _negated=True),
                    models.Q(
                        (
                            "slug__in",
                            (
                                ".well-known",
                                "about",
                                "admin",
                                "archive",
                                "captions",
                                "contact",
                                "contests",
                                "corrections",
                                "fcc",
                                "feed",
                                "healthz",
                                "media",
                                "person",
                                "preview",
                                "privacy",
                                "readyz",
                                "search",
                                "static",
                                "tag",
                                "terms",
                                "well-known",
                            ),
                        ),
                        _negated=True,
                    ),
                ),
                name="section_slug_is_free",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="section_is_not_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")), name="person_slug_is_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="person_is_not_merged_into_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "station", "section"),
                name="membership_one_role_per_scope",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["reporter", "editor", "publisher", "manager"])),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="host",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$",
                    )
                ),
                name="host_name_is_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="host",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_primary", True)),
                fields=("station",),
                name="host_one_primary_per_station",
            ),
        ),
        migrations.AddConstraint(
            model_name="formercallsign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "callsign__regex",
                        "^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$",
                    )
                ),
                name="former_callsign_is_licensed_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("story", "number"), name="revision_number_once_per_story"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("story", "station"), name="placement_once_per_station"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("home", True)), fields=("story",), name="placement_one_home_per_story"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="placement_slug_is_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("down_kind", ""), ("down_at__isnull", True)),
                    models.Q(("down_kind__in", ["withdrawn", "killed"]), ("down_at__isnull", False)),
                    _connector="OR",
                ),
                name="placement_down_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="importitem",
            constraint=models.UniqueConstraint(
                fields=("run", "argument", "path", "member"), name="import_item_once_per_run"
            ),
        ),
        migrations.AddConstraint(
            model_name="importitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="import_refusal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(
                fields=("source", "station", "path", "member"), name="imported_file_one_story_per_identity"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_duplicate", False)),
                fields=("station", "fingerprint"),
                name="imported_file_same_copy_once_per_station",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("published_at_estimated", False)),
                fields=["station", "-published_at", "-story"],
                name="edition_latest",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("placement", "number"), name="edition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("live_from__lte", models.F("live_until"))),
                name="edition_range_runs_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("placement", "="),
                    (articles.models.editions.LiveRange("live_from", "live_until"), "&&"),
                ],
                name="edition_one_live_at_any_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="byline",
            constraint=models.UniqueConstraint(fields=("story", "position"), name="byline_one_per_position"),
        ),
        migrations.AddConstraint(
            model_name="byline",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="byline_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(fields=("host", "path"), name="address_path_once_per_host"),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__startswith", "/")), name="address_path_begins_with_slash"
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("story__isnull", False), ("url", ""), ("gone", False)),
                    models.Q(("story__isnull", True), models.Q(("url", ""), _negated=True), ("gone", False)),
                    models.Q(("story__isnull", True), ("url", ""), ("gone", True)),
                    _connector="OR",
                ),
                name="address_leads_to_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="tag_is_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="tag_slug_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="storytag",
            constraint=models.UniqueConstraint(fields=("content_object", "tag"), name="story_tag_once"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["station", "-updated_at", "-id"], name="story_desk_order"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["headline"], name="story_headline_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("binned_at__isnull", False)), fields=["binned_at"], name="story_bin"
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(("headline", ""), _negated=True), name="story_has_a_headline"
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["draft", "in_review", "ready"])),
                name="story_stage_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at_estimated", False), ("published_at__isnull", False), _connector="OR"
                ),
                name="story_estimate_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "ready"), _negated=True),
                    ("approved_revision__isnull", False),
                    _connector="OR",
                ),
                name="story_ready_names_its_revision",
            ),
        ),
    ]
