"""Who had a story before and has it after, on the record; and its events found by station, person and verb."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import DO_NOTHING, PROTECT, Q

PERSON = models.ForeignKey(
    settings.AUTH_USER_MODEL, DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0044_search_windows")]

    operations = [
        migrations.AddField("storyevent", "person_before", PERSON),
        migrations.AddField("storyevent", "person_after", PERSON.clone()),
        # An import writes events of nobody: the index of persons need not have them.
        migrations.AlterField(
            "storyevent",
            "actor",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, null=True, blank=True, db_index=False, related_name="+"
            ),
        ),
        migrations.AddIndex("storyevent", models.Index(fields=["at", "id"], name="story_event_time")),
        migrations.AddIndex(
            "storyevent", models.Index(fields=["station_id", "at", "id"], name="story_event_station")
        ),
        migrations.AddIndex(
            "storyevent",
            models.Index(
                fields=["actor", "at", "id"], condition=Q(actor__isnull=False), name="story_event_actor"
            ),
        ),
        migrations.AddIndex(
            "storyevent",
            models.Index(
                fields=["verb", "at", "id"],
                condition=~Q(verb__in=["imported", "published"]),
                name="story_event_verb",
            ),
        ),
    ]
