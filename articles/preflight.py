"""What is looked at before a story goes out, and how much a finding weighs where a station says nothing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_HEADLINE = 110


class Level(TextChoices):
    """What a finding does to a publication."""

    BLOCKER = "blocker", _("Stops the publication")
    WARNING = "warning", _("Is said before it")
    OFF = "off", _("Is not looked for")


@dataclass(frozen=True, slots=True)
class Rule:
    """`words` name it for whoever sets the station's rules; `level` is for stations that have set none."""

    code: str
    words: Any
    level: Level


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a sentence, and the field of the story form where it is mended."""

    code: str
    level: Level
    sentence: str
    field: str = ""


RULES: tuple[Rule, ...] = (
    Rule("no_alt", _("A picture without alt text"), Level.BLOCKER),
    Rule("expired_rights", _("A picture that was killed or whose rights have ended"), Level.BLOCKER),
    Rule("no_credit", _("A picture without a credit"), Level.WARNING),
    Rule("broken_link", _("A link within our own sites that leads nowhere"), Level.WARNING),
    Rule("empty_deck", _("No deck"), Level.WARNING),
    Rule("other_language", _("A language that is not the station's"), Level.WARNING),
    Rule("long_headline", _("A very long headline"), Level.WARNING),
    Rule("duplicate_slug", _("The same words in the address as another recent story"), Level.WARNING),
    Rule("open_note", _("A note that nobody has settled"), Level.WARNING),
    Rule("similar_headline", _("Nearly the headline of another recent story"), Level.WARNING),
)
BY_CODE = {rule.code: rule for rule in RULES}


def level_of(code: str, station_rules: dict[str, str]) -> Level:
    """The station's own level of a rule, else the usual one."""
    return Level(station_rules.get(code, BY_CODE[code].level))
