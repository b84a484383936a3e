"""No word of the desk is forgotten: each page is asked for in English and in Spanish, and compared."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import User
from tests.articles.admin.page_words import typed_words, words_of
from tests.articles.test_matrix import path_of, routes
from tests.articles.world import ADMIN_HOST, STATES, World, build_world

# The same in both languages: reviewed, each.
SAME = {
    "newsroom",
    "Editor",
    "Error",
    "No",
    "SHA-256",
    "Slug",
    "Español",
    *("DOS (cp437)", "DOS (cp850)", "ISO 8859-1", "Mac (mac_roman)"),
    # Django's own words for the two signs of a yes or no.
    *("True", "False"),
}
# Of a time, what is said alike: "8:14 a.m. EST".
CLOCK = re.compile(r"\d+:\d\d [ap]\.m\. [A-Z]{2,4}")
NO_WORDS = re.compile(r"https://\S+|/\S+\.txt|[A-Z][A-Za-z]+(/[A-Za-z_ -]+)+|UTC")
# Questions that a button asks, and forms sent empty; all else is looked at as a link leads to it.
ASKED = re.compile(
    r"/story/<int:pk>/(publish|schedule|correct|revert|expire|withdraw|kill|return|preview)/$"
    r"|/asset/<int:pk>/kill/$|/station/<int:pk>/close/$|/tag/<int:pk>/merge/$"
)
SENT_EMPTY = re.compile(r"(add|rules|you)/$")
STORY_FORM = "admin/articles/story/<path:object_id>/change/"


def shown(client: Client, method: str, path: str, language: str) -> str:
    """The page in a language; empty where there is none at this address."""
    User.objects.update(language=language)
    answer: HttpResponse = client.generic(method, path)
    is_page = answer.status_code in (200, 403, 404) and "html" in answer.get("Content-Type", "")
    return answer.content.decode() if is_page else ""


def pages(world: World) -> list[tuple[str, str]]:
    """Method and path of each."""
    every = [route for route in routes(ADMIN_HOST) if route.startswith("admin/") and "logout" not in route]
    found = [("POST" if ASKED.search(route) else "GET", route, "live") for route in every]
    found += [("POST", route, "live") for route in every if SENT_EMPTY.search(route)]
    found += [("GET", STORY_FORM, state) for state in STATES if state != "live"]
    found += [("POST", "admin/articles/story/<int:pk>/return/", "review")]
    return [(method, path_of(route, state, world)) for method, route, state in found]


def is_forgotten(text: str, typed: re.Pattern[str]) -> bool:
    """Whether words are left of it once everything is gone that is no word of the desk."""
    said = NO_WORDS.sub("", CLOCK.sub("", typed.sub("", text.removesuffix(" | newsroom")))).strip(" :")
    return SAME.isdisjoint((text, said)) and bool(re.search(r"[^\W\d]{2}", said))


@pytest.mark.django_db
def test_no_page_of_the_desk_has_a_word_that_is_not_spanish() -> None:
    world = build_world()
    client = world.clients[ADMIN_HOST, "group"]
    typed = typed_words()
    forgotten: dict[str, str] = {}
    looked_at = 0
    for method, path in pages(world):
        english = shown(client, method, path, "en")
        if not english:
            continue
        looked_at += 1
        both = words_of(english) & words_of(shown(client, method, path, "es"))
        forgotten |= {text: path for text in both if is_forgotten(text, typed)}
    assert forgotten == {}
    assert looked_at > 80
