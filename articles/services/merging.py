"""Two versions of a story, as revisions keep them, brought together field by field on a third."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

from articles.text.merge import Conflict, merge_bodies, merge_order

Content = Mapping[str, Any]
Key = Callable[[Content], tuple[str, str]]

# Whole values: either one side's or the other's. A date and what is known of it are one.
VALUES: Final = (
    ("headline",),
    ("headline_override",),
    ("deck",),
    ("dateline",),
    ("lead_picture_id",),
    ("gallery",),
    ("related",),
    ("section",),
    ("slug",),
    ("source_id",),
    ("language",),
    ("label",),
    ("ai_use",),
    ("published_at", "published_at_estimated", "published_at_day_only"),
    ("embargo_until",),
    ("on_hold",),
)
# What goes with a value, and may differ though nobody touched the story.
FOLLOWS: Final = {"lead_picture_id": "picture", "source_id": "source", "section": "station"}


def byline_key(row: Content) -> tuple[str, str]:
    """Who it is, and all that is said about them."""
    return str(row.get("person_id") or str(row["name"]).casefold()), f"{row['name']}\n{row['title']}"


def tag_key(row: Content) -> tuple[str, str]:
    return str(row["name"]).casefold(), ""


# What a revision means that was kept before there was such a field.
UNSAID: Final = {"published_at_day_only": False, "label": "news", "ai_use": ""}
LISTS: Final[dict[str, Key]] = {"bylines": byline_key, "tags": tag_key}


@dataclasses.dataclass(frozen=True, slots=True)
class MergedContent:
    """`taken` names what came from them alone, `disputed` what both changed; there mine stands."""

    content: dict[str, Any]
    taken: tuple[str, ...]
    disputed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge_contents(*, base: Content, mine: Content, theirs: Content) -> MergedContent:
    """Values whole, names and tags one by one, the body word by word. No query."""
    merged, taken, disputed = dict(mine), list[str](), list[str]()
    for names in VALUES:
        was, ours, other = ([_value(side, name) for name in names] for side in (base, mine, theirs))
        if other in (was, ours):
            continue
        if ours != was:
            disputed.append(names[0])
            continue
        taken.append(names[0])
        for name in (*names, FOLLOWS.get(names[0])):
            if name in theirs:
                merged[name] = theirs[name]
    for name, key in LISTS.items():
        rows, is_disputed = merge_rows(*[side.get(name, ()) for side in (base, mine, theirs)], key=key)
        if is_disputed:
            disputed.append(name)
        elif _spelled(rows, key) != _spelled(mine.get(name, ()), key):
            taken.append(name)
        merged[name] = rows
    was_body, my_body, their_body = (str(side.get("body", "")) for side in (base, mine, theirs))
    body = merge_bodies(base=was_body, mine=my_body, theirs=their_body)
    if body.body != my_body and not body.conflicts:
        taken.append("body")
    return MergedContent(merged | {"body": body.body}, tuple(taken), tuple(disputed), body.conflicts)


def differences(old: Content, new: Content) -> list[str]:
    """Names of the fields that somebody changed, as `merge_contents` names them."""
    values = [names[0] for names in VALUES if any(_value(old, name) != _value(new, name) for name in names)]
    lists = [
        name
        for name, key in LISTS.items()
        if _spelled(old.get(name, ()), key) != _spelled(new.get(name, ()), key)
    ]
    return values + lists + (["body"] if old.get("body", "") != new.get("body", "") else [])


def _value(side: Content, name: str) -> Any:
    return side.get(name, UNSAID.get(name))


def merge_rows(base: Any, mine: Any, theirs: Any, *, key: Key) -> tuple[list[Any], bool]:
    """Rows that either added and neither took out, in order; whether both changed one of them."""
    was, ours, other = (_numbered(rows, key) for rows in (base, mine, theirs))
    rows, is_disputed = [], False
    for name in merge_order(list(was), list(ours), list(other)):
        said = [key(side[name])[1] if name in side else None for side in (was, ours, other)]
        changed = name in ours and (name not in other or said[1] != said[0])
        rows.append(ours[name] if changed else other[name])
        is_disputed |= changed and said[2] not in (None, said[0], said[1])
    return rows, is_disputed


def _numbered(rows: Any, key: Key) -> dict[tuple[str, int], Content]:
    """By key; a name that comes twice is another row the second time."""
    found: dict[tuple[str, int], Content] = {}
    for row in rows:
        name, number = key(row)[0], 0
        while (name, number) in found:
            number += 1
        found[name, number] = row
    return found


def _spelled(rows: Any, key: Key) -> list[tuple[str, str]]:
    """Tags have no order; names have."""
    spelled = [key(row) for row in rows]
    return sorted(spelled) if key is tag_key else spelled
