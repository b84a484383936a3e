"""An installation of its own for tests that start servers: a data folder, and commands run in it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from newsroom import localpg
from newsroom.environment import VARIABLES

Manage = Callable[..., "subprocess.CompletedProcess[str]"]


def clean_environment(**variables: str) -> dict[str, str]:
    """This shell's environment without any variable that newsroom or Django knows, plus the given ones."""
    known = {*VARIABLES, "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in known} | variables


@pytest.fixture
def data() -> Iterator[Path]:
    """Not `tmp_path`: pytest closes its folders to the user that root's database runs as."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-test-")).resolve()
    folder.chmod(0o755)
    yield folder
    localpg.stop(folder / "pgdata", patience=0)
    shutil.rmtree(folder)


@pytest.fixture
def pgdata(data: Path) -> Path:
    return data / "pgdata"


@pytest.fixture
def manage(data: Path) -> Manage:
    """Runs manage.py in the installation of `data`, with a clean environment plus the given variables."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=clean_environment(NEWSROOM_DATA=str(data), **variables),
            capture_output=True,
            text=True,
            check=False,
        )

    return run
