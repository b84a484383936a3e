"""A list answers its own filters and a few words; no other column and no heap of words reaches a query."""

import itertools
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from articles.admin.asking import filter_parameters
from articles.forms.desk_search import TOO_MUCH
from articles.models import Role, Story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.cast import make_story, make_user

LOOKUPS = ("", "__exact", "__regex", "__startswith", "__year", "__gt", "__isnull", "__in")
TABLES = [model for model in admin.site._registry if model._meta.app_label == "articles"]


def named(filters: Any) -> set[str]:
    """Columns that the filters of a page are about, and parameters of filters of our own."""
    columns = (item[0] if isinstance(item, tuple) else item for item in filters)
    return {getattr(column, "parameter_name", column) for column in columns}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_column_can_be_asked_about_but_by_the_filters_of_the_page(
    newsroom: Newsroom, model: Any, rf: Any
) -> None:
    table = admin.site.get_model_admin(model)
    asked = [
        name + lookup
        for field in model._meta.get_fields()
        for name in {field.name, getattr(field, "attname", field.name)}
        for lookup in LOOKUPS
        if name not in named(table.list_filter) or lookup not in ("", "__exact", "__isnull")
    ]
    assert not [name for name in asked if table.lookup_allowed(name, "1", rf.get("/"))]
    address = url(f"{model._meta.model_name}_changelist")
    assert desk(newsroom.gia).get(address, {asked[0]: "1"}).status_code == 400


@pytest.mark.parametrize(
    ("table", "query"),
    [("section", "station__id__exact"), ("source", "kind__exact"), ("user", "is_active__exact")],
)
def test_the_filters_of_a_page_answer(newsroom: Newsroom, table: str, query: str) -> None:
    value = {"section": newsroom.kmia.pk, "source": "wire", "user": "1"}[table]
    page: Any = desk(newsroom.gia).get(url(f"{table}_changelist"), {query: value})
    assert page.status_code == 200
    assert page.context["cl"].has_active_filters


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_value_that_no_text_can_have_is_none(newsroom: Newsroom, model: Any, rf: Any) -> None:
    make_story(newsroom.local)
    table = admin.site.get_model_admin(model)
    request = rf.get("/")
    request.user = newsroom.gia
    client = desk(newsroom.gia)
    pages = [
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}" for page in ("changelist", "export")
    ]
    addresses = [found for page in pages if (found := address(page))]
    asked = filter_parameters(table.get_list_filter(request)) | {"q", "o", "p", "all", "_popup"}
    for where, name in itertools.product(addresses, sorted(asked)):
        for value in ("\0", ["1", "a\0"]):
            answer: Any = client.get(where, {name: value})
            assert answer.status_code < 500, (where, name, value)
            assert b"".join(answer) is not None


def address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


@pytest.mark.parametrize(
    "query",
    [
        {"body__regex": "(a+)+$"},
        {"headline__regex": "("},
        {"updated_at__year": "99999999999"},
        {"lead_picture__uploaded_by__email__startswith": "g"},
    ],
)
def test_a_reporter_cannot_have_the_database_search_all_bodies(
    newsroom: Newsroom, query: dict[str, str]
) -> None:
    make_story(newsroom.local)
    client = desk(newsroom.reporter)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url("story_changelist"), query).status_code == 400
    assert not [sql for sql in queries if "articles_story" in sql["sql"]]


def test_a_manager_does_not_learn_the_mail_addresses_of_others(newsroom: Newsroom) -> None:
    make_user("rosa", Role.REPORTER, newsroom.kmia, email="rosa@example.com")
    client = desk(newsroom.manager)
    assert client.get(url("user_changelist"), {"email__startswith": "rosa"}).status_code == 400
    assert client.get(url("membership_changelist"), {"user__email__startswith": "rosa"}).status_code == 400


@pytest.mark.parametrize("typed", ["ferry " * 11, "f" * 201], ids=["11 words", "201 characters"])
def test_a_heap_of_words_is_not_searched_for(newsroom: Newsroom, typed: str) -> None:
    make_story(newsroom.local)
    page = desk(newsroom.reporter).get(url("story_changelist"), {"q": typed})
    assert page.status_code == 200
    assert [str(message) for message in get_messages(page.wsgi_request)] == [TOO_MUCH]


@pytest.mark.parametrize(("typed", "found"), [("a " * 10, 1), ("a " * 11, 0), ("a\0", 0)])
def test_neither_does_a_field_that_completes_names(newsroom: Newsroom, typed: str, found: int) -> None:
    make_story(newsroom.local, tags=["a a"])
    asked = {"app_label": "articles", "model_name": "storytag", "field_name": "tag", "term": typed}
    answer = desk(newsroom.editor).get("/admin/autocomplete/", asked)
    assert len(answer.json()["results"]) == found


def test_ten_words_are_searched_for(newsroom: Newsroom) -> None:
    story: Story = make_story(newsroom.local, "one two three four five six seven eight nine ten")
    page: Any = desk(newsroom.reporter).get(url("story_changelist"), {"q": story.headline})
    assert list(page.context["cl"].result_list) == [story]


def test_what_takes_the_database_too_long_is_said_in_words(newsroom: Newsroom, monkeypatch) -> None:
    def slow(*args: object) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = '1ms'; select pg_sleep(60)")

    monkeypatch.setattr("articles.admin.stories.search", slow)
    client = desk(newsroom.editor)
    page = client.get(url("story_changelist"), {"q": "ferry"})
    assert page.status_code == 503
    assert "The database was still busy with it after 15 seconds" in page.text
