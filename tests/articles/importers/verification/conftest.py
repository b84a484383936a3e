from pathlib import Path

import pytest

from articles.models import Section
from tests.articles.importers.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, section: Section) -> Desk:
    return Desk(tmp_path)
