"""The views of what is public, with the kind of work of related stories and of breaking news."""

from django.db import migrations

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [("articles", "0048_station_theme")]

    operations = [PublishedViews("published_0001.sql")]
