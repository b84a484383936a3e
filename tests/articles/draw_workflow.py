"""The drawings and the table of `docs/discussion/workflow.md`, made from `articles/workflow.py`.

`python -m tests.articles.draw_workflow` puts them into the page; a test holds that nothing else stands there.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from articles.workflow import BIN, CLOCK, DESK, READERS, Move, Publication, Stage

PAGE = Path(__file__).parents[2] / "docs" / "discussion" / "workflow.md"
ROLES = ("reporter", "editor", "publisher", "manager", "group administrator")
PART = re.compile(r"(<!-- drawn: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def label(state: str) -> str:
    for states in (Stage, Publication):
        if state in states.values:
            return str(states(state).label)
    return "In the bin" if state == BIN else state


def diagram(moves: Iterable[Move], first: str) -> str:
    """A state diagram in Mermaid: an arrow for each way, steps between the same two states on one."""
    arrows: dict[tuple[str, str], list[str]] = {}
    states: list[str] = []
    for move in moves:
        for source in sorted(move.sources, key=order):
            arrows.setdefault((source, move.target), []).append(move.words)
            states += [state for state in (source, move.target) if state not in states]
    lines = [f"    {state}: {label(state)}" for state in sorted(states, key=order)]
    lines += [f"    {a} --> {b}: {', '.join(words)}" for (a, b), words in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *lines, "```", ""])


def order(state: str) -> int:
    return [*Stage.values, *Publication.values, BIN].index(state)


def steps(moves: Iterable[Move], least: dict[str, int]) -> str:
    """A row for each step, and from which role on it may be taken."""
    rows = ["| Step | From | To | Who |", "| --- | --- | --- | --- |"]
    for move in moves:
        who = "the clock" if move.verb == CLOCK else ROLES[least[move.verb] - 1]
        came = ", ".join(label(state) for state in sorted(move.sources, key=order))
        rows.append(f"| {move.words.capitalize()} | {came} | {label(move.target)} | {who} |")
    return "\n".join([*rows, ""])


def drawn(page: str, least: dict[str, int]) -> str:
    """The page with its parts as the table has them."""
    parts = {
        "desk": diagram(DESK, Stage.DRAFT),
        "readers": diagram(READERS, Publication.UNPUBLISHED),
        "steps": steps((*DESK, *READERS), least),
    }
    return PART.sub(lambda found: found[1] + parts[found[2]] + found[3], page)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from articles.permissions import LEAST

    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8"), LEAST), encoding="utf-8")
    sys.stdout.write(f"Drawn: {PAGE}\n")
