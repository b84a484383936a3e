"""Sitting down at the admin: signed-in browsers, and forms filled as the page gave them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Edition, Story, StoryEvent, User
from articles.preflight import RULES
from articles.workflow import Publication
from tests.cast import home
from tests.conftest import Clock

EASTERN = ZoneInfo("America/New_York")
# What the page of a story sends of the checks that it has shown.
SEEN = ",".join(rule.code for rule in RULES)


def desk(user: User) -> Client:
    """A browser on the admin's host; a view's error reaches the test."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    """`story_change` with its key, `story_add`, `story_publish`: an address of the admin."""
    return reverse(f"admin:articles_{name}", args=args)


def errors_of(page: Any) -> dict[str, list[str]]:
    """Of a form that Django's own pages show, by field."""
    found: dict[str, list[str]] = page.context["adminform"].form.errors
    return found


def stories_listed(user: User, **query: str) -> list[str]:
    """Their headlines, in the order of the list."""
    page: Any = desk(user).get(url("story_changelist"), query)
    assert page.status_code == 200
    return [story.headline for story in page.context["cl"].result_list]


def fields_of(page: HttpResponse) -> dict[str, Any]:
    """What a browser would send if nothing on the story form were touched."""
    context: Any = page.context
    form, bylines = context["form"], context["bylines"]
    sent = {bound.html_name: shown(bound) for bound in form}
    for part in (bylines.management_form, *bylines.forms):
        sent |= {bound.html_name: shown(bound) for bound in part}
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def shown(bound: Any) -> Any:
    return bound.field.prepare_value(bound.value())


def forms_on(page: Any) -> list[Any]:
    """A story's two, Django's one with its inline rows, or a page's one; none where the page is refused."""
    if page.status_code != 200 or "answers" in page.context:
        return []
    if "bylines" in page.context:
        bylines = page.context["bylines"]
        return [page.context["form"], bylines.management_form, *bylines.forms]
    if "adminform" not in page.context:
        return [page.context["form"]] if "form" in page.context else []
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    rows = [form for formset in formsets for form in (formset.management_form, *formset.initial_forms)]
    return [page.context["adminform"].form, *rows]


def save(client: Client, story: Story, **changes: Any) -> Any:
    """Open the form, change some fields, press Save."""
    return send(client, url("story_change", story.pk), story, **changes)


def send(client: Client, to: str, story: Story, **changes: Any) -> Any:
    """Open the form, change some fields, press the button that posts to `to`; None takes a field out."""
    opened = client.get(url("story_change", story.pk))
    assert opened.status_code == 200
    sent = fields_of(opened) | {"seen": SEEN} | changes
    return client.post(to, {name: value for name, value in sent.items() if value is not None})


def said(response: HttpResponse) -> list[str]:
    """The messages that the next page would show."""
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def errors(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = response.context["form"].errors
    return found


def press(user: User, act: str, story: Story, **answers: Any) -> Any:
    """The button alone, as on a page whose form is not open to the user; every warning was seen there."""
    return desk(user).post(url(f"story_{act}", story.pk), {"seen": SEEN} | answers)


def buttons(user: User, story: Story) -> dict[str, str]:
    acts = desk(user).get(url("story_change", story.pk)).context["acts"]
    return {act.name: act.words for act in acts}


def publication(story: Story) -> Publication:
    return home(story).publication


def verbs(story: Story) -> list[str]:
    return list(StoryEvent.objects.filter(story_id=story.pk).order_by("pk").values_list("verb", flat=True))


def tonight(clock: Clock, hours: int = 3) -> dt.datetime:
    """Some hours ahead, to the minute."""
    return (clock.now() + dt.timedelta(hours=hours)).replace(second=0, microsecond=0)


def wall(moment: dt.datetime) -> str:
    return moment.astimezone(EASTERN).strftime("%Y-%m-%dT%H:%M")


def coming(story: Story) -> Edition | None:
    return story.editions.coming().first()
