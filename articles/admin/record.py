"""What every read-only table of the record shows alike: links to stories, times in the station's zone."""

import datetime as dt

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.verbs import field_words
from articles.forms.times import full_time
from articles.models import FAR_FUTURE, Edition, Station, StoryEvent, User

OF_A_COMMAND = ("deleted",)


def story_words(number: int | None) -> str:
    return _("Story {number}").format(number=number)


def story_link(number: int | None, words: str = "") -> SafeString | None:
    if number is None:
        return None
    return format_html(
        '<a href="{}">{}</a>',
        reverse("admin:articles_story_change", args=[number]),
        words or story_words(number),
    )


def link(obj: object, words: str) -> SafeString:
    """To the page of a row that has one."""
    meta = obj._meta  # type: ignore[attr-defined]
    address = reverse(f"admin:articles_{meta.model_name}_change", args=[obj.pk])  # type: ignore[attr-defined]
    return format_html('<a href="{}">{}</a>', address, words)


def stamp(moment: dt.datetime, station: Station) -> str:
    return full_time(moment, station.zone)


def live_until(edition: Edition, station: Station) -> str:
    if edition.live_until == edition.live_from:
        return _("Cancelled")
    return _("Open") if edition.live_until == FAR_FUTURE else full_time(edition.live_until, station.zone)


def person_words(user: User | None) -> str:
    """Events without a person are the importer's, or the demo's."""
    return user.get_full_name() or user.get_username() if user else _("The importer")


def actor_words(event: StoryEvent) -> str:
    """Nobody empties the bin in person."""
    alone = event.actor is None and event.verb in OF_A_COMMAND
    return _("A command") if alone else person_words(event.actor)


def change_words(event: StoryEvent) -> str:
    """The names of fields; of an assignment, who had the story and who has it."""
    if event.person_before or event.person_after:
        people = (event.person_before, event.person_after)
        before, after = (person_words(user) if user else _("nobody") for user in people)
        return f"{before} → {after}"
    return ", ".join(map(field_words, event.fields))
