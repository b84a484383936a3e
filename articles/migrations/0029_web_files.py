"""What a station tells machines, and a first segment of its own for oEmbed."""

import django.db.models.deletion
from django.db import migrations, models

import articles.models.web_files


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_labels"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedWebFiles",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("allow_training", models.BooleanField()),
                ("allow_ai_search", models.BooleanField()),
                ("allow_ai_fetch", models.BooleanField()),
                ("security_contact", models.CharField(max_length=200)),
                ("security_until", models.DateField(null=True)),
                ("stands_for_group", models.BooleanField()),
                ("trust_lines", models.TextField()),
                ("ads_lines", models.TextField()),
            ],
            options={
                "db_table": "published_webfiles",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="WebFiles",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "allow_training",
                    models.BooleanField(
                        default=False,
                        help_text="Also said in trust.txt. Your contracts with agencies may forbid it.",
                        verbose_name="may train AI models on the stories",
                    ),
                ),
                (
                    "allow_ai_search",
                    models.BooleanField(
                        default=True,
                        help_text="With a link to the story. Where it is refused, such engines do not name the station.",
                        verbose_name="may show the stories in AI search",
                    ),
                ),
                (
                    "allow_ai_fetch",
                    models.BooleanField(
                        default=True,
                        help_text="On behalf of one person, at that moment. Not all of them heed a refusal.",
                        verbose_name="may fetch a story that somebody asked for",
                    ),
                ),
                (
                    "security_contact",
                    models.CharField(
                        blank=True,
                        help_text="Where people report a hole in the site (RFC 9116). Without it there is no security.txt.",
                        max_length=200,
                        validators=[articles.models.web_files.validate_contact],
                        verbose_name="contact for security",
                    ),
                ),
                (
                    "security_until",
                    models.DateField(
                        blank=True,
                        help_text="Within a year. You are warned 30 days before; after it the file is gone.",
                        null=True,
                        verbose_name="good until",
                    ),
                ),
                (
                    "stands_for_group",
                    models.BooleanField(
                        default=False,
                        help_text="Its trust.txt names all stations of the group, and theirs name it. One station does.",
                        verbose_name="speaks for the group",
                    ),
                ),
                (
                    "trust_lines",
                    models.TextField(
                        blank=True,
                        help_text="Associations and accounts, a line each: member=https://association.example/.",
                        max_length=20000,
                        validators=[articles.models.web_files.validate_trust],
                        verbose_name="more lines of trust.txt",
                    ),
                ),
                (
                    "ads_lines",
                    models.TextField(
                        blank=True,
                        help_text="Who may sell advertising space, as your partners give them. Empty: nobody may.",
                        max_length=20000,
                        validators=[articles.models.web_files.validate_ads],
                        verbose_name="lines of ads.txt",
                    ),
                ),
            ],
            options={
                "verbose_name": "files for machines",
                "verbose_name_plural": "files for machines",
            },
        ),
        migrations.RemoveConstraint(
            model_name="section",
            name="section_slug_is_free",
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
                                "oembed",
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
                violation_error_message="A slug is no word that the site uses, and not digits alone.",
            ),
        ),
        migrations.AddField(
            model_name="webfiles",
            name="station",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="web_files", to="articles.station"
            ),
        ),
        migrations.AddConstraint(
            model_name="webfiles",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands_for_group", True)),
                fields=("stands_for_group",),
                name="web_files_one_station_for_the_group",
                violation_error_message="Another station speaks for the group. Take it from that one first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webfiles",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("security_contact", ""), ("security_until", None)),
                    models.Q(
                        models.Q(("security_contact", ""), _negated=True), ("security_until__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="web_files_security_has_an_end",
                violation_error_message="A contact for security needs the day until which it is good.",
            ),
        ),
    ]
