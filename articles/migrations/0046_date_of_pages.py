"""The date of readers' pages is told by the query that reads the station."""

from django.db import migrations

from articles.migrations._operations import SQL


class Migration(migrations.Migration):
    dependencies = [("articles", "0045_story_events_found")]

    operations = [
        migrations.RunSQL((SQL / "changes_0001.sql").read_text(), migrations.RunSQL.noop),
    ]
