"""Who killed a picture and why, and on the record of which stories it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0038_people_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="kill_reason",
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="asset",
            name="killed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="storyevent",
            name="asset_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="storyevent",
            index=models.Index(
                condition=models.Q(("asset_id__isnull", False)), fields=["asset_id"], name="story_event_asset"
            ),
        ),
    ]
