"""What the story list shows in each row."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.asking import DeskChangeList
from articles.admin.assets import thumbnail
from articles.admin.record import person_words
from articles.admin.standing import State, state_of
from articles.admin.story_list import with_standing
from articles.forms.times import desk_time, full_time
from articles.models import Placement, Story
from articles.services.clock import database_now


class StoryChangeList(DeskChangeList):
    """Rows with their standing, and one instant for the whole page."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Story]:
        return with_standing(super().get_queryset(request, exclude_parameters))

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        now = database_now()
        for story in self.result_list:
            story.now = now


def home_of(story: Story) -> Any:
    """The placement that `with_standing` has hung on the row, with its annotations."""
    homes: list[Placement] = story.homes  # type: ignore[attr-defined]
    return homes[0]


def now_for(story: Story) -> dt.datetime:
    now: dt.datetime = story.now  # type: ignore[attr-defined]
    return now


class StoryColumns:
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryChangeList

    @admin.display(description="Picture")
    def picture(self, story: Story) -> SafeString:
        return thumbnail(story.lead_picture)

    @admin.display(description="Headline", ordering="headline")
    def headline_words(self, story: Story) -> str:
        return story.headline

    @admin.display(description="State")
    def state(self, story: Story) -> SafeString:
        return badges(states_in_list(story))

    @admin.display(description="Section")
    def section(self, story: Story) -> str:
        return str(home_of(story).section)

    @admin.display(description="Station", ordering="station")
    def station_name(self, story: Story) -> str:
        return story.station.callsign

    @admin.display(description="Who")
    def who(self, story: Story) -> str:
        """The names that readers see; without any, who began it."""
        names: list[Any] = story.names  # type: ignore[attr-defined]
        return ", ".join(byline.name for byline in names) or person_words(story.created_by)

    @admin.display(description="Saved", ordering="updated_at")
    def when(self, story: Story) -> SafeString:
        zone = story.station.zone
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            story.updated_at.isoformat(),
            full_time(story.updated_at, zone),
            desk_time(story.updated_at, zone, now_for(story)),
        )


def states_in_list(story: Story) -> list[State]:
    """As on the form, but "with changes" here means: saved since the live edition was frozen."""
    home = home_of(story)
    saved_since = bool(home.frozen_at and home.saved_at and home.saved_at > home.frozen_at)
    opens = desk_time(home.opens_at, story.station.zone, now_for(story)) if home.opens_at else ""
    found = state_of(
        stage=story.stage,
        publication=home.publication,
        binned=bool(story.binned_at),
        changed=saved_since,
        opens=opens,
    )
    return [*found, *held_back(story)]


def held_back(story: Story) -> list[State]:
    """What keeps a story from going out, whatever the desk thinks of it."""
    hold = [State("hold", "Held")] if story.on_hold else []
    until = story.embargo_until
    if until is None or until <= now_for(story):
        return hold
    return [*hold, State("embargo", f"Embargo until {desk_time(until, story.station.zone, now_for(story))}")]


def badges(states: list[State]) -> SafeString:
    return format_html_join(" ", "{}", ((state.badge(),) for state in states))
