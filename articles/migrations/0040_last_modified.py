"""When readers' pages last became others, for machines that ask with a date."""

from django.db import migrations, models

from articles.migrations._operations import SQL


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0039_picture_killing"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pagechange",
            index=models.Index(fields=["effective_at"], name="page_change_effective"),
        ),
        migrations.RunSQL(
            (SQL / "changes_0001.sql").read_text(),
            "drop function if exists published_changed_at()",
        ),
    ]
