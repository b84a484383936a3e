"""What a screen reader makes of each page that readers get: its outline of headings, and its landmarks."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client

from articles.demo import load_demo
from tests.places import addresses

pytestmark = pytest.mark.django_db(transaction=True)

# By the rules of HTML's mapping to roles.
ROLES = {
    "header": "banner",
    "nav": "navigation",
    "main": "main",
    "aside": "complementary",
    "section": "region",
    "footer": "contentinfo",
}
# In these, a header or a footer belongs to the part and is no landmark, nor is an aside without a name.
PARTS = ("article", "aside", "nav", "section")


class Outline(HTMLParser):
    """Levels of the headings in their order; role of each landmark, and what names it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels, self.landmarks = list[int](), list[tuple[str, str]]()
        self.within, self.words, self.named = list[str](), dict[str, str](), ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.levels.append(int(tag[1]))
            self.named = found.get("id") or ""
        if role := found.get("role") if tag == "form" else ROLES.get(tag):
            name = found.get("aria-label") or found.get("aria-labelledby") or ""
            if self.is_landmark(tag, name):
                self.landmarks.append((role, name))
        if tag in (*PARTS, "main"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in (*PARTS, "main"):
            self.within.remove(tag)
        self.named = "" if tag.startswith("h") else self.named

    def handle_data(self, data: str) -> None:
        if self.named:
            self.words[self.named] = self.words.get(self.named, "") + data

    def is_landmark(self, tag: str, name: str) -> bool:
        if tag in ("header", "footer"):
            return not self.within
        return (
            bool(name) or tag in ("main", "nav", "form") or (tag == "aside" and self.within in ([], ["main"]))
        )

    @property
    def faults(self) -> list[str]:
        found = Counter((role, self.words.get(name, name).strip()) for role, name in self.landmarks)
        roles = Counter(role for role, _ in self.landmarks)
        steps = zip([0, *self.levels], self.levels, strict=False)
        return [
            *([] if self.levels.count(1) == 1 else [f"{self.levels.count(1)} h1"]),
            *(f"h{level} follows h{before}" for before, level in steps if level > before + 1),
            *([] if roles["main"] == 1 else [f"{roles['main']} main"]),
            *(f"{roles[role]} {role}" for role in ("banner", "contentinfo") if roles[role] > 1),
            *(f"{number} {role} are called {name!r}" for (role, name), number in found.items() if number > 1),
            *(
                f"a {role} of {roles[role]} has no name"
                for role, name in found
                if roles[role] > 1 > len(name)
            ),
        ]


def test_every_kind_of_page_has_one_outline_and_landmarks_that_one_can_tell_apart() -> None:
    load_demo()
    faults = dict[str, list[str]]()
    for name, address in addresses(port=80).items():
        place = urlsplit(address)
        if not place.path.startswith("/admin/"):
            page = Client(headers={"host": place.hostname}).get(f"{place.path}?{place.query}")
            assert page.status_code == {"404": 404, "410": 410, "preview-over": 404}.get(name, 200), name
            faults[name] = Outline(page.content.decode()).faults
    assert len(faults) > 25
    assert {name: found for name, found in faults.items() if found} == {}
