"""Without indexes that nobody asks: a constraint begins with the same column, or only LIKE would use them.

Each was one write more for every story of an import.
"""

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_web_files")]

    operations = [
        migrations.AlterField(
            "byline",
            "story",
            models.ForeignKey("articles.story", CASCADE, db_index=False, related_name="bylines"),
        ),
        migrations.AlterField(
            "edition",
            "placement",
            models.ForeignKey("articles.placement", PROTECT, db_index=False, related_name="editions"),
        ),
        migrations.AlterField(
            "editionkey",
            "edition",
            models.ForeignKey("articles.edition", CASCADE, db_index=False, related_name="keys"),
        ),
        migrations.AlterField(
            "placement",
            "story",
            models.ForeignKey("articles.story", CASCADE, db_index=False, related_name="placements"),
        ),
        migrations.AlterField(
            "revision",
            "story",
            models.ForeignKey("articles.story", CASCADE, db_index=False, related_name="revisions"),
        ),
        migrations.AlterField(
            "storytag",
            "content_object",
            models.ForeignKey("articles.story", CASCADE, db_index=False, related_name="story_tags"),
        ),
        # Django gives each column of letters that has an index a second one, for LIKE.
        migrations.AlterField(
            "importitem",
            "blob",
            models.ForeignKey(
                "articles.importblob", PROTECT, null=True, db_index=False, related_name="items"
            ),
        ),
        migrations.AddIndex("importitem", models.Index(fields=["blob"], name="import_item_blob")),
        migrations.RunSQL(
            "drop index articles_importblob_sha256_859a18dd_like",
            "create index articles_importblob_sha256_859a18dd_like"
            " on articles_importblob (sha256 varchar_pattern_ops)",
        ),
    ]
