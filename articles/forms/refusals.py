"""What a rule of the database says to a person, where a form did not say it first."""

import functools
import logging
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

# Rules that only the database has: models cannot spell a key over two columns.
ONLY_IN_THE_DATABASE = {
    "placement_section_of_station": _("That section belongs to another station."),
    "membership_section_of_station": _("That section belongs to another station."),
    "section_parent_of_station": _("The parent is a section of another station."),
    "story_with_station": _("A story belongs to one station."),
}
# For all others, by what kind of rule it was (SQLSTATE).
BY_KIND = {
    "23505": _("Somebody saved the same a moment ago. Look at the list, then save again."),
    "23514": _("A number here is smaller or larger than can be."),
    "23503": _("Something that this refers to is gone, or something still refers to this."),
}
UNKNOWN = _("The database does not take this, and nothing was saved. Tell whoever runs this newsroom.")


def sentence_of_rule(error: IntegrityError) -> str:
    diag = getattr(error.__cause__, "diag", None)
    message = getattr(diag, "message_primary", "") or ""
    if message.endswith("."):  # the rules that we wrote in SQL speak in sentences
        return gettext(message)
    rule, kind = getattr(diag, "constraint_name", "") or "", getattr(diag, "sqlstate", "") or ""
    if sentence := sentences().get(rule):
        return str(sentence)
    log.warning("No sentence for rule %s (%s): %s", rule, kind, message)
    return str(BY_KIND.get(kind, UNKNOWN))


@functools.cache
def sentences() -> dict[str, Any]:
    """By the name of the rule: those of the models, and those of the database alone."""
    return ONLY_IN_THE_DATABASE | {
        constraint.name: constraint.violation_error_message for constraint in constraints()
    }


def constraints() -> list[BaseConstraint]:
    models = apps.get_app_config("articles").get_models()
    return [constraint for model in models for constraint in model._meta.constraints]
