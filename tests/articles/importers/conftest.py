"""A desk with files to bring in, and a station to bring them to."""

from pathlib import Path

import pytest

from articles.models import Section
from tests.articles.importers.desk import Desk
from tests.cast import make_section, make_station


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def section(db: None) -> Section:
    """Local News at KMIA."""
    return make_section(make_station())
