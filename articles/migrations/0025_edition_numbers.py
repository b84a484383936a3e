"""The order of numbers on a station, along which its sitemaps are made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_my_desk")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["station", "story"], name="edition_numbers"),
        ),
    ]
