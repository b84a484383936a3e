"""A revision's content as the plain values that a file is compared with."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from articles.importers.proof.held import Held, plain_paragraphs
from articles.importers.verification.places import Places


class NotImported(Exception):
    """A revision that lacks what every import writes, or has it in another form."""


def held_of(content: dict[str, Any], warnings: Sequence[str], places: Places) -> Held:
    """Raises NotPlain for a body that no import writes, and NotImported for what is no such revision."""
    try:
        return _held(content, warnings, places)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotImported(repr(error)) from error


def _held(content: dict[str, Any], warnings: Sequence[str], places: Places) -> Held:
    source = content.get("source_id")
    return Held(
        headline=content["headline"],
        paragraphs=plain_paragraphs(content["body"]),
        deck=content["deck"],
        dateline=content["dateline"],
        bylines=credits_of(content),
        tags={places.tag(tag["id"]): tag["name"] for tag in content["tags"]},
        source=source,
        from_archive=places.is_archive(source),
        published_at=moment(content["published_at"]),
        estimated=content["published_at_estimated"],
        embargo_until=moment(content["embargo_until"]),
        on_hold=content["on_hold"],
        warnings=tuple(warnings),
    )


def credits_of(page: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Names and titles as printed, of a revision's content or an edition's page."""
    return tuple((byline.get("name", ""), byline.get("title", "")) for byline in page.get("bylines", ()))


def moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
