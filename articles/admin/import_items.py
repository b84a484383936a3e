"""The files of an import run, page by page, as far as they are the user's to see."""

import dataclasses
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.import_words import named, of_the_run
from articles.admin.scope import scope
from articles.models import ImportItem, ImportRun, Story
from articles.permissions import stories_for

PER_PAGE = 100
# Refusals first: they are what somebody has to see to.
OUTCOMES = (
    ImportItem.Outcome.REFUSED,
    ImportItem.Outcome.CREATED,
    ImportItem.Outcome.UPDATED,
    ImportItem.Outcome.DUPLICATE,
    ImportItem.Outcome.UNCHANGED,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One outcome to look at alone, with its address."""

    words: str
    count: int
    query: str
    chosen: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Items:
    """A page of a run's files, each with its name and what is to be said of it.

    `others` counts those of other stations, which are not listed.
    """

    rows: list[tuple[ImportItem, str, str]]
    choices: list[Choice]
    seen: int
    others: int
    first: str
    next: str


def seen_by(request: HttpRequest, run: ImportRun) -> QuerySet[ImportItem]:
    """Of another station's files neither name, reason nor bytes are told; whoever sent them knows them."""
    if request.user.is_superuser or run.started_by_id == request.user.pk:
        return run.items.all()
    return run.items.filter(items_for(request))


def items_for(request: HttpRequest) -> Q:
    """What led to a story that the user may see; of what led to none, what names a station of theirs.

    Items that name no station that we know are group administrators'.
    """
    stories = stories_for(request.user, Story.objects.all())
    whole = scope(request.user, "view_import", "station", None)
    return Q(story__in=stories) | (Q(story=None) & whole)


def items_of(request: HttpRequest, run: ImportRun) -> Items:
    """Three queries: how many of each outcome, how many the run has, and one page from the key on."""
    seen = seen_by(request, run)
    counts = dict(seen.order_by().values_list("outcome").annotate(count=Count("pk")))
    total = sum(counts.values())
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in counts else ""
    rows = seen.filter(outcome=outcome) if outcome else seen
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    page = list(rows.select_related("story").order_by("pk")[: PER_PAGE + 1])
    more = len(page) > PER_PAGE
    return Items(
        rows=[(item, named(item.path, item.member), remarks(item)) for item in page[:PER_PAGE]],
        choices=choices(request, counts, outcome, total),
        seen=total,
        others=run.items.count() - total,
        first=query(request, outcome=outcome) if after else "",
        next=query(request, outcome=outcome, after=page[PER_PAGE - 1].pk) if more else "",
    )


def remarks(item: ImportItem) -> str:
    return of_the_run("; ".join(filter(None, (item.reason, *item.warnings))))


def choices(request: HttpRequest, counts: dict[str, int], chosen: str, total: int) -> list[Choice]:
    found = [Choice(_("All"), total, query(request), not chosen)]
    for outcome in OUTCOMES:
        if count := counts.get(outcome):
            found.append(
                Choice(str(outcome.label), count, query(request, outcome=outcome), chosen == outcome)
            )
    return found


def query(request: HttpRequest, **given: Any) -> str:
    """The address of this page with these arguments; what its list was filtered by stays."""
    kept = request.GET.copy()
    for name in ("outcome", "after"):
        kept.pop(name, None)
    for name, value in given.items():
        if value:
            kept[name] = str(value)
    return f"?{kept.urlencode()}"
