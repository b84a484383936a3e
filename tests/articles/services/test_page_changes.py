"""The log of page changes is short-lived: what every page has been made after goes by night."""

import datetime as dt

from articles.models import PageChange
from articles.services.record import change_pages, forget_page_changes
from articles.tasks import forget_old_page_changes
from tests.conftest import Clock


def kept() -> list[str]:
    return [key for change in PageChange.objects.all() for key in change.keys]


def test_changes_of_some_days_ago_go_and_the_last_one_stays(db: None, clock: Clock) -> None:
    now = clock.now()
    change_pages(["story:1"], effective_at=now - dt.timedelta(hours=1))
    change_pages(["story:2"], effective_at=now)
    change_pages(["story:3"], effective_at=now + dt.timedelta(days=2))
    change_pages(["story:4"], effective_at=now + dt.timedelta(days=30))
    clock.advance(dt.timedelta(days=1))
    assert forget_page_changes() == 0
    clock.advance(dt.timedelta(days=4))
    forget_old_page_changes(timestamp=0)
    assert kept() == ["story:3", "story:4"]
    assert forget_page_changes() == 0


def test_the_last_change_stays_however_old(db: None, clock: Clock) -> None:
    now = clock.now()
    change_pages(["story:2"], effective_at=now)
    change_pages(["story:1"], effective_at=now - dt.timedelta(hours=1))
    clock.advance(dt.timedelta(days=400))
    assert forget_page_changes() == 1
    assert kept() == ["story:2"]


def test_a_change_told_late_stays_until_it_is_old(db: None, clock: Clock) -> None:
    clock.advance(dt.timedelta(seconds=1))
    change_pages(["media:1"], effective_at=clock.now() - dt.timedelta(days=400))
    change_pages(["story:1"], effective_at=clock.now())
    assert forget_page_changes() == 0
