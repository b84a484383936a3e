"""An archive on the disk is proved member by member."""

import io
import os
import tarfile
import warnings
import zipfile

import pytest

from articles.models import ImportRun, Section
from tests.articles.importers.desk import Desk
from tests.articles.importers.importing import BODY, copy
from tests.articles.importers.test_import_archives import write_tar, write_zip

pytestmark = pytest.mark.django_db
WRITERS = pytest.mark.parametrize(("write", "name"), [(write_zip, "old.zip"), (write_tar, "old.tar.gz")])
MEMBERS = {"1998/é.txt": copy("One"), "empty.txt": "", "c.txt": copy("Two"), "photo.jpg": "\x00\x01"}


@WRITERS
def test_every_member_is_accounted_for(desk: Desk, section: Section, write, name: str) -> None:
    write(desk.folder / name, MEMBERS)
    desk.file("beside.txt", copy("Three"))
    run = desk.bring_in("--publish")
    assert run.totals["created"] == 3
    assert desk.gaps(run) == []
    assert desk.code == 0
    write(desk.folder / name, MEMBERS | {"c.txt": copy("Two", BODY + "\n\nMore.")})
    again = desk.bring_in("--publish")
    assert (again.totals["updated"], desk.gaps(again)) == (1, [])


@WRITERS
def test_a_changed_lost_or_new_member_is_found(desk: Desk, section: Section, write, name: str) -> None:
    write(desk.folder / name, {"a.txt": copy("One"), "b.txt": copy("Two"), "c.txt": copy("Three")})
    run = desk.bring_in("--publish")
    write(desk.folder / name, {"a.txt": copy("One"), "b.txt": copy("Two", BODY + "."), "d.txt": "New"})
    assert desk.gaps(run) == [
        f"{name} → b.txt: on the disk it has other bytes than came in",
        f"{name} → d.txt: it is on the disk, and no item of the run accounts for it",
        f"{name} → c.txt: it is not on the disk any more",
    ]


@WRITERS
def test_an_archive_that_broke_since_is_found(desk: Desk, section: Section, write, name: str) -> None:
    path = write(desk.folder / name, {"a.txt": copy("One")})
    run = desk.bring_in()
    path.write_bytes(path.read_bytes()[:-30])
    broken, *rest = desk.gaps(run)
    assert broken.startswith(f"{name}: the archive cannot be read any more: ")
    assert set(rest) <= {f"{name} → a.txt: it is not on the disk any more"}
    path.unlink()
    assert desk.gaps(run) == [f"{name} → a.txt: it is not on the disk any more"]


def test_an_archive_given_up_at_the_import_is_accounted_for_by_its_refusal(
    desk: Desk, section: Section
) -> None:
    members = {f"{number}.txt": copy(f"Story {number}") for number in range(4)}
    write_zip(desk.folder / "a.zip", members)
    whole = write_tar(
        desk.folder / "b.tar.gz", {name: text + os.urandom(20_000).hex() for name, text in members.items()}
    )
    whole.write_bytes(whole.read_bytes()[:50_000])
    (desk.folder / "c.zip").write_bytes(b"No archive at all.")
    write_zip(desk.folder / "d.zip", {})
    run = desk.bring_in("--max-members", "2")
    assert run.items.filter(outcome="refused", member="").count() == 4
    assert desk.gaps(run) == []


def test_odd_members(desk: Desk, section: Section) -> None:
    with zipfile.ZipFile(desk.folder / "a.zip", "w") as archive:
        archive.writestr("folder/", "")
        archive.writestr("../out.txt", copy("Out"))
        archive.writestr("inner.zip", "PK")
        archive.writestr("packed.txt", copy("Packed"), zipfile.ZIP_BZIP2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the name that is there already
            archive.writestr("twice.txt", copy("First"))
            archive.writestr("twice.txt", copy("Second"))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hosts")
    with tarfile.open(desk.folder / "b.tar", "w") as tar:
        for name in ("twice.txt", "twice.txt", "caf\udce9.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(text := copy(name.encode("ascii", "replace").decode()).encode())
            tar.addfile(info, io.BytesIO(text))
        for name, kind in (
            ("folder", tarfile.DIRTYPE),
            ("link", tarfile.SYMTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type = kind
            tar.addfile(info)
    run = desk.bring_in()
    assert run.totals["created"] == 3
    assert desk.gaps(run) == []


def test_a_run_that_was_to_leave_files_out_says_how_many_it_did(desk: Desk, section: Section) -> None:
    write_zip(desk.folder / "a.zip", {f"{number}.txt": copy(f"Story {number}") for number in range(5)})
    desk.file("b.txt", copy("Last"))
    run = desk.bring_in("--limit", "2")
    assert desk.gaps(run) == []
    said = desk.verify(run, "--sources", str(desk.folder), "--notes")
    assert "note: the run was to leave out files, and did: 4\n" in said


def test_an_archive_and_a_file_named_themselves(desk: Desk, section: Section) -> None:
    paths = (
        str(write_zip(desk.folder / "a.zip", {"a.txt": copy("One")})),
        str(desk.file("b.txt", copy("Two"))),
    )
    desk.call("import_stories", *paths)
    run = ImportRun.objects.latest("pk")
    assert "0 gaps" in desk.verify(run, "--sources", *paths)
    assert desk.code == 0
    assert "4 gaps" in desk.verify(run, "--sources", *reversed(paths))
