"""Several querysets by one statement are what each of them is by its own."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Count, Model, QuerySet
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition, Placement, Station, Story, StoryEvent, Tag
from articles.models.fetching import fetch_together
from tests.articles.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def kept(instance: Model) -> dict[str, Any]:
    return {name: value for name, value in vars(instance).items() if name != "_state"}


def tables() -> list[QuerySet[Any]]:
    bytes_of = {"importblob": ["data"]}
    return [
        model._default_manager.order_by("pk").defer(*bytes_of.get(model._meta.model_name, ()))
        for model in apps.get_app_config("articles").get_models()
        if model._meta.managed
    ]


def test_every_table_comes_as_it_is(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    querysets = tables()
    with django_assert_num_queries(1):
        found = fetch_together(*querysets)
    filled = 0
    for queryset, rows in zip(querysets, found, strict=True):
        assert [kept(row) for row in rows] == [kept(row) for row in queryset], queryset.model
        filled += bool(rows)
    assert filled > 30


def test_what_a_queryset_can_ask(world: World) -> None:
    querysets: list[QuerySet[Any]] = [
        Placement.objects.with_publication().select_related("station", "section", "down_by").order_by("-pk"),
        Story.objects.order_by("-headline")[1:4],
        Story.objects.only("headline").filter(headline__contains="a story").order_by("pk"),
        Edition.objects.select_related("section__station", "created_by").defer("body", "section__name"),
        StoryEvent.objects.select_related("actor").order_by("-at", "-id")[:3],
        Tag.objects.annotate(uses=Count("story_tags")).order_by("pk"),
        Station.objects.none(),
    ]
    found = fetch_together(*querysets)
    for queryset, rows in zip(querysets, found, strict=True):
        for row, expected in zip(rows, queryset, strict=True):
            assert kept(row).keys() == kept(expected).keys()
            assert {name: value for name, value in kept(row).items() if name != "_state"} == kept(expected)
            assert row._state.fields_cache == expected._state.fields_cache
            assert row.get_deferred_fields() == expected.get_deferred_fields()


def test_more_than_a_statement_takes(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    stories = [Story.objects.filter(headline=f"A story that is {state}") for state in world.stories]
    with django_assert_num_queries(3):
        found = fetch_together(*stories * 150)
    assert [[row.pk for row in rows] for rows in found] == [[s.pk] for s in world.stories.values()] * 150


def test_nothing_asked_is_no_query(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert fetch_together() == []
        assert fetch_together(Story.objects.none(), Tag.objects.filter(pk__in=[])) == [[], []]


def test_bytes_are_deferred(world: World) -> None:
    with pytest.raises(AssertionError):
        fetch_together(apps.get_model("articles", "ImportBlob").objects.all())
