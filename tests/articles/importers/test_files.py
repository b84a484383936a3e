"""Disks that change under the hands of whoever reads them."""

import contextlib
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.importers.archives import Limits, count_files, find_all, read_found
from articles.importers.files import CannotRead, FoundFile, find_files, read_file
from articles.importers.opening import Descent, Place
from articles.importers.verification.entries import Broken, entries_below, file_entry, member_entries
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
    assert rest == [("b", "this folder cannot be listed: No such file or directory"), ("c/3.txt", "")]


SECRET = "root:x:0:0"
SWAPPED = "it, or a folder on its way, is a link or was replaced meanwhile"


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is nobody's to import."""
    folder = tmp_path_factory.mktemp("outside")
    for name in ("1.txt", "2.txt", "deep/3.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(SECRET)
    with zipfile.ZipFile(folder / "4.zip", "w") as archive:
        archive.writestr("4.txt", SECRET)
    return folder


@pytest.fixture
def inside(tmp_path: Path, outside: Path) -> Path:
    """One with the same names."""
    shutil.copytree(outside, tmp_path / "in" / "a")
    for path in (tmp_path / "in").rglob("*.txt"):
        path.write_text(copy())
    return tmp_path / "in"


def swap(folder: Path, outside: Path) -> None:
    folder.rename(folder.with_name(f"{folder.name}-before"))
    folder.symlink_to(outside, target_is_directory=True)


def read_all(found: Iterable[FoundFile]) -> list[str]:
    """Text or reason of each."""
    said = []
    for file in found:
        try:
            said.append(file.refusal or read_found(file, 1000).data.decode())
        except CannotRead as error:
            said.append(str(error))
    return said


def test_a_folder_swapped_for_a_link_after_it_was_listed_leads_nowhere(inside: Path, outside: Path) -> None:
    files = list(find_all(str(inside), "", Limits()))
    swap(inside / "a", outside)
    assert read_all(files) == [
        f"it cannot be opened: {SWAPPED}",
        f"it cannot be opened: {SWAPPED}",
        f"the archive cannot be opened: {SWAPPED}",
        f"it cannot be opened: {SWAPPED}",
    ]


def test_a_folder_swapped_for_a_link_while_it_is_walked_leads_nowhere(inside: Path, outside: Path) -> None:
    """It is walked to its end where it was; what lies there under its name is not read."""
    found = find_all(str(inside), "", Limits())
    first = next(found)
    swap(inside / "a" / "deep", outside / "deep")
    swap(inside / "a", outside)
    files = [first, *found]
    assert [(file.path, file.refusal) for file in files[:2]] == [("a/1.txt", ""), ("a/2.txt", "")]
    assert (files[-1].path, files[-1].refusal) == ("a/deep", f"this folder cannot be listed: {SWAPPED}")
    assert len(files) == 4
    assert not any(SECRET in text for text in read_all(files))


def test_a_batch_goes_on_in_the_folder_that_it_has_entered(inside: Path, outside: Path) -> None:
    one, two = (Place(str(inside), f"a/{name}.txt") for name in (1, 2))
    with Descent() as descent:
        os.close(descent.open_descriptor(one))
        swap(inside / "a", outside)
        with open(descent.open_descriptor(two)) as file:
            assert file.read() == copy()
    with pytest.raises(NotADirectoryError):
        two.open_descriptor()


def test_a_file_swapped_for_a_link_leads_nowhere(inside: Path, outside: Path) -> None:
    files = list(find_all(str(inside / "a"), "", Limits()))
    (inside / "a" / "1.txt").unlink()
    (inside / "a" / "1.txt").symlink_to(outside / "1.txt")
    assert read_all(files)[0] == f"it cannot be opened: {SWAPPED}"


def test_neither_counting_nor_proving_leads_out(
    inside: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Swapped at the worst moment: when the folder above it has just been listed."""
    listed = os.scandir

    def swapped(folder: int | str) -> Any:
        entries = listed(folder)
        names = list(entries)
        if any(entry.name == "a" for entry in names) and not (inside / "a").is_symlink():
            for entry in names:
                entry.is_dir(follow_symlinks=False)
            swap(inside / "a", outside)
        return contextlib.nullcontext(names)

    monkeypatch.setattr(os, "scandir", swapped)
    assert count_files(str(inside)) == 1
    assert [path for path, _ in entries_below(str(inside))] == ["a", "a-before/1.txt", "a-before/2.txt",
        "a-before/4.zip", "a-before/deep/3.txt"]  # fmt: skip
    place = Place(str(inside), "a/1.txt")
    assert file_entry("a/1.txt", place, 1000).sha256 == ""
    with pytest.raises(Broken):
        list(member_entries("a/4.zip", Place(str(inside), "a/4.zip"), 1000))


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


def test_a_thousand_folders_deep(deep: Path) -> None:
    """What lies at the bottom has too long a path; what lies beside them is found."""
    (deep / "z.txt").write_text(copy())
    here = Place(str(deep), "/".join(["deep"] * 1100)).open_folder()
    os.close(os.open("bottom.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    lowest, beside = find_files(str(deep))
    assert "its path has more than 1,500 bytes" in lowest.refusal
    assert len(lowest.path) <= 1500
    assert (beside.path, beside.refusal) == ("z.txt", "")
    assert count_files(str(deep)) == 2
    assert [path for path, _ in entries_below(str(deep))] == ["z.txt", lowest.path]


@pytest.mark.drill
def test_a_hundred_thousand_files_of_one_folder(tmp_path: Path) -> None:
    """100,000 files of one folder are found in the order of their names, each once."""
    for number in range(100_000):
        (tmp_path / f"{number:06d}.txt").touch()
    assert [file.path for file in find_files(str(tmp_path))] == [
        f"{number:06d}.txt" for number in range(100_000)
    ]
