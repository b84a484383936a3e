"""The kind of work that a story is, and what part software had in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_history")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="label",
            field=models.CharField(
                choices=[
                    ("news", "News"),
                    ("analysis", "Analysis"),
                    ("opinion", "Opinion"),
                    ("review", "Review"),
                    ("explainer", "Explainer"),
                    ("fact_check", "Fact check"),
                    ("obituary", "Obituary"),
                    ("press_release", "Press release"),
                    ("sponsored", "Sponsored"),
                    ("satire", "Satire"),
                ],
                default="news",
                max_length=13,
                verbose_name="kind of work",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="ai_use",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "None"),
                    ("assisted", "Assisted: software helped, and a person answers for it"),
                    ("generated", "Generated: software wrote it, and a person checked it"),
                ],
                default="",
                max_length=9,
                verbose_name="use of AI",
            ),
        ),
    ]
