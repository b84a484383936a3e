"""Print the matrix as it is now, for a person to read before it becomes `matrix.txt`."""

import os
import sys

import pytest


def main() -> None:
    os.environ["PRINT_MATRIX"] = "1"
    pytest.main(["-q", "-s", "-p", "no:cacheprovider", "tests/articles/print_matrix.py::test_print"])


@pytest.mark.django_db
def test_print(django_db_setup: None, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    from django.db import transaction

    from tests.articles.test_matrix import CASES, key, letters
    from tests.articles.world import build_world

    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        for case in CASES:
            sys.stdout.write(" ".join((*key(*case), letters(world, *case))) + "\n")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
