"""What is public, as views."""

from django.db import migrations

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_rules")]

    operations = [PublishedViews("published_0001.sql")]
