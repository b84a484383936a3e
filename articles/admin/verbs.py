"""What the events of the record are called, for people. A test compares the table with the services."""

WORDS = {
    "created": "Created",
    "saved": "Saved",
    "imported": "Brought in by an import",
    "held": "Newer copy held for an editor",
    "took_held_copy": "Newer copy taken over",
    "left_held_copy": "Newer copy left aside",
    "set_aside": "Text kept beside a later save",
    "undone": "Import undone",
    "assigned": "Assigned",
    "unassigned": "Assignment taken off",
    "noted": "Note written",
    "note_resolved": "Note resolved",
    "preview_shared": "Preview shared by link",
    "preview_revoked": "Link to a preview revoked",
    "submit_story": "Submitted for review",
    "return_story": "Returned to draft",
    "make_ready": "Made ready",
    "published": "Published",
    "scheduled": "Scheduled",
    "cancelled": "Scheduled version cancelled",
    "reverted": "Earlier version brought back",
    "corrected": "Corrected",
    "end_set": "End set",
    "end_lifted": "End lifted",
    "embargo_overridden": "Published despite the embargo",
    "embargo_lifted": "Embargo lifted or brought forward",
    "review_bypassed": "Published without a second pair of eyes",
    "withdrawn": "Withdrawn",
    "killed": "Killed",
    "revived": "Revived",
    "binned": "Put in the bin",
    "taken_from_bin": "Taken out of the bin",
    "deleted": "Deleted from the bin",
    "redacted": "Redacted",
}
# Each of these was written together with the reason that somebody gave.
OF_THE_EMBARGO = ("embargo_overridden", "embargo_lifted")


def event_words(verb: str) -> str:
    return WORDS.get(verb) or verb.replace("_", " ").capitalize()
