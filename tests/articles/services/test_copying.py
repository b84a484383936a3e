"""Rows written by COPY are the rows that Django would have written."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.models import Byline, ImportBlob, ImportRun, Revision, Story, StoryEvent
from articles.services.copying import copy_in, copy_values, new_row
from tests.cast import make_section, make_station, make_story

pytestmark = pytest.mark.django_db
ODD = 'tab\t, line\nend, back\\slash, “quote”, \\N, "x", é, 🙂'


def without_key(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields[1:]}


def test_objects_come_back_with_their_keys_as_they_were_written() -> None:
    story = make_story(make_section(make_station()))
    rows = [Revision(story=story, number=n, kind=Revision.Kind.HELD, content={"body": ODD}) for n in (7, 8)]
    copy_in(rows)
    kept = list(Revision.objects.filter(number__in=(7, 8)).order_by("number"))
    assert [row.pk for row in kept] == [row.pk for row in rows]
    assert [without_key(row) for row in kept] == [without_key(row) for row in rows]
    assert (kept[0].content, kept[0].kind, kept[0].created_at is not None) == ({"body": ODD}, "held", True)
    rows[0].note = ODD
    rows[0].save()
    assert Revision.objects.get(pk=rows[0].pk).note == ODD


def test_values_have_the_defaults_of_what_they_leave_out() -> None:
    story = make_story(make_section(make_station()))
    now = dt.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)
    (event,) = copy_values(StoryEvent, [{"at": now, "verb": "imported", "story_id": story.pk}])
    kept = StoryEvent.objects.get(pk=event)
    assert (kept.at, kept.verb, kept.story_id, kept.fields) == (now, "imported", story.pk, [])
    (byline,) = copy_values(Byline, [{"story_id": story.pk, "position": 3, "name": ODD, "title": ""}])
    assert Byline.objects.get(pk=byline).name == ODD
    (run,) = copy_values(ImportRun, [{"options": {"source": ODD}}])
    assert ImportRun.objects.get(pk=run).options == {"source": ODD}


def test_a_new_row_is_what_the_model_makes_of_the_same() -> None:
    section = make_section(make_station())
    columns = {"station_id": section.station_id, "headline": ODD, "on_hold": True}
    ours, django = new_row(Story, **columns), Story(**columns)
    assert without_key(ours) == without_key(django)
    assert (ours.pk, ours._state.adding, ours.version) == (None, True, 1)
    assert ours.gallery is not new_row(Story, **columns).gallery
    with pytest.raises(TypeError, match="Story has no columns section, station"):
        new_row(Story, station=section.station, section=section)


def test_rows_with_keys_of_their_own() -> None:
    copy_values(ImportBlob, [{"sha256": "a" * 64, "size": 3, "data": b"\x00\xff\\"}])
    assert bytes(ImportBlob.objects.get().data) == b"\x00\xff\\"
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_values(ImportBlob, [{"sha256": "a" * 64, "size": 3, "data": b""}])
    assert copy_values(ImportBlob, []) == copy_in([]) == []
