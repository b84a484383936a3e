"""What the ledger kept of a file: its bytes, its name, and the stories that came of a name."""

import zlib

from django.db.models import Q

from articles.models import ImportedFile, ImportItem
from articles.models.imports import FILE_NAME_BACKWARDS

MOST_FOUND = 1000
FIRST = 200


def original_bytes(item: ImportItem) -> bytes | None:
    """As they came; None where they were not kept."""
    return zlib.decompress(item.blob.data) if item.blob else None


def first_bytes(item: ImportItem) -> bytes | None:
    """The first 200, without unpacking the rest."""
    return zlib.decompressobj().decompress(item.blob.data, FIRST) if item.blob else None


def stories_of_file(name: str) -> list[int]:
    """Numbers of the stories that came of files of this name, in whatever folder; at most a thousand.

    Looked up backwards, so that an index finds the end of a path.
    """
    turned = name[::-1]
    files = ImportedFile.objects.alias(turned=FILE_NAME_BACKWARDS).filter(
        Q(turned=turned) | Q(turned__startswith=f"{turned}/"), story__isnull=False
    )
    return list(files.order_by().values_list("story", flat=True)[:MOST_FOUND])
