"""Pictures and related stories chosen by hand."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_day_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="gallery",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="related",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("gallery", []), _negated=True), fields=["gallery"], name="story_gallery"
            ),
        ),
    ]
