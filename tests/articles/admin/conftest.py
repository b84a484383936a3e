"""One newsroom for the admin's tests: two stations, and everybody who works at the first; and a browser."""

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from articles.models import Membership, Role, Section, Station, Story, Tag, User
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk
from tests.cast import home, make_admin, make_picture, make_section, make_station, make_story, make_user


@dataclasses.dataclass
class Newsroom:
    """KMIA in New York's time with all roles; KZVN in Denver's with one editor, `zoe`."""

    kmia: Station
    kzvn: Station
    local: Section
    sports: Section
    desert: Section
    reporter: User
    editor: User
    publisher: User
    manager: User
    zoe: User
    gia: User


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    kmia, kzvn = make_station("KMIA"), make_station("KZVN")
    return Newsroom(
        kmia=kmia,
        kzvn=kzvn,
        local=make_section(kmia, "Local News"),
        sports=make_section(kmia, "Sports", position=1),
        desert=make_section(kzvn, "Water & Land", "water-land"),
        reporter=make_user("rita", Role.REPORTER, kmia),
        editor=make_user("edna", Role.EDITOR, kmia),
        publisher=make_user("paul", Role.PUBLISHER, kmia),
        manager=make_user("mia", Role.MANAGER, kmia),
        zoe=make_user("zoe", Role.EDITOR, kzvn),
        gia=make_admin(),
    )


# --- In a browser -------------------------------------------------------------------------------------


@pytest.fixture
def newsdesk(transactional_db: None) -> Story:
    """A live story with everything on it, in a newsroom of two stations; `gia` signs in."""
    station, other = make_station("KMIA"), make_station("KZVN")
    section = make_section(station)
    make_section(station, "Sports", position=1)
    make_section(other, "Water & Land", "water-land")
    Tag.objects.create(name="Harbor", slug="harbor")
    picture = make_picture()
    gia = make_admin()
    Membership.objects.create(user=gia, station=station, role=Role.MANAGER)
    story = make_story(
        section, lead_picture=picture, credits=[Credit("Ana Ruiz"), Credit("Theo Marchetti")], by=gia
    )
    publish_story(placement=home(story), by=gia)
    return story


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, newsdesk: Story) -> Iterator[Desk]:
    found = Desk(browser, live_server)
    yield found
    found.close()
