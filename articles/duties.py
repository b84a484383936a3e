"""What a station owes its readers and the law before it is on the web, and the rule each thing comes from.

The paragraphs are those of 47 CFR as of 2026; a station's counsel has the last word.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

TELEVISION = frozenset({"tv", "tv_nce"})
LICENSED = TELEVISION | {"radio", "radio_nce"}
EVERYBODY = LICENSED | {"online"}

# The sources of duties, as they stand beside the fields.
PUBLIC_FILE = "47 CFR 73.3526(b), 73.3527(b)"
EEO = "47 CFR 73.2080(c)(6)"
APPLICATIONS = "47 CFR 73.3580"
CAPTIONS = "47 CFR 79.1(i)"
CONTESTS = "47 CFR 73.1216"
OWNERS = _("JTI (CWA 17493) 1, 3 to 6, 8")
MASTHEAD = "JTI (CWA 17493) 6, 7"
TRUST = _("Trust Project indicators; JTI (CWA 17493) 2, 9 to 15")
GOOD_PRACTICE = _("WCAG 2.2; good practice")
READERS_LAW = _("State and federal law on privacy and consumers")


@dataclass(frozen=True, slots=True)
class Duty:
    """`table` and `key` are where it is done: a field of the imprint, or a kind of policy."""

    code: str
    words: Any
    rule: Any
    table: str
    key: str = ""
    services: frozenset[str] = EVERYBODY
    # What a text should answer.
    hint: Any = ""


def _imprint(field: str, words: Any, rule: Any, services: frozenset[str] = EVERYBODY) -> Duty:
    return Duty(field, words, rule, "imprint", field, services)


def _policy(kind: str, words: Any, rule: Any, hint: Any) -> Duty:
    return Duty(f"policy_{kind}", words, rule, "policy", kind, hint=hint)


DUTIES: tuple[Duty, ...] = (
    _imprint("legal_name", _("The licensee or publisher"), OWNERS),
    _imprint("community", _("The community of licence"), OWNERS, LICENSED),
    _imprint("address", _("A postal address"), OWNERS),
    _imprint("email", _("An address for feedback"), TRUST),
    Duty("owners", _("The owners"), OWNERS, "imprint", "owners"),
    Duty("masthead", _("A masthead with somebody in it today"), MASTHEAD, "mastheadentry"),
    _policy(
        "ownership",
        _("Ownership and funding, in words"),
        OWNERS,
        _("Who earns from the station, from what, and how the newsroom stays free of it."),
    ),
    _policy(
        "ethics",
        _("The ethics policy"),
        TRUST,
        _("Gifts, conflicts of interest, politics, people in grief, and who decides."),
    ),
    _policy(
        "corrections",
        _("The corrections policy"),
        TRUST,
        _("How you find out, how fast you act, and where readers see it."),
    ),
    _policy(
        "verification",
        _("How you verify"),
        TRUST,
        _("How many sources, what counts as one, and what you do with what you cannot check."),
    ),
    _policy(
        "ai",
        _("How you use AI"),
        TRUST,
        _("What software does in your newsroom, what it never does, and who answers for it."),
    ),
    _policy(
        "accessibility",
        _("The accessibility statement"),
        GOOD_PRACTICE,
        _("What works for whom, what does not yet, and whom to tell."),
    ),
    _policy(
        "privacy",
        _("The privacy policy"),
        READERS_LAW,
        _("What you keep of readers, for how long, and who else gets it."),
    ),
    _policy("terms", _("The terms of use"), READERS_LAW, _("What readers may do with what they find here.")),
    _imprint("public_file_url", _("The link to the public inspection file"), PUBLIC_FILE, LICENSED),
    _imprint("public_file_contact", _("Who helps with the public file"), PUBLIC_FILE, LICENSED),
    _imprint("eeo_report_url", _("The EEO report, or that you are exempt"), EEO, LICENSED),
    _imprint(
        "fcc_reviewed_on", _("The day on which FCC Applications was looked through"), APPLICATIONS, LICENSED
    ),
    _imprint("captions_phone", _("A contact for captions, at once"), CAPTIONS, TELEVISION),
    _imprint(
        "captions_complaints", _("A contact for written complaints about captions"), CAPTIONS, TELEVISION
    ),
)
# Beside fields that no duty names by itself.
RULES_OF_FIELDS = {duty.key: duty.rule for duty in DUTIES if duty.table == "imprint"} | {
    "public_file_phone": PUBLIC_FILE,
    "public_file_email": PUBLIC_FILE,
    "eeo_year": EEO,
    "eeo_exempt": EEO,
    "captions_email": CAPTIONS,
}
