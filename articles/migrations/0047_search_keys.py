"""Words under the number of their station in the index of words: a search reads what one station has."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from articles.migrations._operations import SQL
from articles.models.editions import SearchKeys, StationQuarter

HITS_BEFORE, SIMILAR_WORD = "-- The hits before a date", "-- The most similar word"
AS_BEFORE = (
    (SQL / "search_0003.sql").read_text()
    + (SQL / "search_0002.sql").read_text().partition(HITS_BEFORE)[2].partition("\n")[2]
    + (SQL / "search_0001.sql").read_text().partition(SIMILAR_WORD)[2].partition("\n")[2]
    + "alter function published_similar_word(integer, text, real) set enable_seqscan = off;"
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0046_date_of_pages")]

    # The new index first and the old one last: while it is built, readers search on, and nothing is published.
    operations = [
        migrations.RunSQL(
            (SQL / "search_keys_0001.sql").read_text(), "drop function search_asked, search_keys;"
        ),
        migrations.AddIndex(
            "searchentry",
            GinIndex(StationQuarter(), SearchKeys(), gin_pending_list_limit=256, name="search_entry_keys"),
        ),
        migrations.RunSQL((SQL / "search_0004.sql").read_text(), AS_BEFORE),
        migrations.RemoveIndex("searchentry", "search_entry_quarters"),
    ]
