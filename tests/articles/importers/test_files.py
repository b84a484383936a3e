"""Disks that change under the hands of whoever reads them."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.importers.files import CannotRead, find_files, read_file
from articles.models import Section
from tests.articles.importers.desk import Desk, copy


def test_a_folder_that_vanishes_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    for name in ("a/1.txt", "b/2.txt", "c/3.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(copy())
    found = find_files(str(tmp_path))
    first = next(found)
    shutil.rmtree(tmp_path / "b")
    rest = [(file.path, file.refusal) for file in found]
    assert first.path == "a/1.txt"
    assert rest == [("b", "cannot be looked at: No such file or directory"), ("c/3.txt", "")]


def test_a_file_that_grows_while_it_is_read_is_refused_and_memory_is_capped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("Miami News, KMIA\n")
    (found,) = find_files(str(path))
    read = os.read
    asked = []

    def grows(descriptor: int, most: int) -> bytes:
        with path.open("a") as file:
            file.write("more" * 1000)
        asked.append(most)
        return read(descriptor, most)

    monkeypatch.setattr(os, "read", grows)
    with pytest.raises(CannotRead, match="it changed while it was read"):
        read_file(found, max_bytes=2_000_000)
    assert asked == [18]


@pytest.mark.django_db
def test_a_name_of_255_bytes_comes_in(desk: Desk, section: Section) -> None:
    name = "é" * 125 + "a.txt"
    assert len(os.fsencode(name)) == 255
    desk.file(name, copy())
    assert desk.outcomes("--publish") == {name: "created"}


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """1,100 folders, each in the one before: a longer path than the system takes."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("deep", dir_fd=here)
        below = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    yield tmp_path
    # Python's own way to remove a tree calls itself for every level, and gives up.
    subprocess.run(["rm", "-rf", tmp_path / "deep"], check=True)  # noqa: S607


def test_a_thousand_folders_deep_ends_in_a_sentence(deep: Path) -> None:
    """What lies beside them is found."""
    (deep / "z.txt").write_text(copy())
    too_deep, beside = find_files(str(deep))
    assert "File name too long" in too_deep.refusal
    assert len(too_deep.path) <= 1500
    assert (beside.path, beside.refusal) == ("z.txt", "")


@pytest.mark.drill
def test_a_hundred_thousand_files_of_one_folder(tmp_path: Path) -> None:
    """100,000 files of one folder are found in the order of their names, each once."""
    for number in range(100_000):
        (tmp_path / f"{number:06d}.txt").touch()
    assert [file.path for file in find_files(str(tmp_path))] == [
        f"{number:06d}.txt" for number in range(100_000)
    ]
