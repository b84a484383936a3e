"""Rules of the house that no linter knows."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

import articles.importers.formats
import articles.text
from tests.newsroom.conftest import clean_environment

SOURCES = sorted(
    path
    for package in ("articles", "newsroom")
    for path in (settings.BASE_DIR / package).rglob("*.py")
    if "migrations" not in path.parts
)
PURE = ["articles.errors", "articles.workflow", "articles.preflight", "articles.importers.item"] + [
    module.name
    for package in (articles.text, articles.importers.formats)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


def test_pure_modules_need_no_settings_and_no_tables() -> None:
    """Models cannot even be imported without settings."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {', '.join(PURE)}"],
        cwd=settings.BASE_DIR,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_files_and_functions_stay_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    assert not text.strip() or ast.get_docstring(tree)
    assert len(text.splitlines()) <= 400
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > 60} == {}
    late = [n.lineno for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert late == []
