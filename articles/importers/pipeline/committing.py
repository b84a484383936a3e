"""One part of a batch with its part of the ledger in one transaction, whatever the database says to it."""

import random
import time

from django.db import DataError, IntegrityError, OperationalError, transaction

from articles.errors import NewsroomError
from articles.importers.pipeline.candidates import Candidate
from articles.importers.pipeline.known import Asked
from articles.importers.pipeline.ledger import not_settled, write_ledger
from articles.importers.pipeline.settle import Search, settle

TRIES = 6
# What another run, or an editor, was at the same moment: serialization failure, deadlock, lock not available.
BUSY = ("40001", "40P01", "55P03")
# What two runs over the same files may both write first.
RACES = (
    "imported_file_one_story_per_identity",
    "imported_file_same_copy_once_per_station",
    "import_item_once_per_run",
    "articles_importblob_pkey",
)
# A row, an index entry or a search vector larger than the database takes.
TOO_LARGE = "54"


def commit(candidates: list[Candidate], asked: Asked, search: Search) -> None:
    """Settle and write all; should the database refuse, in halves, so that one file harms no other.

    A refusal that came of another run at the same files is no refusal: the batch is looked at again.
    """
    for attempt in range(TRIES):
        try:
            together(candidates, asked, search)
        except (IntegrityError, DataError, OperationalError, NewsroomError) as error:
            if is_race(error) and attempt + 1 < TRIES:
                # Two that met once must not meet again at the same pace.
                time.sleep(random.uniform(0, 0.05) * 2**attempt)  # noqa: S311
                candidates = only_open(candidates, asked)
                continue
            if isinstance(error, OperationalError) and not is_race(error) and not is_too_large(error):
                raise
            apart(candidates, asked, search, error)
        return


def together(candidates: list[Candidate], asked: Asked, search: Search) -> None:
    for candidate in candidates:
        candidate.forget()
    with transaction.atomic():
        settle(candidates, asked, search)
        if asked.run:
            write_ledger(asked.run, candidates)


def apart(candidates: list[Candidate], asked: Asked, search: Search, error: Exception) -> None:
    if len(candidates) > 1:
        middle = len(candidates) // 2
        commit(candidates[:middle], asked, search)
        commit(candidates[middle:], asked, search)
    elif candidates:
        refuse(candidates[0], asked, error)


def refuse(candidate: Candidate, asked: Asked, error: Exception) -> None:
    candidate.forget()
    candidate.refuse(f"the database refused it: {str(error).splitlines()[0]}")
    if asked.run:
        write_ledger(asked.run, [candidate])


def only_open(candidates: list[Candidate], asked: Asked) -> list[Candidate]:
    """Without those that a process of the same run, believed dead, has settled after all."""
    if asked.run is None:
        return candidates
    left = not_settled(asked.run, [candidate.found for candidate in candidates])
    return [candidate for candidate in candidates if candidate.found in left]


def is_race(error: Exception) -> bool:
    return state_of(error) in BUSY or constraint_of(error) in RACES


def is_too_large(error: Exception) -> bool:
    return state_of(error).startswith(TOO_LARGE)


def state_of(error: Exception) -> str:
    return str(getattr(error.__cause__, "sqlstate", None) or "")


def constraint_of(error: Exception) -> str:
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")
