"""The library's search has an index."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations
from django.db.models.functions import Upper

SEARCHED = ("title", "caption", "credit", "alt")


class Migration(migrations.Migration):
    dependencies = [("articles", "0041_search_by_index")]

    operations = [
        migrations.AddIndex(
            "asset",
            GinIndex(*(OpClass(Upper(name), "gin_trgm_ops") for name in SEARCHED), name="asset_words"),
        ),
    ]
