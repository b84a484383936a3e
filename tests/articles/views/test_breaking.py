"""The banner of breaking news: on every page, by the clock, without a query of its own."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Section, Station, Story, User
from articles.services.breaking import break_news, end_breaking
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story, withdraw_story
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
BANNER = 'class="breaking"'


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def station(section: Section) -> Station:
    return section.station


@pytest.fixture
def gia() -> User:
    return make_admin()


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def live(section: Section, headline: str = "Ferry returns to the bay") -> Story:
    story = make_story(section, headline, tags=["Transit"])
    publish_story(placement=home(story), by=None)
    return story


def path_of(story: Story) -> str:
    return f"/local-news/{home(story).slug}-{story.pk}/"


def shows(client: Client, path: str = "/") -> bool:
    return BANNER in client.get(path).content.decode()


def test_it_stands_on_every_page_and_costs_no_query(
    client: Client, section: Section, station: Station, gia: User
) -> None:
    story, gone = live(section), live(section, "Mayor opens bridge")
    withdraw_story(placement=home(gone), by=None)
    pages = (
        *("/", "/local-news/", "/tag/transit/", "/search/", "/corrections/", "/nothing/"),
        *(path_of(story), f"{path_of(story)}history/", path_of(gone)),
    )

    def costs_and_shows(path: str) -> tuple[int, bool]:
        with CaptureQueriesContext(connection) as captured:
            found = shows(client, path)
        return len(captured), found

    before = {path: costs_and_shows(path) for path in pages}
    break_news(stations=[station], words="Bridge closed", story_id=story.pk, by=gia)
    after = {path: costs_and_shows(path) for path in pages}
    assert {path: (costs, True) for path, (costs, _shown) in before.items()} == after
    assert not any(shown for _costs, shown in before.values())


def test_it_ends_by_the_clock(client: Client, station: Station, gia: User, clock: Clock) -> None:
    break_news(stations=[station], words="Bridge closed", by=gia)
    clock.advance(dt.timedelta(hours=2, seconds=-10))
    assert shows(client)
    clock.advance(dt.timedelta(seconds=10))
    assert not shows(client)


def test_it_ends_when_somebody_ends_it(client: Client, station: Station, gia: User) -> None:
    (news,) = break_news(stations=[station], words="Bridge closed", by=gia)
    assert shows(client)
    end_breaking(news=news, by=gia)
    assert not shows(client)


def test_it_stands_on_chosen_stations_alone(client: Client, station: Station, gia: User) -> None:
    make_station("KZVN")
    break_news(stations=[station], words="Bridge closed", by=gia)
    assert not shows(Client(headers={"host": "kzvn.localhost"}))


def test_it_says_politely_what_has_happened_and_leads_to_its_story(
    client: Client, section: Section, station: Station, gia: User
) -> None:
    story = live(section)
    break_news(stations=[station], words="Bridge <closed> & ferries", story_id=story.pk, by=gia)
    banner = client.get("/").content.decode().split(BANNER)[1].split("</div>")[0]
    assert banner.startswith(' role="status"')
    assert f'<a href="{path_of(story)}">Bridge &lt;closed&gt; &amp; ferries</a>' in banner
    assert "Breaking" in banner


@pytest.mark.parametrize("take_down", [withdraw_story, kill_story])
def test_it_goes_when_its_story_goes(
    client: Client, section: Section, station: Station, gia: User, take_down
) -> None:
    story = live(section)
    break_news(stations=[station], words="Bridge closed", story_id=story.pk, by=gia)
    take_down(**({"placement": home(story)} if take_down is withdraw_story else {"story": story}), by=None)
    assert not shows(client)
