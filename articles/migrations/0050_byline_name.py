"""Stories by a name as it was printed, also where it leads to nobody: the list of stories looked through all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0049_labels_of_breaking_and_related"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="byline",
            index=models.Index(fields=["name"], name="byline_name"),
        ),
    ]
