"""What the events of the record are called, for people. A test compares the table with the services."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

WORDS = {
    "created": _("Created"),
    "saved": _("Saved"),
    "imported": _("Brought in by an import"),
    "held": _("Newer copy held for an editor"),
    "took_held_copy": _("Newer copy taken over"),
    "left_held_copy": _("Newer copy left aside"),
    "set_aside": _("Text kept beside a later save"),
    "undone": _("Import undone"),
    "assigned": _("Assigned"),
    "unassigned": _("Assignment taken off"),
    "noted": _("Note written"),
    "note_resolved": _("Note resolved"),
    "preview_shared": _("Preview shared by link"),
    "preview_revoked": _("Link to a preview revoked"),
    "tag_merged": _("A tag of it merged into another"),
    "picture_killed": _("A picture of it killed"),
    "picture_replaced": _("A picture of it replaced"),
    "submit_story": _("Submitted for review"),
    "return_story": _("Returned to draft"),
    "make_ready": _("Made ready"),
    "published": pgettext_lazy("event", "Published"),
    "scheduled": _("Scheduled"),
    "cancelled": _("Scheduled version cancelled"),
    "reverted": _("Earlier version brought back"),
    "corrected": pgettext_lazy("event", "Corrected"),
    "end_set": _("End set"),
    "end_lifted": _("End lifted"),
    "embargo_overridden": _("Published despite the embargo"),
    "embargo_lifted": _("Embargo lifted or brought forward"),
    "review_bypassed": _("Published without a second pair of eyes"),
    "withdrawn": _("Withdrawn"),
    "killed": _("Killed"),
    "revived": _("Revived"),
    "binned": _("Put in the bin"),
    "taken_from_bin": _("Taken out of the bin"),
    "deleted": _("Deleted from the bin"),
    "redacted": _("Redacted"),
}
# Each of these was written together with the reason that somebody gave.
OF_THE_EMBARGO = ("embargo_overridden", "embargo_lifted")
WITH_A_REASON = (*OF_THE_EMBARGO, "review_bypassed", "picture_killed")


def field_words(name: str) -> str:
    """The name of a column, as the record has it."""
    return gettext(name.replace("_", " "))


def event_words(verb: str) -> str:
    return str(WORDS.get(verb) or verb.replace("_", " ").capitalize())
