"""Quarters of one station as one key of the index of words, so that many of them are looked through at once."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import F

from articles.migrations._operations import SQL
from articles.models.editions import StationQuarter

DROP = """
drop function published_hits(integer, integer, tsquery, boolean);
drop function published_hits_are_few(integer, tsquery);
"""
AS_BEFORE = "drop function published_hits(integer, integer, integer, tsquery, boolean);"


class Migration(migrations.Migration):
    dependencies = [("articles", "0043_station_logo")]

    # The new index first and the old one last: while it is built, readers search on, and nothing is published.
    operations = [
        migrations.AddIndex(
            "searchentry",
            GinIndex(
                F("station_id"),
                StationQuarter(),
                F("vector"),
                gin_pending_list_limit=256,
                name="search_entry_quarters",
            ),
        ),
        migrations.RunSQL(
            DROP,
            (SQL / "search_0001.sql").read_text()
            + (SQL / "search_0002.sql").read_text()
            + "alter function published_hits(integer, integer, tsquery, boolean) set enable_seqscan = off;"
            "alter function published_similar_word(integer, text, real) set enable_seqscan = off;",
        ),
        migrations.RunSQL((SQL / "search_0003.sql").read_text(), AS_BEFORE),
        migrations.RemoveIndex("searchentry", "search_entry_windows"),
    ]
