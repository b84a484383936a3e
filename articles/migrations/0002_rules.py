"""The clock, and what tables alone cannot promise: triggers, composite keys, search configurations."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "rules_0001.sql").read_text(),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
