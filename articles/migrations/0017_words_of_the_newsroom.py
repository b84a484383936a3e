"""Rules that speak the newsroom's words; forms that are taken in once."""

import django.contrib.postgres.constraints
import django.db.models.functions.text
from django.db import migrations, models

import articles.models.editions


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_storage_of_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedForm",
            fields=[
                ("fingerprint", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("led_to", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.AlterField(
            model_name="user",
            name="is_superuser",
            field=models.BooleanField(
                default=False,
                help_text="May do everything at every station.",
                verbose_name="group administrator",
            ),
        ),
        migrations.AlterConstraint(
            model_name="address",
            name="address_path_once_per_host",
            constraint=models.UniqueConstraint(
                fields=("host", "path"),
                name="address_path_once_per_host",
                violation_error_message="That path leads somewhere already on this host.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="address",
            name="address_path_begins_with_slash",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__startswith", "/")),
                name="address_path_begins_with_slash",
                violation_error_message="Begin the path with a slash: /news/12345.html",
            ),
        ),
        migrations.AlterConstraint(
            model_name="address",
            name="address_leads_to_one_place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("story__isnull", False), ("url", ""), ("gone", False)),
                    models.Q(("story__isnull", True), models.Q(("url", ""), _negated=True), ("gone", False)),
                    models.Q(("story__isnull", True), ("url", ""), ("gone", True)),
                    _connector="OR",
                ),
                name="address_leads_to_one_place",
                violation_error_message="An address leads to one place: a story, elsewhere, or gone.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="asset",
            name="asset_focal_point_inside",
            constraint=models.CheckConstraint(
                condition=models.Q(("focal_x__range", (0, 1)), ("focal_y__range", (0, 1))),
                name="asset_focal_point_inside",
                violation_error_message="The focus lies inside the picture: both numbers are from 0 to 1.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="asset",
            name="asset_alt_or_decorative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_decorative", True), ("alt", "")),
                    models.Q(("is_decorative", False), models.Q(("alt", ""), _negated=True)),
                    _connector="OR",
                ),
                name="asset_alt_or_decorative",
                violation_error_message="Say what the picture shows, or mark it decorative; not both.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="asset",
            name="asset_has_a_size",
            constraint=models.CheckConstraint(
                condition=models.Q(("width__gt", 0), ("height__gt", 0)),
                name="asset_has_a_size",
                violation_error_message="A picture is at least one pixel wide and high.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="autosave",
            name="autosave_key_once_per_user",
            constraint=models.UniqueConstraint(
                fields=("user", "key"),
                name="autosave_key_once_per_user",
                violation_error_message="This text was kept a moment ago.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="byline",
            name="byline_one_per_position",
            constraint=models.UniqueConstraint(
                fields=("story", "position"),
                name="byline_one_per_position",
                violation_error_message="Each name of a byline has a place of its own.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="byline",
            name="byline_has_a_name",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="byline_has_a_name",
                violation_error_message="A byline has a name.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="correction",
            name="correction_says_something",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), ("redacted_at__isnull", False), _connector="OR"
                ),
                name="correction_says_something",
                violation_error_message="Say what was wrong, and what is right.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="correctionplacement",
            name="correction_once_in_an_edition",
            constraint=models.UniqueConstraint(
                fields=("correction", "carried_by"),
                name="correction_once_in_an_edition",
                violation_error_message="That edition carries this note already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="edition",
            name="edition_number_once",
            constraint=models.UniqueConstraint(
                fields=("placement", "number"),
                name="edition_number_once",
                violation_error_message="It was published a moment ago. Look at the story first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="edition",
            name="edition_range_runs_forward",
            constraint=models.CheckConstraint(
                condition=models.Q(("live_from__lte", models.F("live_until"))),
                name="edition_range_runs_forward",
                violation_error_message="An edition ends after it begins.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="edition",
            name="edition_one_live_at_any_instant",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("placement", "="),
                    (articles.models.editions.LiveRange("live_from", "live_until"), "&&"),
                ],
                name="edition_one_live_at_any_instant",
                violation_error_message="Another edition of this story is live at that time.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="editionkey",
            name="edition_key_once",
            constraint=models.UniqueConstraint(
                fields=("edition", "kind", "key"),
                name="edition_key_once",
                violation_error_message="An edition stands in each list once.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="embargooverride",
            name="embargo_override_has_a_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="embargo_override_has_a_reason",
                violation_error_message="Say why the embargo is overridden.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="formercallsign",
            name="former_callsign_is_licensed_form",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "callsign__regex",
                        "^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$",
                    )
                ),
                name="former_callsign_is_licensed_form",
                violation_error_message="Write the call sign as licensed, in capitals: KMIA-TV.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="host",
            name="host_name_is_valid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$",
                    )
                ),
                name="host_name_is_valid",
                violation_error_message="Write the host name in lower case, without port or slashes.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="host",
            name="host_one_primary_per_station",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_primary", True)),
                fields=("station",),
                name="host_one_primary_per_station",
                violation_error_message="One host of a station is the primary one; the others lead to it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="importedfile",
            name="imported_file_same_copy_once_per_station",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_duplicate", False)),
                fields=("station", "fingerprint"),
                name="imported_file_same_copy_once_per_station",
                violation_error_message="This station has the same copy already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="importedfile",
            name="imported_file_one_story_per_identity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded", False)),
                fields=("source", "path", "member", "station"),
                name="imported_file_one_story_per_identity",
                violation_error_message="That file has led to a story of this station already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="importitem",
            name="import_item_once_per_run",
            constraint=models.UniqueConstraint(
                fields=("run", "argument", "path", "member"),
                name="import_item_once_per_run",
                violation_error_message="A run lists each file once.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="importitem",
            name="import_refusal_has_a_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="import_refusal_has_a_reason",
                violation_error_message="A refused file has a reason.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="membership",
            name="membership_one_role_per_scope",
            constraint=models.UniqueConstraint(
                fields=("user", "station", "section"),
                name="membership_one_role_per_scope",
                nulls_distinct=False,
                violation_error_message="This person has a role there already: change that one.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="membership",
            name="membership_role_is_known",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["reporter", "editor", "publisher", "manager"])),
                name="membership_role_is_known",
                violation_error_message="Choose one of the roles.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="person",
            name="person_slug_is_address",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="person_slug_is_address",
                violation_error_message="Write the address in lower-case letters, digits and single hyphens.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="person",
            name="person_is_not_merged_into_themselves",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="person_is_not_merged_into_themselves",
                violation_error_message="Nobody can be merged into themselves.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="placement_once_per_station",
            constraint=models.UniqueConstraint(
                fields=("story", "station"),
                name="placement_once_per_station",
                violation_error_message="The story has a place on that station already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="placement_one_home_per_story",
            constraint=models.UniqueConstraint(
                condition=models.Q(("home", True)),
                fields=("story",),
                name="placement_one_home_per_story",
                violation_error_message="A story has one home station.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="placement_slug_is_address",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="placement_slug_is_address",
                violation_error_message="Write the slug in lower-case letters, digits and single hyphens.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="placement_down_has_a_time",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("down_kind", ""), ("down_at__isnull", True)),
                    models.Q(("down_kind__in", ["withdrawn", "killed"]), ("down_at__isnull", False)),
                    _connector="OR",
                ),
                name="placement_down_has_a_time",
                violation_error_message="What is taken down has a time at which it was.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="presence",
            name="presence_once",
            constraint=models.UniqueConstraint(
                fields=("story", "user"),
                name="presence_once",
                violation_error_message="Each person is here once.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="previewlink",
            name="preview_link_expires_later",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                name="preview_link_expires_later",
                violation_error_message="A link ends after it was made.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reviewbypass",
            name="review_bypass_has_a_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="review_bypass_has_a_reason",
                violation_error_message="Say why nobody else has looked at the text.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="revision",
            name="revision_number_once_per_story",
            constraint=models.UniqueConstraint(
                fields=("story", "number"),
                name="revision_number_once_per_story",
                violation_error_message="Somebody saved this story at the same moment. Save again.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="searchword",
            name="search_word_once_per_station",
            constraint=models.UniqueConstraint(
                fields=("station", "word"),
                name="search_word_once_per_station",
                violation_error_message="A station keeps each word once.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="section",
            name="section_slug_once_per_station",
            constraint=models.UniqueConstraint(
                fields=("station", "slug"),
                name="section_slug_once_per_station",
                violation_error_message="Another section of this station has that slug.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="section",
            name="section_name_once_per_station",
            constraint=models.UniqueConstraint(
                models.F("station"),
                django.db.models.functions.text.Lower("name"),
                name="section_name_once_per_station",
                violation_error_message="This station has a section of that name already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="section",
            name="section_with_station",
            constraint=models.UniqueConstraint(
                fields=("id", "station"),
                name="section_with_station",
                violation_error_message="A section is listed once at its station.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="section",
            name="section_slug_is_free",
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
                violation_error_message="A slug is no word that the site uses, and not digits alone.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="section",
            name="section_is_not_its_own_parent",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="section_is_not_its_own_parent",
                violation_error_message="A section cannot be its own parent.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_name_once",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="source_name_once",
                violation_error_message="There is a source of that name already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_has_a_label",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("label", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="source_has_a_label",
                violation_error_message="A source has a name, and a label for readers.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="station",
            name="station_callsign_is_licensed_form",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "callsign__regex",
                        "^[KW](?:[A-Z]{2,3}|[0-9]{2,3}[A-Z]{2})(?:-(?:TV|DT|LD|CD|FM|AM|LP|CA|HD|SD|TX|D)[0-9]?)?$",
                    )
                ),
                name="station_callsign_is_licensed_form",
                violation_error_message="Write the call sign as licensed, in capitals: KMIA-TV.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="station",
            name="station_colours_are_hex",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("brand_color__regex", "^#[0-9a-f]{6}$"), ("brand_color_dark__regex", "^#[0-9a-f]{6}$")
                ),
                name="station_colours_are_hex",
                violation_error_message="Write both colours as #rrggbb, in lower case.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="story",
            name="story_has_a_headline",
            constraint=models.CheckConstraint(
                condition=models.Q(("headline", ""), _negated=True),
                name="story_has_a_headline",
                violation_error_message="A story has a headline.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="story",
            name="story_stage_is_known",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["draft", "in_review", "ready"])),
                name="story_stage_is_known",
                violation_error_message="A story is a draft, in review or ready.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="story",
            name="story_estimate_has_a_date",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at_estimated", False), ("published_at__isnull", False), _connector="OR"
                ),
                name="story_estimate_has_a_date",
                violation_error_message="A date that is an estimate has to be given.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="story",
            name="story_ready_names_its_revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "ready"), _negated=True),
                    ("approved_revision__isnull", False),
                    _connector="OR",
                ),
                name="story_ready_names_its_revision",
                violation_error_message="Ready approves one saved version of the story.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="storynote",
            name="note_says_something",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="note_says_something",
                violation_error_message="Write the note.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="storynote",
            name="note_resolved_by_somebody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                    _connector="OR",
                ),
                name="note_resolved_by_somebody",
                violation_error_message="A note that is done was done by somebody.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="storytag",
            name="story_tag_once",
            constraint=models.UniqueConstraint(
                fields=("content_object", "tag"),
                name="story_tag_once",
                violation_error_message="A story has each tag once.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="tag",
            name="tag_is_not_merged_into_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="tag_is_not_merged_into_itself",
                violation_error_message="A tag cannot be merged into itself.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="tag",
            name="tag_slug_is_not_empty",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                name="tag_slug_is_not_empty",
                violation_error_message="A tag needs an address.",
            ),
        ),
    ]
