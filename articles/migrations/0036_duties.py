"""Who is behind a station, what it holds itself to, and what readers ask it to put right."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0035_breaking"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedContest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("announced_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended", models.BooleanField()),
                ("rules", models.JSONField()),
            ],
            options={
                "db_table": "published_contest",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedFccNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("file_number", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("shown_from", models.DateTimeField()),
                ("shown_until", models.DateTimeField()),
            ],
            options={
                "db_table": "published_fcc_notice",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedImprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("service", models.CharField(max_length=9)),
                ("legal_name", models.CharField(max_length=160)),
                ("community", models.CharField(max_length=120)),
                ("founded", models.IntegerField(null=True)),
                ("address", models.TextField()),
                ("phone", models.CharField(max_length=40)),
                ("email", models.CharField(max_length=254)),
                ("public_file_url", models.CharField(max_length=200)),
                ("public_file_contact", models.CharField(max_length=120)),
                ("public_file_phone", models.CharField(max_length=40)),
                ("public_file_email", models.CharField(max_length=254)),
                ("eeo_report_url", models.CharField(max_length=200)),
                ("eeo_year", models.IntegerField(null=True)),
                ("captions_phone", models.CharField(max_length=40)),
                ("captions_email", models.CharField(max_length=254)),
                ("captions_complaints", models.TextField()),
                ("fcc_updated_on", models.DateField(null=True)),
                ("owners", models.JSONField()),
                ("masthead", models.JSONField()),
            ],
            options={
                "db_table": "published_imprint",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=13)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField()),
                ("in_force_from", models.DateTimeField()),
                ("earlier", models.JSONField()),
            ],
            options={
                "db_table": "published_policy",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("announced_at", models.DateTimeField(verbose_name="announced on")),
                ("ends_at", models.DateTimeField(verbose_name="ends on")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contests",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "ordering": ["-ends_at"],
            },
        ),
        migrations.CreateModel(
            name="ContestRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=40000)),
                ("posted_at", models.DateTimeField()),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="articles.contest",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contest rules",
                "ordering": ["-posted_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=400, verbose_name="where")),
                ("wrong", models.TextField(max_length=4000, verbose_name="what is wrong")),
                ("evidence", models.TextField(blank=True, max_length=4000, verbose_name="how they know")),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="mail")),
                ("language", models.CharField(choices=[("en", "English"), ("es", "Español")], max_length=2)),
                ("form", models.CharField(editable=False, max_length=64, unique=True)),
                ("received_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_for_by",
                        to="articles.correction",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_requests",
                        to="articles.station",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_requests",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for correction",
                "verbose_name_plural": "requests for correction",
                "ordering": ["-received_at"],
            },
        ),
        migrations.CreateModel(
            name="FccNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What is applied for: renewal of licence, KMIA.", max_length=160
                    ),
                ),
                (
                    "file_number",
                    models.CharField(blank=True, help_text="As the FCC's system gives it.", max_length=40),
                ),
                ("text", models.TextField(max_length=8000)),
                ("shown_from", models.DateTimeField()),
                ("shown_until", models.DateTimeField()),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fcc_notices",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "FCC notice",
                "ordering": ["-shown_from"],
            },
        ),
        migrations.CreateModel(
            name="Imprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("tv", "Television, commercial"),
                            ("tv_nce", "Television, noncommercial educational"),
                            ("radio", "Radio, commercial"),
                            ("radio_nce", "Radio, noncommercial educational"),
                            ("online", "Online only, no licence"),
                        ],
                        default="tv",
                        max_length=9,
                    ),
                ),
                (
                    "legal_name",
                    models.CharField(blank=True, max_length=160, verbose_name="licensee or publisher"),
                ),
                (
                    "community",
                    models.CharField(blank=True, max_length=120, verbose_name="community of licence"),
                ),
                (
                    "founded",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="year founded",
                    ),
                ),
                ("address", models.TextField(blank=True, max_length=400, verbose_name="postal address")),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="address for feedback")),
                ("public_file_url", models.URLField(blank=True, verbose_name="public inspection file")),
                (
                    "public_file_contact",
                    models.CharField(blank=True, max_length=120, verbose_name="who helps with the file"),
                ),
                (
                    "public_file_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="their phone"),
                ),
                (
                    "public_file_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their mail"),
                ),
                ("eeo_report_url", models.URLField(blank=True, verbose_name="EEO report")),
                (
                    "eeo_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="year of the report",
                    ),
                ),
                ("eeo_exempt", models.BooleanField(default=False, verbose_name="exempt from the EEO report")),
                (
                    "fcc_reviewed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="applications last looked through on"
                    ),
                ),
                (
                    "captions_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="phone for captions, at once"),
                ),
                (
                    "captions_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="mail for captions, at once"),
                ),
                (
                    "captions_complaints",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="written complaints about captions"
                    ),
                ),
                (
                    "station",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imprint",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "ordering": ["station__callsign"],
            },
        ),
        migrations.CreateModel(
            name="MastheadEntry",
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
                        help_text="Editor in chief, general manager, news director.", max_length=120
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="0 stands first.")),
                ("since", models.DateField()),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Their last day; empty while it goes on.", null=True
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Their page, where they have one on this station.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.person",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="masthead",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "masthead entry",
                "verbose_name_plural": "masthead",
                "ordering": ["station", "position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("country", models.CharField(blank=True, help_text="ISO 3166 code: US.", max_length=2)),
                ("website", models.URLField(blank=True)),
                (
                    "parent_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share of that owner",
                    ),
                ),
                (
                    "funding",
                    models.TextField(
                        blank=True,
                        help_text="Where its money comes from: advertising, grants, subsidies, and from whom.",
                        max_length=4000,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its own owner. Readers see the whole chain.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsidiaries",
                        to="articles.organisation",
                        verbose_name="owned by",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                (
                    "imprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owners",
                        to="articles.imprint",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="articles.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-share", "organisation__name"],
            },
        ),
        migrations.CreateModel(
            name="Policy",
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
                            ("ownership", "Ownership and funding"),
                            ("mission", "Mission and coverage"),
                            ("ethics", "Ethics"),
                            ("corrections", "How we correct"),
                            ("verification", "How we verify"),
                            ("sources", "Unnamed sources"),
                            ("bylines", "Stories without a byline"),
                            ("ai", "Use of AI"),
                            ("diversity", "Diversity"),
                            ("feedback", "How we act on feedback"),
                            ("accessibility", "Accessibility"),
                            ("captions", "Captions"),
                            ("contests", "Rules for all contests"),
                            ("privacy", "Privacy"),
                            ("terms", "Terms of use"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")], default="en", max_length=2
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="An empty line between paragraphs. Empty at a station: the group's own holds again.",
                        max_length=40000,
                    ),
                ),
                (
                    "in_force_from",
                    models.DateTimeField(
                        help_text="From that moment on readers have it, and nobody changes it."
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: for every station of the group that has none of its own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="articles.station",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "policies",
                "ordering": ["kind", "station", "-in_force_from"],
            },
        ),
        migrations.AddIndex(
            model_name="contest",
            index=models.Index(fields=["station", "ends_at"], name="contest_in_force"),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("announced_at"))),
                name="contest_ends_after_it_begins",
                violation_error_message="The contest ends after it is announced.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="contest_rules_say_something",
                violation_error_message="The rules of a contest need their words.",
            ),
        ),
        migrations.AddIndex(
            model_name="correctionrequest",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["station"],
                name="correction_request_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("wrong", ""), _negated=True),
                name="correction_request_says_something",
                violation_error_message="Say what is wrong.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="correction_request_closes_with_an_answer",
                violation_error_message="A request is closed with an answer.",
            ),
        ),
        migrations.AddIndex(
            model_name="fccnotice",
            index=models.Index(fields=["station", "shown_until"], name="fcc_notice_in_force"),
        ),
        migrations.AddConstraint(
            model_name="fccnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("shown_until__gt", models.F("shown_from"))),
                name="fcc_notice_ends_after_it_begins",
                violation_error_message="The notice ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fccnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                ),
                name="fcc_notice_says_something",
                violation_error_message="A notice has a title and a text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="imprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("eeo_report_url", ""), ("eeo_year__isnull", False), _connector="OR"),
                name="imprint_eeo_report_has_a_year",
                violation_error_message="Say of which year the EEO report is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mastheadentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("role", ""), _negated=True)
                ),
                name="masthead_names_somebody",
                violation_error_message="Say who it is, and in which role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mastheadentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="masthead_ends_after_it_begins",
                violation_error_message="The last day comes after the first one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="organisation_name_once",
                violation_error_message="There is an organisation of that name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="organisation_does_not_own_itself",
                violation_error_message="An organisation does not own itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent_share__isnull", True),
                    models.Q(("parent_share__gte", 0), ("parent_share__lte", 100)),
                    _connector="OR",
                ),
                name="organisation_share_is_a_percentage",
                violation_error_message="A share is a percentage from 0 to 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownership",
            constraint=models.UniqueConstraint(
                fields=("imprint", "organisation"),
                name="ownership_once",
                violation_error_message="That owner is listed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share__isnull", True), models.Q(("share__gte", 0), ("share__lte", 100)), _connector="OR"
                ),
                name="ownership_share_is_a_percentage",
                violation_error_message="A share is a percentage from 0 to 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.UniqueConstraint(
                fields=("kind", "station", "language", "in_force_from"),
                name="policy_version_once",
                nulls_distinct=False,
                violation_error_message="There is a version from that moment on already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), ("station__isnull", False), _connector="OR"
                ),
                name="policy_of_the_group_has_a_text",
                violation_error_message="The group's own policy needs its text.",
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "duties_0001.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
