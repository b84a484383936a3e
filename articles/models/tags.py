"""Subjects that the whole group shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


class Tag(TagBase):
    """A subject. Its slug is its address on every station and never changes; a merged one leads on."""

    labels = models.JSONField(
        _("names by language"), default=dict, blank=True, help_text='Other languages: {"es": "Huracanes"}.'
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_tags")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="tag_is_not_merged_into_itself",
                violation_error_message=_("A tag cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug=""),
                name="tag_slug_is_not_empty",
                violation_error_message=_("A tag needs an address."),
            ),
        ]


class StoryTag(ItemBase):
    """A tag on a working copy."""

    content_object = models.ForeignKey(
        "articles.Story", models.CASCADE, db_index=False, related_name="story_tags"
    )
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="story_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="story_tag_once",
                violation_error_message=_("A story has each tag once."),
            ),
        ]
