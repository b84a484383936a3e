"""Indexes for the library's search, and for a station's stories of late."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce, Upper

SEARCHED = ("title", "caption", "credit", "alt")


class Migration(migrations.Migration):
    dependencies = [("articles", "0041_search_by_index")]

    operations = [
        migrations.AddIndex(
            "asset",
            GinIndex(*(OpClass(Upper(name), "gin_trgm_ops") for name in SEARCHED), name="asset_words"),
        ),
        migrations.AddIndex(
            "story",
            models.Index(F("station"), Coalesce("published_at", "created_at"), name="story_recent"),
        ),
    ]
