"""An index by which the name of an imported file finds its story."""

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Coalesce, NullIf, Reverse


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_sign_in_tries")]

    operations = [
        migrations.AddIndex(
            model_name="importedfile",
            index=models.Index(
                OpClass(
                    Reverse(
                        Coalesce(
                            NullIf(models.F("member"), models.Value("", models.TextField())), models.F("path")
                        )
                    ),
                    "text_pattern_ops",
                ),
                name="imported_file_by_name",
            ),
        ),
    ]
