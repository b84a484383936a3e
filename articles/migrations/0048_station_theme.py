"""A station's theme is the name of any folder; all views of what is public, which have the column."""

from django.db import migrations, models

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0047_search_keys"),
    ]

    operations = [
        PublishedViews(),
        migrations.AlterField(
            model_name="station",
            name="theme",
            field=models.CharField(default="paper", max_length=20, verbose_name="look"),
        ),
        PublishedViews("published_0001.sql"),
    ]
