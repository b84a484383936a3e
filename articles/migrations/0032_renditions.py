"""Which files of a picture there are, so that pages name no others."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_fewer_indexes")]

    operations = [
        # Version 0 lies where pictures lay before there were versions; the worker makes the rest.
        migrations.AddField("asset", "version", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AlterField("asset", "version", models.PositiveIntegerField(default=1, editable=False)),
        migrations.AddField("asset", "is_complete", models.BooleanField(default=False, editable=False)),
        migrations.AddField("asset", "is_due", models.BooleanField(default=True, editable=False)),
        migrations.AddIndex("asset", models.Index(fields=["-created_at", "-id"], name="asset_newest")),
        migrations.AddIndex(
            "asset",
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="asset_rights_end"
            ),
        ),
        migrations.AddIndex(
            "asset",
            models.Index(fields=["id"], condition=Q(is_due=True, killed_at__isnull=True), name="asset_due"),
        ),
    ]
