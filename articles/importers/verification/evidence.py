"""All that the database has on the stories of some items, in a dozen queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from articles.models import (
    Byline,
    Edition,
    ImportItem,
    ImportRun,
    Placement,
    PublishedEdition,
    Revision,
    Story,
    StoryEvent,
    StoryTag,
)
from articles.services.clock import database_now

# As many items as are read at once, unless their bytes would be too many.
ITEMS = 500
BYTES = 4_000_000
FEW = 10
IMPORTS = (Revision.Kind.IMPORTED, Revision.Kind.HELD)
Outcome = ImportItem.Outcome


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest revision of a story that is not held: which one, and whether an import wrote it."""

    pk: int
    number: int
    imported: bool


@dataclass(frozen=True, slots=True)
class Parsing:
    """When bytes were last parsed: by which run, and what its ledger said of them."""

    run: int
    warnings: tuple[str, ...]


@dataclass
class Evidence:
    """By story. `first` and `latest` are revisions that an import wrote; `frozen` is edition to revision."""

    stories: dict[int, Story] = field(default_factory=dict)
    homes: dict[int, Placement] = field(default_factory=dict)
    bylines: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    first: dict[int, Revision] = field(default_factory=dict)
    latest: dict[int, Revision] = field(default_factory=dict)
    newest: dict[int, Newest] = field(default_factory=dict)
    verbs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    frozen: dict[int, dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    now: dt.datetime | None = None
    few: dict[int, list[Edition]] = field(default_factory=lambda: defaultdict(list))
    many: set[int] = field(default_factory=set)
    pages: dict[tuple[int, int], PublishedEdition] = field(default_factory=dict)
    # Of items that were recognised by their bytes: when those were parsed.
    parsings: dict[int, Parsing] = field(default_factory=dict)

    def editions(self, story: int) -> Iterable[Edition]:
        """In the order of their chains; where there are many, without holding them all."""
        if story not in self.many:
            return self.few[story]
        return in_order(Edition.objects.filter(story=story)).iterator(chunk_size=FEW)


def in_order(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    return editions.select_related("station").order_by("placement_id", "number")


def chunks(run: ImportRun) -> Iterator[list[ImportItem]]:
    """The items of a run with their bytes, so many at once that memory stays flat."""
    last, waiting = 0, True
    while waiting:
        sizes = list(run.items.filter(pk__gt=last).order_by("pk").values_list("pk", "blob__size")[:ITEMS])
        waiting, keys, total = bool(sizes), [], 0
        for key, size in sizes:
            keys.append(key)
            total += size or 0
            if total > BYTES:
                break
        if keys:
            last = keys[-1]
            yield list(run.items.filter(pk__in=keys).select_related("blob").order_by("pk"))


def gather(items: Iterable[ImportItem]) -> Evidence:
    """What there is on the stories of these items now."""
    items = list(items)
    evidence = Evidence()
    stories = {item.story_id for item in items if item.story_id}
    others = {item.story_id for item in items if item.story_id and item.outcome != Outcome.CREATED}
    evidence.parsings = _parsed_before(items)
    if stories:
        _stories(evidence, stories)
        _revisions(evidence, stories, others)
        _events(evidence, stories)
        _editions(evidence, stories)
    return evidence


def other_imports(story: int, than: Revision | None) -> Iterator[Revision]:
    """All other revisions that an import wrote, newest first, one at a time."""
    found = Revision.objects.filter(story=story, kind__in=IMPORTS).order_by("-number")
    for key in found.values_list("pk", flat=True):
        if than is None or key != than.pk:
            yield Revision.objects.get(pk=key)


def _stories(evidence: Evidence, stories: set[int]) -> None:
    evidence.stories = Story.objects.in_bulk(stories)
    evidence.homes = {home.story_id: home for home in Placement.objects.filter(story__in=stories, home=True)}
    names = Byline.objects.filter(story__in=stories).order_by("story_id", "position")
    for story, name, title in names.values_list("story", "name", "title"):
        evidence.bylines[story].append((name, title))
    tags = StoryTag.objects.filter(content_object__in=stories)
    for story, tag in tags.values_list("content_object", "tag"):
        evidence.tags[story].add(tag)


def _revisions(evidence: Evidence, stories: set[int], others: set[int]) -> None:
    mine = Revision.objects.filter(story__in=stories)
    evidence.first = {revision.story_id: revision for revision in mine.filter(number=1)}
    imports = Revision.objects.filter(story__in=others, kind__in=IMPORTS)
    latest = imports.order_by("story_id", "-number").distinct("story_id")
    evidence.latest = {revision.story_id: revision for revision in latest}
    newest = mine.exclude(kind=Revision.Kind.HELD).order_by("story_id", "-number").distinct("story_id")
    for story, pk, number, kind in newest.values_list("story", "pk", "number", "kind"):
        evidence.newest[story] = Newest(pk, number, kind == Revision.Kind.IMPORTED)


def _events(evidence: Evidence, stories: set[int]) -> None:
    """In their order: an edition froze the revision that was saved last before it."""
    rows = StoryEvent.objects.filter(story_id__in=stories).order_by("pk")
    saved: dict[int, int] = {}
    for story, verb, revision, edition in rows.values_list("story_id", "verb", "revision_id", "edition_id"):
        evidence.verbs[story].add(verb)
        if revision and verb != "held":
            saved[story] = revision
        if edition and verb in ("published", "scheduled"):
            evidence.frozen[story][edition] = saved.get(story)


def _editions(evidence: Evidence, stories: set[int]) -> None:
    """One story with thousands of editions must not fill the memory that five hundred stories share."""
    evidence.now = database_now()
    counts = Edition.objects.filter(story__in=stories).order_by().values_list("story").annotate(Count("pk"))
    evidence.many = {story for story, count in counts if count > FEW}
    for edition in in_order(Edition.objects.filter(story__in=stories - evidence.many)):
        evidence.few[edition.story_id].append(edition)
    for page in PublishedEdition.objects.filter(number__in=stories):
        evidence.pages[page.station_id, page.number] = page


def _parsed_before(items: list[ImportItem]) -> dict[int, Parsing]:
    """The latest parsing of the same bytes under the same name, before this run or in it."""
    known = (item for item in items if item.blob_id and not item.encoding)
    silent = [item for item in known if item.outcome != Outcome.REFUSED]
    if not silent:
        return {}
    parsed = ImportItem.objects.filter(~Q(encoding=""), blob__in={item.blob_id for item in silent})
    names = ("source_id", "path", "member", "sha256")
    said: dict[tuple[int, str, str, str], list[tuple[int, Parsing]]] = defaultdict(list)
    for *name, pk, run, warnings in parsed.order_by("pk").values_list(*names, "pk", "run_id", "warnings"):
        said[tuple(name)].append((pk, Parsing(run, tuple(warnings))))
    found: dict[int, Parsing] = {}
    for item in silent:
        for pk, parsing in said[item.source_id, item.path, item.member, item.sha256]:
            if pk < item.pk:
                found[item.pk] = parsing
    return found
