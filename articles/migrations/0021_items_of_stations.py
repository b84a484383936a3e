"""The station that a file named, so that nobody else sees what led to no story."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_desk_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="importitem",
            name="station",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.station",
            ),
        ),
    ]
