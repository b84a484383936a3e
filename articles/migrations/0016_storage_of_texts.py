"""How long texts are stored: PostgreSQL's own compression took a sixth of an import's time.

LZ4, which most servers have, packs nearly as well and is made for speed. A server
without it, such as the demo's, stores them as they are: in more room, and pages need not unpack them.
"""

from django.db import migrations

TEXTS = {
    "articles_revision": ("content",),
    "articles_edition": ("body", "rendered_html", "plain_text"),
}
CHANGES = " ".join(
    f"execute format('alter table {table} alter column {column} %s', how);"
    for table, columns in TEXTS.items()
    for column in columns
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_import_file_names")]

    operations = [
        migrations.RunSQL(
            "do $$ declare how text := 'set storage external'; begin"  # noqa: S608 - names of ours
            " if (select 'lz4' = any(enumvals) from pg_settings where name = 'default_toast_compression') then"
            "  how := 'set compression lz4';"
            f" end if; {CHANGES} end $$",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
