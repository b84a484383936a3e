"""What was killed stays out of the history of a story that lives again; a withdrawal lasts until its end."""

from django.db import migrations

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_labels")]

    operations = [PublishedViews("published_0004.sql")]
