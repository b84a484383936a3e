"""Stories whose date has no hour that anybody knows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_words_of_the_newsroom")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="published_at_day_only",
            field=models.BooleanField(
                default=False,
                help_text="Readers see the day without an hour.",
                verbose_name="only the day is known",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(published_at_day_only=False) | models.Q(published_at__isnull=False),
                name="story_day_has_a_date",
                violation_error_message="A date of a day alone has to be given.",
            ),
        ),
    ]
