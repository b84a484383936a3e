"""The date of an answer to readers (RFC 9110, 8.8.2), which moves with any change of their pages."""

import datetime as dt
from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, Func
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from articles.site import Site

# More than passes between the questions of one page, and than two clocks differ.
A_WHILE: Final = dt.timedelta(seconds=10)
# Another release may say the same in other words.
STARTED: Final = timezone.now()
# These lose stories by the clock alone, two days after the date that a story bears.
UNDATED: Final = frozenset(("sitemap", "news_sitemap", "news_more"))


class PublishedChangedAt(Func):
    """When a page of readers last became another one, as known to the query that asks; None while unknown."""

    function = "published_changed_at"
    template = "%(function)s()"
    output_field = DateTimeField(null=True)
    arity = 0


class LastModified:
    """Dates what readers get with the last change anywhere: often later than need be, never too early.

    So a story that is killed moves the date as one that is published does. The change was looked up with the
    station (`HostMiddleware`), before anything that the answer says. Stands within `Unchanged`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked_at = timezone.now()
        answer = self.get_response(request)
        changed_at: dt.datetime | None = getattr(request, "changed_at", None)
        match = request.resolver_match
        if (
            changed_at
            and match
            and match.view_name not in UNDATED
            and answer.status_code == 200
            and "no-store" not in answer.headers.get("Cache-Control", "")
        ):
            own = max(midnight(asked_at, request.site), STARTED)  # type: ignore[arg-type]
            # As after a change: what else happens in such a second would hide behind it.
            if own < asked_at - A_WHILE:
                latest = max(changed_at, own)
                answer.headers.setdefault("Last-Modified", http_date(latest.timestamp()))
        return answer


def midnight(at: dt.datetime, site: Site) -> dt.datetime:
    """When the day began whose date stands on top of the station's pages."""
    return at.astimezone(ZoneInfo(site.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
