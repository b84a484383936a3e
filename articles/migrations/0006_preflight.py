"""What a station looks for before a story goes out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_second_eyes")]

    operations = [
        migrations.AddField(
            model_name="station",
            name="preflight",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["station", "slug"], name="placement_slug"),
        ),
    ]
