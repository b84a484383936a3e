"""No word of a killed version, of a killed picture or of a story to come: corrections, captions, proposals."""

from django.db import migrations

from articles.migrations._operations import SQL, PublishedViews


class Migration(migrations.Migration):
    dependencies = [("articles", "0052_search_by_index")]

    operations = [
        PublishedViews("published_0001.sql"),
        migrations.RunSQL((SQL / "search_0006.sql").read_text(), (SQL / "search_0005.sql").read_text()),
    ]
