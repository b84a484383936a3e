"""A search comes to its entries by their index alone, whatever the database knows of the tables."""

from django.db import migrations

from articles.migrations._operations import SQL


class Migration(migrations.Migration):
    dependencies = [("articles", "0051_former_files_of_pictures")]

    operations = [
        migrations.RunSQL((SQL / "search_0005.sql").read_text(), (SQL / "search_0004.sql").read_text()),
    ]
