"""What people read of a page, or hear of it: text, and the attributes that are said."""

import re
from html.parser import HTMLParser

from django.apps import apps
from django.db import models

SAID = ("placeholder", "title", "aria-label", "alt")
TYPED = (models.CharField, models.TextField, models.JSONField)
UNSEEN = ("script", "style", "textarea")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.unseen = 0
        self.is_icon = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        given = dict(attrs)
        self.is_icon = "material-icons" in (given.get("class") or "")
        names = (*SAID, "value") if given.get("type") == "submit" else SAID
        self.found |= {" ".join((given.get(name) or "").split()) for name in names}

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN
        self.is_icon = False

    def handle_data(self, data: str) -> None:
        if not self.unseen and not self.is_icon:
            self.found.add(" ".join(data.split()))


def words_of(page: str) -> set[str]:
    parser = _Words()
    parser.feed(page)
    return parser.found


def typed_words() -> re.Pattern[str]:
    """Whatever stands in a column of text: names, headlines, codes; the longest first."""
    found: set[str] = set()
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        for field in model._meta.fields:
            if isinstance(field, TYPED) and not field.choices:
                found |= set(strings(list(model._default_manager.values_list(field.name, flat=True))))
    longest_first = sorted({" ".join(text.split()) for text in found if 1 < len(text) < 400}, key=len)[::-1]
    return re.compile("|".join(map(re.escape, longest_first)))


def strings(value: object) -> list[str]:
    """All the text in a value, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []
