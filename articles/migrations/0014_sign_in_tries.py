"""Counts of tries to sign in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_previews")]

    operations = [
        migrations.CreateModel(
            name="SignInTry",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField(db_index=True)),
                ("tries", models.PositiveIntegerField()),
            ],
            options={"verbose_name_plural": "sign-in tries"},
        ),
    ]
