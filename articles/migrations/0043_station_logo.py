"""A station's logo, and whether its icons are made; all views of what is public."""

import django.db.models.deletion
from django.db import migrations, models

from articles.migrations._operations import PublishedViews


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0042_searched_by_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="has_icons",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="station",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                help_text=(
                    "A picture of the library, cut to a square round its focus, for browsers' tabs, phones and "
                    "search engines. Empty: the letters of the brand on its colour."
                ),
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="logo_of",
                to="articles.asset",
                verbose_name="logo",
            ),
        ),
        PublishedViews("published_0001.sql"),
    ]
