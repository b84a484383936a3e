"""The keys that pages depend on and that changes name."""

from collections.abc import Iterable
from typing import Any


def story_key(number: int) -> str:
    return f"story:{number}"


def station_key(station_id: int) -> str:
    """Every page of a station: its name, colours, hosts, sections."""
    return f"station:{station_id}"


def front_key(station_id: int) -> str:
    return f"front:{station_id}"


def section_key(section_id: int) -> str:
    return f"section:{section_id}"


def tag_key(tag_id: int) -> str:
    return f"tag:{tag_id}"


def person_key(person_id: int) -> str:
    return f"person:{person_id}"


def picture_key(asset_id: int) -> str:
    return f"picture:{asset_id}"


def edition_keys(*, station_id: int, number: int, section_id: int, page: dict[str, Any]) -> set[str]:
    """Every page that an edition stands on: itself, its station's front, its section, tags and people."""
    return {
        story_key(number),
        front_key(station_id),
        section_key(section_id),
        *(tag_key(tag["id"]) for tag in page.get("tags", ())),
        *(person_key(byline["person_id"]) for byline in page.get("bylines", ()) if byline.get("person_id")),
    }


def union(sets: Iterable[set[str]]) -> list[str]:
    """Sorted, so that equal changes write equal rows."""
    return sorted(set[str]().union(*sets))
