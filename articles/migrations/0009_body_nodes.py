"""Pictures and related stories within a text: where they are shown."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_import_identities")]

    operations = [
        migrations.AlterField(
            model_name="editionkey",
            name="kind",
            field=models.CharField(
                choices=[
                    ("section", "Section"),
                    ("tag", "Tag"),
                    ("person", "Person"),
                    ("picture", "Picture"),
                    ("story", "Story"),
                ],
                max_length=7,
            ),
        ),
        migrations.AddIndex(
            model_name="editionkey",
            index=models.Index(
                condition=models.Q(("kind", "picture")), fields=["key"], name="edition_key_pictures"
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).with_name("sql") / "bodies_0001.sql").read_text(),
            reverse_sql="drop function body_pictures(text) cascade",
        ),
    ]
