"""Breaking news: who says it where, that it ends, and what stays on the record."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from articles.errors import BreakingAlready, NotAllowed, NothingToBreak, WrongTime
from articles.models import BreakingNews, PageChange, Role, Section, Station, Story, User
from articles.services.breaking import break_news, end_breaking
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def station() -> Station:
    return make_station()


@pytest.fixture
def section(station: Station) -> Section:
    return make_section(station)


@pytest.fixture
def publisher(station: Station) -> User:
    return make_user("paul", Role.PUBLISHER, station)


def live(section: Section, headline: str = "Ferry returns to the bay") -> Story:
    story = make_story(section, headline)
    publish_story(placement=home(story), by=None)
    return story


def test_it_ends_after_two_hours_unless_told_otherwise(station: Station, publisher: User) -> None:
    (news,) = break_news(stations=[station], words=" Bridge  closed ", by=publisher)
    assert (news.words, news.live_until - news.live_from, news.made_by) == (
        "Bridge closed",
        2 * HOUR,
        publisher,
    )


@pytest.mark.parametrize("hours", [0, -1, 24.01])
def test_it_must_end_within_a_day(station: Station, publisher: User, hours: float) -> None:
    with pytest.raises(WrongTime):
        break_news(stations=[station], words="Bridge closed", lasts=hours * HOUR, by=publisher)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    with pytest.raises(IntegrityError, match="breaking_"):
        BreakingNews.objects.create(
            station=station, words="x", live_from=now, live_until=now + (hours or 25) * HOUR
        )


def test_a_publisher_of_each_station_breaks_news(station: Station, publisher: User) -> None:
    other = make_station("KZVN")
    with pytest.raises(NotAllowed):
        break_news(stations=[station, other], words="Bridge closed", by=publisher)
    with pytest.raises(NotAllowed):
        break_news(stations=[station], words="x", by=make_user("edna", Role.EDITOR, station))
    assert not BreakingNews.objects.exists()
    assert len(break_news(stations=[station, other], words="Bridge closed", by=make_admin())) == 2


def test_without_words_the_headline_of_the_story_stands_there(
    section: Section, station: Station, publisher: User
) -> None:
    story = live(section, "Bridge closed after ship strikes a pier")
    (news,) = break_news(stations=[station], story_id=story.pk, by=publisher)
    assert (news.words, news.story_id) == ("Bridge closed after ship strikes a pier", story.pk)


def test_where_the_story_is_not_live_the_words_lead_nowhere(section: Section, station: Station) -> None:
    story, other, gia = live(section), make_station("KZVN"), make_admin()
    found = break_news(stations=[station, other], words="Bridge closed", story_id=story.pk, by=gia)
    assert {news.station.callsign: news.story_id for news in found} == {"KMIA": story.pk, "KZVN": None}
    with pytest.raises(NothingToBreak):
        break_news(stations=[other], story_id=story.pk, seen=[news.pk for news in found], by=gia)


def test_there_must_be_words_or_a_story_and_a_station(
    section: Section, station: Station, publisher: User
) -> None:
    for stations, story in (([station], None), ([], None), ([station], make_story(section).pk)):
        with pytest.raises(NothingToBreak):
            break_news(stations=stations, words="  ", story_id=story, by=publisher)


def test_what_was_not_seen_is_not_replaced(station: Station, publisher: User) -> None:
    (first,) = break_news(stations=[station], words="Bridge closed", by=publisher)
    with pytest.raises(BreakingAlready, match="“Bridge closed”"):
        break_news(stations=[station], words="Bridge open", by=publisher)
    (second,) = break_news(stations=[station], words="Bridge open", seen=[first.pk], by=publisher)
    first.refresh_from_db()
    assert (first.live_until, first.ended_by) == (second.live_from, publisher)
    assert list(BreakingNews.objects.live()) == [second]


def test_it_is_ended_in_one_act(station: Station, publisher: User, clock: Clock) -> None:
    (news,) = break_news(stations=[station], words="Bridge closed", by=publisher)
    with pytest.raises(NotAllowed):
        end_breaking(news=news, by=make_user("edna", Role.EDITOR, station))
    end_breaking(news=news, by=publisher)
    news.refresh_from_db()
    ended = news.live_until
    assert news.ended_by == publisher
    assert not BreakingNews.objects.live().exists()
    clock.advance(HOUR)
    end_breaking(news=news, by=make_admin())
    news.refresh_from_db()
    assert (news.live_until, news.ended_by) == (ended, publisher)


@pytest.mark.parametrize("kind", ["withdrawn", "killed"])
def test_it_ends_with_its_story_and_does_not_come_back(section: Section, station: Station, kind: str) -> None:
    story, other, gia = live(section), make_station("KZVN"), make_admin()
    by_station = {
        news.station: news
        for news in break_news(stations=[station, other], words="Bridge closed", story_id=story.pk, by=gia)
    }
    if kind == "withdrawn":
        withdraw_story(placement=home(story), by=gia)
    else:
        kill_story(story=story, by=gia)
        revive_story(story=story, by=gia)
    publish_story(placement=home(story), by=gia)
    # On the other station the words led nowhere.
    assert list(BreakingNews.objects.live()) == [by_station[other]]
    (ended,) = BreakingNews.objects.filter(station=station)
    first = home(story).editions.earliest("pk")
    assert (ended.ended_by, ended.live_until) == (gia, first.live_until)
    hard = PageChange.objects.filter(hard=True, keys=[f"station:{station.pk}"])
    assert [change.effective_at for change in hard] == [ended.live_until]


def test_another_storys_stays(section: Section, station: Station, publisher: User) -> None:
    story, gone = live(section), live(section, "Mayor opens bridge")
    (news,) = break_news(stations=[station], words="Bridge closed", story_id=story.pk, by=publisher)
    withdraw_story(placement=home(gone), by=publisher)
    assert list(BreakingNews.objects.live()) == [news]


def test_pages_hear_of_it_now_and_at_its_end(station: Station, publisher: User) -> None:
    (news,) = break_news(stations=[station], words="Bridge closed", by=publisher)
    end_breaking(news=news, by=publisher)
    changes = PageChange.objects.order_by("pk")
    assert [change.keys for change in changes] == [[f"station:{station.pk}"]] * 3
    assert [change.effective_at for change in changes][:2] == [news.live_from, news.live_from + 2 * HOUR]
    assert [change.hard for change in changes] == [False, False, True]


@pytest.mark.parametrize(
    "change",
    [
        {"words": "Bridge open"},
        {"live_until": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)},
        {"live_from": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"story_id": 7},
    ],
)
def test_the_record_is_never_altered(station: Station, publisher: User, change: dict[str, object]) -> None:
    break_news(stations=[station], words="Bridge closed", by=publisher)
    rows = BreakingNews.objects.all()
    for act in (lambda: rows.update(**change), lambda: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="stays as it was published"), transaction.atomic():
            act()


def test_a_redaction_takes_its_words(section: Section, station: Station) -> None:
    story, gia = live(section), make_admin()
    (news,) = break_news(stations=[station], words="Bridge closed", story_id=story.pk, by=gia)
    redact_story(story=story, by=gia, reason="A court order")
    news.refresh_from_db()
    assert news.words == "Redacted"
