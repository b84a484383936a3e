"""Search, the news of each section, and since when readers have a content."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from articles.migrations._operations import SQL

# The trigger keeps editions as they are; this column only says of each what its own times say.
FILL = """
alter table articles_edition disable trigger edition_is_frozen;
update articles_edition set changed_at = live_from;
alter table articles_edition enable trigger edition_is_frozen;
"""
LIST_NEWS = """
insert into articles_editionkey (edition_id, station_id, kind, key, published_at, story_id)
select k.edition_id, k.station_id, 'news', k.key, k.published_at, k.story_id
from articles_editionkey k join articles_edition e on e.id = k.edition_id
where k.kind = 'section' and not e.published_at_estimated
"""
UNLIST_NEWS = "delete from articles_editionkey where kind = 'news'"
DROP_FUNCTIONS = """
drop function published_hits(integer, integer, tsquery, boolean);
drop function published_similar_word(integer, text, real);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_body_nodes")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.station",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("station", "word"), name="search_word_once_per_station")
                ],
            },
        ),
        migrations.AddField("edition", "changed_at", models.DateTimeField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("edition", "changed_at", models.DateTimeField()),
        migrations.AlterField(
            "editionkey",
            "kind",
            models.CharField(
                choices=[
                    ("section", "Section"),
                    ("news", "News"),
                    ("tag", "Tag"),
                    ("person", "Person"),
                    ("picture", "Picture"),
                    ("story", "Story"),
                ],
                max_length=7,
            ),
        ),
        migrations.RunSQL(LIST_NEWS, UNLIST_NEWS),
        migrations.RunSQL((SQL / "search_0001.sql").read_text(), DROP_FUNCTIONS),
    ]
