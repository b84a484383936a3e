"""What the story list shows in each row."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.asking import DeskChangeList
from articles.admin.picture_parts import thumbnail
from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.admin.standing import State, state_of
from articles.admin.story_list import with_standing
from articles.admin.story_page import PER_PAGE, Narrowing, Place, narrowed, page_of
from articles.forms.times import desk_time, full_time
from articles.models import Story


class StoryChangeList(DeskChangeList):
    """Pages by place instead of by number: nothing is counted, and none costs more than the first."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Story]:
        """Of all stations: `page_of` is what asks whose they are, part by part."""
        self.root_queryset = Story.objects.all()
        request.narrowings = asked = list[Narrowing]()  # type: ignore[attr-defined]
        return narrowed(super().get_queryset(request, exclude_parameters), asked)

    def get_results(self, request: HttpRequest) -> None:
        page = page_of(staff(request), self.queryset, Place.read(request.GET.get(PAGE_VAR, "")))
        self.result_list = with_standing(page.numbers)
        self.newer, self.older = (
            self.get_query_string({PAGE_VAR: str(place)}) if place else ""
            for place in (page.newer, page.older)
        )
        self.result_count, self.full_result_count = len(self.result_list), None
        self.show_full_result_count = self.show_admin_actions = self.can_show_all = self.multi_page = False
        self.paginator = Paginator(self.result_list, PER_PAGE)


def home_of(story: Story) -> Any:
    """With the annotations of `with_standing`."""
    return story.home


def now_for(story: Story) -> dt.datetime:
    now: dt.datetime = story.now  # type: ignore[attr-defined]
    return now


class StoryColumns:
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryChangeList

    @admin.display(description=gettext_lazy("Chosen"))
    def chosen_box(self, story: Story) -> SafeString:
        return format_html(
            '<input type="checkbox" name="row" value="{}" aria-label="{}">',
            story.pk,
            _("Choose “{headline}”").format(headline=story.headline),
        )

    @admin.display(description=gettext_lazy("Picture"))
    def picture(self, story: Story) -> SafeString:
        return thumbnail(story.lead_picture)

    @admin.display(description=gettext_lazy("Headline"))
    def headline_words(self, story: Story) -> str:
        return story.headline

    @admin.display(description=gettext_lazy("State"))
    def state(self, story: Story) -> SafeString:
        return badges(states_in_list(story))

    @admin.display(description=gettext_lazy("Section"))
    def section(self, story: Story) -> str:
        return str(home_of(story).section)

    @admin.display(description=gettext_lazy("Station"))
    def station_name(self, story: Story) -> str:
        return story.station.callsign

    @admin.display(description=gettext_lazy("Who"))
    def who(self, story: Story) -> str:
        """The names that readers see; without any, who began it."""
        names: list[str] = story.names  # type: ignore[attr-defined]
        return ", ".join(names) or person_words(story.created_by)

    @admin.display(description=gettext_lazy("Saved"))
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
    hold = [State("hold", _("Held"))] if story.on_hold else []
    until = story.embargo_until
    if until is None or until <= now_for(story):
        return hold
    return [
        *hold,
        State(
            "embargo",
            _("Embargo until {time}").format(time=desk_time(until, story.station.zone, now_for(story))),
        ),
    ]


def badges(states: list[State]) -> SafeString:
    return format_html_join(" ", "{}", ((state.badge(),) for state in states))
