"""Whatever is delivered, in any order: each file has one outcome, each story one name, each word a place."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Edition, ImportedFile, ImportItem, ImportRun, Section, Story
from tests.articles.importers.desk import BODY, Desk, copy
from tests.articles.importers.hard import hard_file

pytestmark = pytest.mark.django_db

# The station of `section` serves all examples: each of them undoes what it wrote.
some = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
many = settings(some, max_examples=300)
OUTCOMES = ImportItem.Outcome.values
NAMES = st.sampled_from(["a.txt", "b.txt", "1998/c.txt"])
GOOD = st.one_of(
    st.sampled_from([copy(), copy("Council votes", "Seven members said yes."), copy(station="X, KZZZ")]).map(
        str.encode
    ),
    st.integers(0, 200).map(hard_file),
)
MUTATED = st.builds(
    lambda good, at, cut, put: good[:at] + put + good[at + cut :],
    GOOD,
    st.integers(0, 400),
    st.integers(0, 40),
    st.binary(max_size=12),
)
DELIVERIES = st.lists(
    st.dictionaries(NAMES, st.one_of(GOOD, MUTATED, st.binary(max_size=200)), min_size=1),
    min_size=1,
    max_size=3,
)
ORDERS = st.lists(st.integers(0, 3), min_size=1, max_size=6)
# One story in four states: more of it, less of it, and another word.
VERSIONS = (
    BODY,
    f"{BODY}\n\nThe last boat leaves at ten.",
    BODY.replace("Monday", "Tuesday"),
    BODY.partition("\n\n")[0],
)


@contextlib.contextmanager
def a_disk() -> Iterator[Desk]:
    """Whose stories are forgotten afterwards."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        yield Desk(Path(folder))
        transaction.set_rollback(True)


def hold(desk: Desk, run: ImportRun) -> None:
    """What is true after every run."""
    items = list(run.items.all())
    files = {str(path.relative_to(desk.folder)) for path in desk.folder.rglob("*.txt")}
    assert sorted(item.path for item in items) == sorted(files)
    assert run.totals["found"] == sum(run.totals[outcome] for outcome in OUTCOMES) == len(items)
    for item in items:
        assert item.outcome in OUTCOMES
        assert bool(item.reason) == (item.outcome == "refused") == (item.story_id is None)
    current = ImportedFile.objects.filter(superseded=False)
    names = current.values("source", "path", "member", "station").annotate(count=Count("pk"))
    assert not names.filter(count__gt=1).exists()
    first = Count("imported_files", filter=Q(imported_files__is_duplicate=False))
    assert not Story.objects.annotate(count=first).exclude(count=1).exists()
    assert desk.gaps(run) == []


def deliver(deliveries: list[dict[str, bytes]], publish: bool) -> None:
    with a_disk() as desk:
        for delivery in deliveries:
            for name, data in delivery.items():
                desk.file(name, data)
            hold(desk, desk.bring_in(*["--publish"] * publish))


def deliver_versions(order: list[int], publish: bool) -> None:
    """The last that came is the story; each that came is in its history."""
    with a_disk() as desk:
        for number in order:
            desk.file("a.txt", copy(body=VERSIONS[number]))
            hold(desk, desk.bring_in(*["--publish"] * publish))
        story = Story.objects.get()
        assert story.body == in_markup(order[-1])
        assert {revision.content["body"] for revision in story.revisions.all()} == set(map(in_markup, order))
        live = [edition.body for edition in Edition.objects.live()]
        assert live == [story.body] * publish


def in_markup(number: int) -> str:
    return "".join(f"<p>{text}</p>" for text in VERSIONS[number].split("\n\n"))


@some
@given(deliveries=DELIVERIES, publish=st.booleans())
def test_any_bytes(section: Section, deliveries: list[dict[str, bytes]], publish: bool) -> None:
    deliver(deliveries, publish)


@some
@given(order=ORDERS, publish=st.booleans())
def test_versions_in_any_order(section: Section, order: list[int], publish: bool) -> None:
    deliver_versions(order, publish)


@pytest.mark.drill
@many
@given(deliveries=DELIVERIES, publish=st.booleans())
def test_any_bytes_often(section: Section, deliveries: list[dict[str, bytes]], publish: bool) -> None:
    """Whatever bytes are delivered, every run ends with one outcome a file and every word in its place."""
    deliver(deliveries, publish)


@pytest.mark.drill
@many
@given(order=ORDERS, publish=st.booleans())
def test_versions_in_any_order_often(section: Section, order: list[int], publish: bool) -> None:
    """Versions of a story delivered in any order end as the last one, with all of them in its history."""
    deliver_versions(order, publish)
