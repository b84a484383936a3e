"""The files that a picture had before it was replaced, so that a kill keeps them out as well."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0050_byline_name")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="former_sha256",
            field=ArrayField(
                models.CharField(max_length=64),
                default=list,
                blank=True,
                editable=False,
                help_text="Of the files that were replaced: a kill keeps them out as well.",
            ),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=GinIndex(
                fields=["former_sha256"],
                condition=models.Q(killed_at__isnull=False),
                name="asset_killed_files",
            ),
        ),
    ]
