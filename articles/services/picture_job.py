"""The parent's side of the picture's child process: hand over the job, keep the time, read the verdict."""

import dataclasses
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

import articles
from articles.errors import NoRoomForPicture, NotAPicture, PictureTooLarge
from articles.models import Asset
from articles.picture_sizes import file_names
from articles.services.picture_files import Workplace

logger = logging.getLogger(__name__)

MAX_PIXELS = 80_000_000
MAX_MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 15
# Longer than the processor time: a busy machine is no fault of the picture.
WALL_SECONDS = 60
# Of what nobody waits for, and which lets everybody else go first.
PATIENT_SECONDS = 600

NOT_ONE_OF_FIVE = _("{name} is no JPEG, PNG, WebP, GIF or AVIF. Save it as one of these and upload it again.")
TOO_MANY_PIXELS = _("{name} has more than 80 million pixels. Save it smaller and upload it again.")
TOO_MUCH_EFFORT = _(
    "{name} takes too much memory or time to open. Save it smaller, or as JPEG, and upload it again."
)
DAMAGED = _(
    "{name} cannot be read: it is damaged or cut off. Export it again, smaller if it is very large, "
    "and upload that."
)
NO_ROOM = _(
    "There is no room on the server's disk for {name}. Nothing of it was kept: "
    "ask whoever runs the server to make room, then upload it again."
)

REFUSALS: dict[str, tuple[type[Exception], Any]] = {
    "format": (NotAPicture, NOT_ONE_OF_FIVE),
    "damaged": (NotAPicture, DAMAGED),
    "pixels": (PictureTooLarge, TOO_MANY_PIXELS),
    "effort": (PictureTooLarge, TOO_MUCH_EFFORT),
    "room": (NoRoomForPicture, NO_ROOM),
}
# The project's folder, from where the child imports its two modules.
HOME = Path(articles.__file__).parent.parent


@dataclasses.dataclass(frozen=True, slots=True)
class MadePicture:
    """What the child made. `rights` is text from the file, not cleaned yet; `notes` are codes."""

    format: str
    width: int
    height: int
    rights: dict[str, str]
    notes: tuple[str, ...]


def make_picture(work: Workplace, *, name: str) -> MadePicture:
    """Turn the source in `work` into a master and whole JPEGs; takes 1.3 s for 24 megapixels.

    Raises NotAPicture, PictureTooLarge or NoRoomForPicture, with `name` in their sentences.
    """
    job = {"source": str(work.source), "master": str(work.master)}
    verdict = _ask(work, job, name, WALL_SECONDS)
    made = MadePicture(**{**verdict, "notes": tuple(verdict["notes"])})
    _check_files(work, file_names(made.width, made.height, complete=False))
    return made


def make_shapes(work: Workplace, asset: Asset, master: Path, *, icons: bool) -> None:
    """All renditions of a picture, into `work`, with `icons` those of a logo too; takes 3 s.

    Raises as `make_picture` does.
    """
    rights = {field: getattr(asset, field) for field in ("credit", "copyright", "licence", "digital_source")}
    focus = (asset.focal_x, asset.focal_y)
    job = {"source": str(master), "focus": focus, "rights": rights, "icons": icons}
    _ask(work, job, asset.title, PATIENT_SECONDS)
    _check_files(work, file_names(asset.width, asset.height, complete=True, icons=icons))


def _ask(work: Workplace, job: dict[str, Any], name: str, wall: float) -> dict[str, Any]:
    limits = {"pixels": MAX_PIXELS, "memory": MAX_MEMORY, "seconds": CPU_SECONDS}
    verdict = _ask_child({**job, **limits, "renditions": str(work.renditions)}, wall)
    if refused := verdict.get("refused"):
        kind, sentence = REFUSALS[refused]
        raise kind(sentence.format(name=name))
    return verdict


def _ask_child(job: dict[str, Any], wall: float) -> dict[str, Any]:
    """The child's verdict; one made for it where it died or was stopped. It gets no secret and no socket."""
    try:
        child = subprocess.run(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-m", "articles.services.picture_process"],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=wall,
            cwd=HOME,
            env=_plain_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.warning("A picture was not done after %s seconds.", wall)
        return {"refused": "effort"}
    if child.returncode == 0:
        verdict: dict[str, Any] = json.loads(child.stdout)
        return verdict
    last_words = child.stderr.decode(errors="replace").splitlines()[-1:]
    logger.warning("A picture ended its process with %s %.400r", child.returncode, last_words)
    # A negative code is a signal: out of processor time, or of the machine's memory.
    return {"refused": "effort" if child.returncode < 0 else "damaged"}


def _plain_environment() -> dict[str, str]:
    """What an interpreter needs to start, and one memory arena, since each counts against the limit."""
    needed = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
    return {
        **{name: os.environ[name] for name in needed if name in os.environ},
        "MALLOC_ARENA_MAX": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _check_files(work: Workplace, expected: set[str]) -> None:
    """The child makes the files that pages will name, no more and no less."""
    if expected != {entry.name for entry in work.renditions.iterdir()}:
        raise RuntimeError(f"The renditions of picture {work.token} are not what pages expect.")
