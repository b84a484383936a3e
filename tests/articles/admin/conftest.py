"""One newsroom for the admin's tests: two stations, and everybody who works at the first."""

import dataclasses

import pytest

from articles.models import Role, Section, Station, User
from tests.cast import make_admin, make_section, make_station, make_user


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
