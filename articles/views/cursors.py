"""Reading the cursor of a list from an address that anybody may have written."""

import datetime as dt
import re

from django.http import Http404, HttpRequest

CURSOR = re.compile(r"(-?\d{1,17})-(\d{1,18})", re.ASCII)


def told_to_machines(request: HttpRequest, url: str, found: object) -> dict[str, str]:
    """A later page is a page of its own; its cursor is the only part of the query that makes it so.

    One with nothing on it, as anybody can write its address, is no page to keep.
    """
    before = request.GET.get("before")
    if before is None:
        return {"canonical_url": url}
    return {"canonical_url": f"{url}?before={before}"} if found else {"robots": "noindex"}


def read_cursor(request: HttpRequest) -> tuple[dt.datetime, int] | None:
    """The date and number after which to go on; None for the first page, 404 for what we never wrote."""
    raw = request.GET.get("before")
    if raw is None:
        return None
    match = CURSOR.fullmatch(raw)
    if not match:
        raise Http404
    epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    try:
        return epoch + dt.timedelta(microseconds=int(match[1])), int(match[2])
    except OverflowError as error:
        raise Http404 from error
