"""What stands in archives, honest and hostile: every member is a file to read or has its reason."""

import dataclasses
import gzip
import io
import os
import struct
import tarfile
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.archives import Limits, count_files, find_all, read_found
from articles.importers.archives.members import RATIO_FROM
from articles.importers.files import CannotRead, FoundFile
from articles.importers.opening import Place

COPY = b"Miami News, KMIA\nLocal News\n\nFerry returns\n\nIt runs.\n"
Archive = Callable[[Path], None]


def found(path: Path, limits: Limits = Limits()) -> list[FoundFile]:  # noqa: B008 - frozen
    return list(find_all(str(path), "", limits))


def outcome(file: FoundFile, max_bytes: int = 2_000_000) -> bytes | str:
    """Its bytes, or why it has none."""
    if file.refusal:
        return file.refusal
    try:
        return read_found(file, max_bytes).data
    except CannotRead as error:
        return str(error)


def outcomes(path: Path, limits: Limits = Limits()) -> dict[str, bytes | str]:  # noqa: B008
    return {file.member: outcome(file, limits.member_bytes) for file in found(path, limits)}


def write_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/") + ".txt", data)
    return path


def write_tar(path: Path, *members: tarfile.TarInfo, mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for member in members:
            archive.addfile(member, io.BytesIO(COPY * (member.size // len(COPY) + 1)))
    return path


def member(name: str, size: int = len(COPY), **fields: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def test_members_in_order_and_without_folders(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "old.zip", b=COPY, a__one=COPY + b"1")
    with zipfile.ZipFile(path, "a") as archive:
        archive.mkdir("empty")
    assert outcomes(path) == {"b.txt": COPY, "a/one.txt": COPY + b"1"}
    (file, *_) = found(path)
    assert (file.source, file.path, file.place) == ("old.zip", "old.zip", Place(str(path)))
    assert count_files(str(tmp_path)) == 3


@pytest.mark.parametrize(("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("A.TGZ", "w:gz")])
def test_tar_archives(tmp_path: Path, name: str, mode: str) -> None:
    path = write_tar(tmp_path / name, member("b.txt", mtime=915_148_800), member("a/one.txt"), mode=mode)
    first, second = found(path)
    assert (first.member, second.member) == ("b.txt", "a/one.txt")
    assert outcome(first) == COPY
    assert read_found(first, 99).modified_at is not None
    assert count_files(str(path)) is None


def test_archives_stand_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(COPY)
    write_zip(tmp_path / "b.zip", one=COPY)
    (tmp_path / "c.txt").write_bytes(COPY)
    assert [(file.path, file.member) for file in found(tmp_path)] == [
        ("a.txt", ""),
        ("b.zip", "one.txt"),
        ("c.txt", ""),
    ]


def test_times_of_members(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt", (1999, 1, 2, 3, 4, 6)), COPY)
    assert [file.modified_at.isoformat() for file in found(path) if file.modified_at] == [
        "1999-01-02T03:04:06+00:00"
    ]
    path.write_bytes(path.read_bytes().replace(struct.pack("<H", 19 << 9 | 1 << 5 | 2), b"\0\0"))
    assert found(path)[0].modified_at is None


NAMES = {
    "../evil.txt": "leads out of the archive",
    "a/../../evil.txt": "leads out of the archive",
    "..\\evil.txt": "leads out of the archive",
    "/etc/evil.txt": "begins at the root of a disk",
    "\\evil.txt": "begins at the root of a disk",
    "C:evil.txt": "begins at the root of a disk",
    "inner.zip": "an archive inside an archive",
    "inner.tar.gz": "an archive inside an archive",
    "x" * 1600: "its name has more than 1,500 bytes",
}


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:20])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_no_honest_archive_has(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, COPY)
            archive.writestr("good.txt", COPY)
    else:
        write_tar(path, member(name), member("good.txt"), mode="w")
    bad, good = found(path)
    assert NAMES[name] in bad.refusal
    assert outcome(good) == COPY
    assert len(bad.member) < 1600


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_two_members_of_one_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    names = ["a.txt", "a.txt [2]", "a.txt", "a.txt", "b.txt"]
    if kind == "zip":
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, COPY)
    else:
        write_tar(path, *map(member, names), mode="w")
    told = [(file.member, bool(file.refusal)) for file in found(path)]
    assert told == [
        ("a.txt", False), ("a.txt [2]", False), ("a.txt [3]", True), ("a.txt [4]", True), ("b.txt", False),
    ]  # fmt: skip


def test_links_and_devices(tmp_path: Path) -> None:
    path = write_tar(
        tmp_path / "a.tar",
        member("soft", 0, type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member("hard", 0, type=tarfile.LNKTYPE, linkname="good.txt"),
        member("pipe", 0, type=tarfile.FIFOTYPE),
        member("device", 0, type=tarfile.CHRTYPE),
        member("folder", 0, type=tarfile.DIRTYPE),
        member("good.txt"),
        mode="w",
    )
    told = outcomes(path)
    assert told.pop("good.txt") == COPY
    assert {name: str(why)[:6] for name, why in told.items()} == {
        "soft": "a link", "hard": "a link", "pipe": "no reg", "device": "no reg",
    }  # fmt: skip
    linked = tmp_path / "a.zip"
    with zipfile.ZipFile(linked, "w") as archive:
        info = zipfile.ZipInfo("soft")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert outcomes(linked) == {"soft": "a link, which is not followed"}


def changed(path: Path, old: bytes, new: bytes, *, last: bool = False) -> Path:
    """One place of the file overwritten: the first, or the last, that reads `old`."""
    data = path.read_bytes()
    at = data.rindex(old) if last else data.index(old)
    path.write_bytes(data[:at] + new + data[at + len(old) :])
    return path


def in_list(path: Path, offset: int, new: bytes) -> Path:
    """Bytes of the first entry of a zip's list overwritten."""
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\1\2") + offset
    data[at : at + len(new)] = new
    path.write_bytes(data)
    return path


LIES = {
    "size is larger": (24, struct.pack("<L", len(COPY) + 1), "its size is not the 54 bytes"),
    "size is smaller": (24, struct.pack("<L", len(COPY) - 1), "its size is not the 52 bytes"),
    "size is huge": (24, struct.pack("<L", 3_000_000), "it has more than 2,000,000 bytes"),
    "packed is huge": (20, struct.pack("<L", 1_000_000), "the archive gives it two sizes"),
    "checksum": (16, b"\0\0\0\0", "its checksum is wrong"),
    "offset": (42, struct.pack("<L", 5), "it does not begin where the archive says"),
    "name": (46, b"x", "the archive gives it two names"),
    "encrypted": (8, b"\1\0", "it is encrypted"),
    "method": (10, b"\x0e\0", "it is packed in a way that is not read (method 14)"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_zip_that_lies_about_a_member(tmp_path: Path, lie: str) -> None:
    offset, new, told = LIES[lie]
    path = in_list(write_zip(tmp_path / "a.zip", bad=COPY, good=COPY), offset, new)
    bad, good = found(path)
    assert told in str(outcome(bad))
    assert outcome(good) == COPY


def test_a_member_that_is_damaged(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", bad=COPY * 40, good=COPY)
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(data)
    bad, good = found(path)
    assert str(outcome(bad)).startswith("it is damaged in the archive")
    assert outcome(good) == COPY


def test_archives_that_are_none_or_cut_off(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "whole.zip", a=os.urandom(3000), b=os.urandom(3000)).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-40])
    (tmp_path / "text.zip").write_bytes(COPY)
    (tmp_path / "empty.zip").write_bytes(b"PK\5\6" + bytes(18))
    (tmp_path / "nothing.zip").write_bytes(b"")
    (tmp_path / "part.zip").write_bytes(b"PK\5\6\1" + bytes(17))
    (tmp_path / "text.tar").write_bytes(COPY * 100)
    (tmp_path / "text.tar.gz").write_bytes(gzip.compress(COPY * 100))
    (tmp_path / "empty.tar").write_bytes(bytes(1024))
    (tmp_path / "nothing.tar").write_bytes(b"")
    (tmp_path / "other.rar").write_bytes(COPY)
    told = {file.path: file.refusal for file in found(tmp_path) if not file.member}
    assert told == {
        "cut.zip": "it is no zip archive, or its end is cut off",
        "empty.tar": "the archive is empty",
        "empty.zip": "the archive is empty",
        "nothing.tar": "it is no tar archive, whatever its name says",
        "nothing.zip": "it is no zip archive, or its end is cut off",
        "other.rar": "a kind of archive that is not read: unpack it, or make it a .zip or .tar.gz",
        "part.zip": "it is one part of an archive in several: put them together",
        "text.tar": "it is no tar archive, whatever its name says",
        "text.tar.gz": "it is no tar archive, whatever its name says",
        "text.zip": "it is no zip archive, or its end is cut off",
    }


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_that_is_cut_off_gives_what_it_has(tmp_path: Path, mode: str) -> None:
    path = write_tar(tmp_path / "a.tar", *(member(f"{n}.txt", 1500) for n in range(20)), mode=mode)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    *good, last = found(path)
    assert good
    assert all(isinstance(outcome(file), bytes) for file in good)
    assert (last.member, "cut off" in last.refusal) == ("", True)


def test_a_tar_without_its_end_mark(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", member("a.txt", 512), mode="w")
    path.write_bytes(path.read_bytes()[:1024])
    assert [file.refusal for file in found(path)] == ["", "it has no end mark: it may be cut off"]


def test_a_tar_with_a_damaged_header_in_the_middle(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", *(member(f"{n}.txt", 512) for n in range(3)), mode="w")
    changed(path, b"1.txt", b"\xff\xff\xff\xff\xff")
    first, last = found(path)
    assert (first.member, last.member) == ("0.txt", "")
    assert "what it had left cannot be read" in last.refusal


def test_limits(tmp_path: Path) -> None:
    few = Limits(members=2)
    for path in (
        write_zip(tmp_path / "a.zip", a=COPY, b=COPY, c=COPY),
        write_tar(tmp_path / "a.tar", *map(member, ("a", "b", "c")), mode="w"),
    ):
        assert [file.refusal for file in found(path, few)] == [
            "", "", "it has more than 2 members: split it",
        ]  # fmt: skip
        small = dataclasses.replace(Limits(), unpacked=110)
        assert found(path, small)[-1].refusal == "it unpacks to more than 110 bytes: split it"


@pytest.mark.parametrize("kind", ["zip", "tgz"])
def test_a_bomb(tmp_path: Path, kind: str) -> None:
    """Sixty megabytes in sixty kilobytes: given up at the limit, and never held in memory."""
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(60):
                archive.writestr(str(number), bytes(1_000_000))
    else:
        with tarfile.open(path, "w:gz", compresslevel=9) as archive:
            for number in range(60):
                archive.addfile(member(str(number), 1_000_000), io.BytesIO(bytes(1_000_000)))
    tracemalloc.start()
    seen, refusals = 0, []
    for file in find_all(str(path), "", Limits()):
        seen += 1
        refusals.append(file.refusal)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusals[-1] == "it unpacks to more than 100 times its size, as no text does"
    assert seen <= RATIO_FROM // 1_000_000 + 2
    assert peak < 8_000_000


def test_a_tar_whose_header_never_ends(tmp_path: Path) -> None:
    """A long name of a gigabyte, which Python's reader would hold in memory."""
    path = tmp_path / "a.tgz"
    head = member("././@LongLink", 1_000_000_000, type=tarfile.GNUTYPE_LONGNAME)
    with gzip.open(path, "wb") as file:
        file.write(head.tobuf(tarfile.GNU_FORMAT))
        for _ in range(30):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    (last,) = found(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert last.refusal == "its headers are longer than any file needs"
    assert peak < 8_000_000


def test_names_in_no_unicode(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cafe.txt", COPY)
    data = path.read_bytes().replace(b"cafe.txt", b"caf\xe9.txt")
    path.write_bytes(data)
    assert outcomes(path) == {"caf\\xe9.txt": COPY}


def test_an_archive_behind_a_program(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", a=COPY)
    path.write_bytes(b"MZ" + os.urandom(5000) + path.read_bytes())
    assert outcomes(path) == {"a.txt": COPY}


def test_a_zip_of_more_than_65535_members(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_540):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    assert count_files(str(path)) == 65_540
    assert sum(1 for _ in find_all(str(path), "", Limits())) == 65_540


@given(st.integers(0, 1600), st.integers(0, 8), st.binary(max_size=8), st.sampled_from(["zip", "tar", "tgz"]))
def test_any_mutation_ends_in_bytes_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, at: int, cut: int, put: bytes, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    path = folder / f"a.{kind}"
    if kind == "zip":
        write_zip(path, a=COPY, b=COPY * 3)
    else:
        write_tar(path, member("a.txt"), member("b.txt"), mode="w:gz" if kind == "tgz" else "w")
    data = path.read_bytes()
    path.write_bytes(data[:at] + put + data[at + cut :])
    told = found(path)
    assert told
    for file in told:
        got = outcome(file)
        assert got or file.member
