"""Sections keep the slugs they had."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_rules")]

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
    ]
