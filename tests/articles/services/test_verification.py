"""The chain of editions shows what was changed behind the product's back."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Edition, EditionKey, PageChange, Placement, SearchEntry, Story
from articles.rendering import RENDERER_VERSION
from articles.services.indexing import reindex
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.redaction import redact_story
from articles.services.verification import chain_heads, rerender, verify_editions
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement() -> Placement:
    placement = home(make_story(make_section(make_station()), tags=["Transit"]))
    for number in range(3):
        Story.objects.filter(pk=placement.story_id).update(deck=f"Deck {number}")
        publish_story(placement=placement, by=None)
    return placement


def tamper(statement: str) -> None:
    """As somebody would who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")  # no triggers, no foreign keys
        cursor.execute(statement)
        cursor.execute("set local session_replication_role = origin")


def test_a_clean_chain_is_whole(placement: Placement, clock) -> None:
    Story.objects.filter(pk=placement.story_id).update(deck="Later")
    publish_story(placement=placement, by=None, at=clock.now() + dt.timedelta(hours=1))
    cancel_scheduled(placement=placement, by=None)
    assert list(verify_editions()) == []


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("update articles_edition set headline = headline || '.' where number = 2", 2),
        ("update articles_edition set body = replace(body, 'Monday', 'Sunday') where number = 1", 1),
        ("update articles_edition set page = jsonb_set(page, '{tags}', '[]') where number = 3", 3),
        ("update articles_edition set live_from = live_from - interval '1 us' where number = 1", 1),
        ("update articles_edition set chain_sha256 = content_sha256 where number = 2", 2),
        ("update articles_edition set rendered_html = '<p>Ours</p>' where number = 2", 2),
        ("update articles_edition set plain_text = 'Ours' where number = 2", 2),
        ("update articles_edition set rendered_html = 'Ours', renderer_version = 1 where number = 2", 2),
        ("update articles_edition set rendered_html = 'Ours', renderer_version = 99 where number = 2", 2),
        ("update articles_edition set redacted_at = now(), headline = '' where number = 2", 2),
        ("delete from articles_editionkey; delete from articles_searchentry;"
         "delete from articles_edition where number = 2", 3),
    ],
)  # fmt: skip
def test_tampering_is_found(placement: Placement, statement: str, number: int) -> None:
    tamper(statement)
    assert {link.number for link in verify_editions()} >= {number}


def test_what_another_renderer_made_is_told_until_it_is_made_anew(placement: Placement) -> None:
    Edition.objects.filter(number=2).update(renderer_version=RENDERER_VERSION - 1)
    (link,) = verify_editions()
    assert (link.number, link.what) == (
        2,
        f"what readers get was made by renderer {RENDERER_VERSION - 1}, and this release has "
        f"{RENDERER_VERSION}: run rerender, then verify again",
    )
    rerender()
    assert list(verify_editions()) == []


@pytest.mark.parametrize("column", ["headline", "body", "rendered_html", "plain_text"])
def test_words_put_back_into_a_redacted_edition_are_found(placement: Placement, column: str) -> None:
    redact_story(story=placement.story, by=make_admin(), reason="Court order.")
    assert list(verify_editions()) == []
    tamper(f"update articles_edition set {column} = 'Ours' where number = 2")
    assert [(link.number, link.what) for link in verify_editions()] == [
        (2, "it is redacted, and has words again")
    ]


def test_heads_are_the_newest_of_each_placement(placement: Placement) -> None:
    newest = Edition.objects.get(number=3)
    assert list(chain_heads()) == [(newest.story_id, 3, newest.chain_sha256)]


def test_rerender_rebuilds_only_what_is_derived(placement: Placement) -> None:
    before = list(Edition.objects.order_by("pk").values("rendered_html", "plain_text", "content_sha256"))
    Edition.objects.update(rendered_html="<p>old</p>", plain_text="old", renderer_version=0)
    assert rerender() == 3
    assert (
        list(Edition.objects.order_by("pk").values("rendered_html", "plain_text", "content_sha256")) == before
    )
    assert rerender() == 0


def test_reindex_rebuilds_what_publishing_wrote(placement: Placement) -> None:
    keys = set(EditionKey.objects.values_list("edition", "kind", "key"))
    entries = list(SearchEntry.objects.values_list("edition", "quarter", "vector"))
    EditionKey.objects.all().delete()
    PageChange.objects.all().delete()
    assert reindex() == 1
    assert PageChange.objects.get().keys == [f"station:{placement.station_id}"]
    assert set(EditionKey.objects.values_list("edition", "kind", "key")) == keys
    assert list(SearchEntry.objects.values_list("edition", "quarter", "vector")) == entries


def test_an_emptied_chain_is_found_by_heads_kept_elsewhere(placement: Placement, tmp_path: Path) -> None:
    call_command("verify_editions", heads=tmp_path, stdout=StringIO())
    kept = next(tmp_path.iterdir())
    out = StringIO()
    call_command("verify_editions", against=kept, stdout=out)
    assert out.getvalue() == "Every edition is what it was.\n"
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    tamper("truncate articles_edition cascade")
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_editions", against=kept, stdout=out)
    assert f"story {placement.story_id}, edition 3: it is not what it was" in out.getvalue()
