"""What is public of who is behind a station."""

from django.db import migrations

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [("articles", "0036_duties")]

    operations = [PublishedViews("published_0008.sql")]
