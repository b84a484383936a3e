"""Pictures: the one way in, another file for one, and changing what is said about one."""

import contextlib
import dataclasses
import datetime as dt
import errno
import hashlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.errors import (
    NoRoomForPicture,
    NotAPicture,
    PictureIsHere,
    PictureIsKilled,
    PictureTooLarge,
)
from articles.models import Asset, User
from articles.permissions import require
from articles.services import picture_files
from articles.services.clock import database_now
from articles.services.picture_files import Workplace
from articles.services.picture_job import NO_ROOM, MadePicture, make_picture
from articles.services.picture_making import made_from, make_soon, picture_pages, show_version
from articles.services.picture_record import tell_stories
from articles.services.picture_texts import TEXT_COLUMNS, fill_from_file, notes_on
from articles.services.record import change_pages
from articles.text.plain import clean_line

MAX_BYTES = 30 * 1024 * 1024
CHUNK = 256 * 1024

TOO_MANY_BYTES = gettext_lazy("{name} is larger than 30 MB. Save it smaller and upload it again.")
EMPTY = gettext_lazy("{name} is empty. Export it again and upload that.")
KILLED = gettext_lazy("{name} was killed on {date} and stays out. Use another picture.")
HERE_ALREADY = gettext_lazy("{name} is here already, as “{title}”. Nothing about it was changed.")
HAS_IT = gettext_lazy("{name} is the file that “{title}” has already. Send another one.")
IS_ANOTHER = gettext_lazy("{name} is here already, as “{title}”. Use that picture, or send another file.")
NO_ALT = gettext_lazy("Say what {name} shows (that is its alt text), or mark it decorative.")
ALT_OF_NOTHING = gettext_lazy("A decorative picture has no alt text: empty it, or take the mark away.")

# Not frozen with the stories: readers have these as they are now, of a person's photo and in a page's data.
READ_AS_THEY_ARE = ("alt", "credit", "digital_source")


class PictureFields(TypedDict, total=False):
    """What a person may say about a picture beside its title."""

    alt: str
    is_decorative: bool
    caption: str
    credit: str
    copyright: str
    licence: str
    expires_at: dt.datetime | None
    focal_x: float
    focal_y: float
    digital_source: str


@dataclasses.dataclass(frozen=True, slots=True)
class TakenPicture:
    """`created` is False where the same file was here already; `notes` are sentences for whoever sent it."""

    asset: Asset
    created: bool
    notes: tuple[str, ...] = ()


def take_in_picture(
    *, file: BinaryIO, title: str, by: User | None, **fields: Unpack[PictureFields]
) -> TakenPicture:
    """Decode, strip and re-encode a picture in a child process; write its files and its row, or neither.

    A field that is not given, or empty, is filled from what the file says of itself. Takes 1.3 s for 24
    megapixels; what is not made by then a job makes. Raises NotAPicture, PictureTooLarge, PictureIsKilled or
    NoRoomForPicture, whose messages name the file, or ValidationError where a field does not fit or nothing
    says what the picture shows.
    """
    if by:
        require(by, "add_asset")
    name = _name_of(file, title)
    asset = Asset(title=clean_line(title), uploaded_by=by)
    _set_fields(asset, fields)
    _finish_interrupted()
    with _room_for(name), picture_files.workplace() as work:
        asset.token, asset.sha256 = work.token, _receive(file, work, name)
        if known := Asset.objects.of_file(asset.sha256):
            return _known(known, name)
        return _keep(asset, make_picture(work, name=name), work, name)


def replace_picture(*, asset: Asset, file: BinaryIO, by: User) -> tuple[str, ...]:
    """Another file for the same picture: every story that shows it shows that, with the words it has.

    Returns sentences for whoever sent it. Raises as `take_in_picture` does, NotAllowed, and PictureIsHere
    where a picture has that file, be it this one.
    """
    require(by, "edit_asset", asset)
    name = _name_of(file, asset.title)
    _finish_interrupted()
    with _room_for(name), picture_files.workplace(asset.token) as work:
        sha256 = _receive(file, work, name)
        _refuse_twin(asset, sha256, name)
        made = make_picture(work, name=name)
        try:
            notes = _put_in(asset, sha256, made, work, name, by)
        except IntegrityError:
            # Somebody else sent the same file, and was done first.
            _refuse_twin(asset, sha256, name)
            raise
        work.kept = True
    asset.refresh_from_db()
    return (*notes_on(made.notes, name=name), *notes)


def _refuse_twin(asset: Asset, sha256: str, name: str) -> None:
    """Raise PictureIsHere where a picture has that file already, be it this one."""
    if known := Asset.objects.of_file(sha256):
        _refuse_killed(known, name)
        sentence = HAS_IT if known == asset else IS_ANOTHER
        raise PictureIsHere(sentence.format(name=name, title=known.title), picture=known.pk)


@transaction.atomic
def _put_in(asset: Asset, sha256: str, made: MadePicture, work: Workplace, name: str, by: User) -> list[str]:
    """The row, then the files, then the commit. Returns what was filled in from the file, in sentences."""
    locked = Asset.objects.select_for_update().get(pk=asset.pk)
    require(by, "edit_asset", locked)
    _refuse_killed(locked, locked.title)
    _refuse_twin(locked, sha256, name)  # sent twice, its own file would go as the former one
    former = picture_files.master_file(locked.token, locked.sha256)
    locked.former_sha256 = [*locked.former_sha256, locked.sha256]
    locked.sha256, locked.format = sha256, made.format
    locked.width, locked.height = made.width, made.height
    notes = fill_from_file(locked, made.rights, name=name)
    _validate(locked, name)
    make_soon(locked)
    tell_stories("picture_replaced", asset=locked, at=database_now(), by=by)
    show_version(locked, work, complete=False, former=former)
    return notes


@transaction.atomic
def change_picture(*, asset: Asset, by: User, title: str = "", **fields: Unpack[PictureFields]) -> None:
    """Change what is said about a picture. Stories that are live keep the caption and credit they froze."""
    locked = Asset.objects.select_for_update().get(pk=asset.pk)
    require(by, "edit_asset", locked)
    old_end, read_before = locked.expires_at, _read_of(locked)
    locked.title = clean_line(title) or locked.title
    before = made_from(locked)
    _set_fields(locked, fields)
    _validate(locked, locked.title)
    if made_from(locked) != before:
        make_soon(locked)
    locked.save()
    if locked.expires_at != old_end:
        change_pages(picture_pages(locked), effective_at=database_now(), hard=True)
        _announce_end(locked)
    elif _read_of(locked) != read_before:
        change_pages(picture_pages(locked), effective_at=database_now())
    for field in ("title", *fields):
        setattr(asset, field, getattr(locked, field))


@contextlib.contextmanager
def _room_for(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoomForPicture(NO_ROOM.format(name=name)) from error
        raise


def _name_of(file: BinaryIO, title: str) -> str:
    """How sentences call it: the file's own name, or the title where it has none."""
    name = getattr(file, "name", None)
    base = PurePath(name.replace("\\", "/")).name if isinstance(name, str) else ""
    return (clean_line(base) or clean_line(title) or _("This file"))[:80]


def _set_fields(asset: Asset, fields: PictureFields) -> None:
    if unknown := fields.keys() - PictureFields.__annotations__.keys():
        raise TypeError(f"A picture has no field {', '.join(sorted(unknown))} that can be set.")
    for field, value in fields.items():
        setattr(asset, field, clean_line(str(value)) if field in TEXT_COLUMNS else value)


def _receive(file: BinaryIO, work: Workplace, name: str) -> str:
    """Copy to the workplace, a chunk at a time; the SHA-256 of the bytes."""
    digest, size = hashlib.sha256(), 0
    with open(work.source, "xb") as copy:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > MAX_BYTES:
                raise PictureTooLarge(TOO_MANY_BYTES.format(name=name))
            digest.update(chunk)
            copy.write(chunk)
    if not size:
        raise NotAPicture(EMPTY.format(name=name))
    return digest.hexdigest()


def _refuse_killed(asset: Asset, name: str) -> None:
    if asset.killed_at:
        raise PictureIsKilled(KILLED.format(name=name, date=f"{asset.killed_at:%Y-%m-%d}"))


def _known(asset: Asset, name: str) -> TakenPicture:
    _refuse_killed(asset, name)
    return TakenPicture(asset, created=False, notes=(HERE_ALREADY.format(name=name, title=asset.title),))


def _keep(asset: Asset, made: MadePicture, work: Workplace, name: str) -> TakenPicture:
    """The row, then the files, then the commit: no page can know a picture without files."""
    asset.format, asset.width, asset.height = made.format, made.width, made.height
    notes = fill_from_file(asset, made.rights, name=name)
    _validate(asset, name)
    try:
        with transaction.atomic():
            asset.save(force_insert=True)
            _announce_end(asset)
            work.put_in_place(asset.version, asset.sha256)
            make_soon(asset)
            transaction.on_commit(work.close, robust=True)
    except IntegrityError:
        # Somebody else sent the same file, and was done first.
        twin = Asset.objects.filter(sha256=asset.sha256).first()
        if twin is None:
            raise
        return _known(twin, name)
    work.kept = True
    return TakenPicture(asset, created=True, notes=(*notes_on(made.notes, name=name), *notes))


def _read_of(asset: Asset) -> list[str]:
    return [getattr(asset, column) for column in READ_AS_THEY_ARE]


def _validate(asset: Asset, name: str) -> None:
    asset.clean_fields(exclude={"uploaded_by"})
    if asset.is_decorative and asset.alt:
        raise ValidationError({"alt": ALT_OF_NOTHING})
    if not asset.is_decorative and not asset.alt:
        raise ValidationError({"alt": NO_ALT.format(name=name)})


def _announce_end(asset: Asset) -> None:
    """Pages that show the picture are made anew when its rights end."""
    if asset.expires_at:
        change_pages(picture_pages(asset), effective_at=asset.expires_at, hard=True)


def _finish_interrupted() -> None:
    """Put right what a crash left undone: files without a row, and those of a killed picture, go."""
    for token in picture_files.interrupted():
        with transaction.atomic():
            shown = Asset.objects.select_for_update().filter(token=token, killed_at__isnull=True).first()
            if shown:
                picture_files.remove_strays(token, shown.version, shown.sha256)
            else:
                picture_files.remove_picture(token)
