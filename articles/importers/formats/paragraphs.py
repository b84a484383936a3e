"""Where paragraphs begin and end in plain text."""

import re
from collections.abc import Sequence

# White space that is layout. A no-break space is not: it is part of the copy.
_LAYOUT = re.compile(r"[ \t\f]{2,}|[\t\f]")


def split_paragraphs(lines: Sequence[str]) -> list[str]:
    """Paragraphs in order, each on one line.

    A blank line separates two. Without any blank line, each indented line begins one. A line end within
    one is a space.
    """
    stripped = [line.strip() for line in lines]
    indented = [False] * len(lines) if "" in stripped else [_is_indented(line) for line in lines]
    paragraphs: list[list[str]] = [[]]
    for line, starts in zip(stripped, indented, strict=True):
        if starts or not line:
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return [fold_layout(" ".join(paragraph)) for paragraph in paragraphs if paragraph]


def fold_layout(line: str) -> str:
    return _LAYOUT.sub(" ", line) if "  " in line or "\t" in line or "\f" in line else line


def _is_indented(line: str) -> bool:
    # A form feed begins a page, not a paragraph.
    return line.lstrip("\f")[:1].isspace()
