"""A search asks the index of words, also where the table is so small that reading all of it looks cheap.

It is not: the vectors lie out of line, and a search asks once a quarter. 1,300 stories of 20 years took 2 to 5
seconds for a word that none of them has, and take milliseconds so.
"""

from django.db import migrations

from articles.migrations._operations import SQL

BY_INDEX = """
alter function published_hits(integer, integer, tsquery, boolean) set enable_seqscan = off;
alter function published_similar_word(integer, text, real) set enable_seqscan = off;
"""
AS_BEFORE = """
alter function published_hits(integer, integer, tsquery, boolean) reset enable_seqscan;
alter function published_similar_word(integer, text, real) reset enable_seqscan;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0040_last_modified")]

    operations = [
        migrations.RunSQL(BY_INDEX, AS_BEFORE),
        migrations.RunSQL(
            (SQL / "search_0002.sql").read_text(),
            "drop function published_hits_before(integer, timestamptz, tsquery, boolean);"
            "drop function published_hits_are_few(integer, tsquery)",
        ),
    ]
