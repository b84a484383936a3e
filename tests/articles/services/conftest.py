"""Where pictures are kept while a test runs, and what waits for the end of a transaction."""

from pathlib import Path

import pytest


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Runs what waits for the commit when its block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
