"""A redaction finds every word, and proves that it was there."""

from pathlib import Path

import pytest
from django.db import connection, models

from articles import models as nouns
from articles.errors import NotAllowed
from articles.models import (
    Edition,
    ImportBlob,
    ImportItem,
    Placement,
    PublishedGone,
    Revision,
    Role,
    Story,
    StoryEvent,
)
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.redaction import KEPT, WORDS, redact_story
from articles.services.verification import verify_editions
from tests.articles.importers.desk import Desk, copy
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user

HOLDS_WORDS = (models.CharField, models.TextField, models.JSONField)


def words_columns(model: type[models.Model]) -> set[str]:
    """Columns that can hold a word: texts, JSON, arrays, vectors."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, HOLDS_WORDS) or field.get_internal_type() in ("ArrayField", "SearchVectorField")
    }


def leads_to_story(model: type[models.Model]) -> bool:
    return any(
        field.related_model is Story or (field.related_model is Edition and field.one_to_one)
        for field in model._meta.concrete_fields
        if field.is_relation
    ) or model in (Story, nouns.EditionKey)


def test_the_list_knows_every_column_that_holds_words() -> None:
    """A new column needs a decision: emptied, or kept with a reason."""
    emptied = {entry.model: set(entry.columns) for entry in WORDS}
    models_of_a_story = {
        model for model in Story._meta.apps.get_app_config("articles").get_models() if leads_to_story(model)
    }
    for model in models_of_a_story:
        decided = emptied.get(model, set()) | KEPT.get(model, {}).keys()
        assert words_columns(model) <= decided, model.__name__


@pytest.mark.django_db
def test_no_word_is_left_anywhere() -> None:
    section = make_section(make_station())
    story = make_story(
        section,
        "Headline zqsentinel",
        deck="Deck zqsentinel",
        body="<p>Body zqsentinel</p>",
        dateline="zqsentinel",
        slug="slug-zqsentinel",
        credits=[Credit("Byline zqsentinel")],
    )
    publish_story(placement=home(story), by=None)
    Story.objects.filter(pk=story.pk).update(deck="Second zqsentinel")
    admin = make_admin()
    publish_story(
        placement=home(story), by=admin, correction=NewCorrection("correction", "Correction zqsentinel")
    )
    redact_story(story=story, by=admin, reason="Court order.")
    assert "zqsentinel" not in dump()
    assert [e.redaction_reason for e in Edition.objects.all()] == ["Court order."] * 2
    assert all(len(edition.content_sha256) == 64 for edition in Edition.objects.all())
    assert list(verify_editions()) == []
    gone = PublishedGone.objects.get()
    assert (gone.kind, gone.reason) == ("killed", "Court order.")
    assert StoryEvent.objects.filter(verb="redacted").count() == 1
    assert Revision.objects.get().content == {}
    assert Placement.objects.get().slug == "redacted"


def dump() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'select t::text from "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


@pytest.mark.django_db
def test_only_an_administrator_and_only_with_a_reason() -> None:
    station = make_station()
    story = make_story(make_section(station))
    with pytest.raises(NotAllowed):
        redact_story(story=story, by=make_user("mia", Role.MANAGER, station), reason="Court order.")
    with pytest.raises(NotAllowed):
        redact_story(story=story, by=make_admin(), reason=" ")


@pytest.mark.django_db
def test_files_of_which_no_story_came_lose_their_bytes_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    make_section(make_station())
    desk.file("ferry.txt", "Ferry returns\n")
    assert desk.run()["totals"]["refused"] == 1
    desk.file("ferry.txt", copy())
    desk.run()
    desk.file("other.txt", "Bus returns\n")
    desk.run()
    redact_story(story=Story.objects.get(), by=make_admin(), reason="A court order")
    assert set(ImportItem.objects.filter(path="ferry.txt").values_list("blob", "reason")) == {
        (None, "Redacted")
    }
    assert ImportBlob.objects.get().items.get().path == "other.txt"
