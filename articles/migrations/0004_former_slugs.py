"""Sections keep the slugs they had, and the views hand them on."""

import django.contrib.postgres.fields
from django.db import migrations, models

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_published")]

    operations = [
        migrations.AddField(
            model_name="section",
            name="former_slugs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
        PublishedViews("published_0002.sql"),
    ]
