"""Losses planted one by one behind the product's back: the proof finds each, and names its file."""

import datetime as dt
import json
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from articles.models import Edition, ImportBlob, ImportItem, ImportRun, Revision, Section, Story
from articles.rendering import render_body
from articles.services.freezing import hashed_content
from articles.text.canonical import chain_hash, content_hash
from articles.text.html import plain_text
from tests.articles.importers.desk import Desk
from tests.articles.importers.hard import hard_file

pytestmark = pytest.mark.django_db
FILES = 30


def sql(statement: str, *values: Any) -> None:
    """As somebody would who owns the database: no triggers, no foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("set local session_replication_role = origin")


def forge(edition: Edition, **fields: Any) -> None:
    """Give an edition other content, with the hashes and renderings that belong to it."""
    for name, value in fields.items():
        setattr(edition, name, value)
    edition.content_sha256 = content_hash(hashed_content(edition))
    edition.chain_sha256 = chain_hash("", edition.content_sha256, edition.number, edition.live_from)
    sql(
        "update articles_edition set headline = %s, body = %s, page = %s, rendered_html = %s,"
        " plain_text = %s, content_sha256 = %s, chain_sha256 = %s where id = %s",
        edition.headline, edition.body, json.dumps(edition.page), render_body(edition.body),
        plain_text(edition.body), edition.content_sha256, edition.chain_sha256, edition.pk,
    )  # fmt: skip


def everywhere(story: Story, **fields: str) -> None:
    """As a parser would have stored it that lost something: revision, story and edition agree."""
    Story.objects.filter(pk=story.pk).update(**fields)
    revision = Revision.objects.get(story=story)
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | fields)
    for edition in story.editions.all():
        forge(edition, **fields)


Plant = Callable[[Story, random.Random], None]


def paragraphs(story: Story) -> list[str]:
    return story.body[3:-4].split("</p><p>")


def body(parts: list[str]) -> str:
    return f"<p>{'</p><p>'.join(parts)}</p>"


def lost_word(story: Story, chance: random.Random) -> None:
    parts = paragraphs(story)
    at = chance.randrange(len(parts))
    words = parts[at].split(" ")
    del words[chance.randrange(len(words))]
    parts[at] = " ".join(words)
    everywhere(story, body=body(parts))


def lost_paragraph(story: Story, chance: random.Random) -> None:
    parts = paragraphs(story)
    del parts[chance.randrange(len(parts))]
    everywhere(story, body=body(parts) if parts else "")


def lost_character(story: Story, chance: random.Random) -> None:
    """A quote mark, a dash, an accent: any single character of the copy."""
    odd = [
        at for at, character in enumerate(story.body) if character in "“”’—–…éñïÜĐỗ.,$" or character.isdigit()
    ]
    at = chance.choice(odd)
    everywhere(story, body=story.body[:at] + story.body[at + 1 :])


def straightened_quotes(story: Story, chance: random.Random) -> None:
    everywhere(story, body=story.body.replace("</p>", "”</p>", 1), headline=story.headline)


def swapped_words(story: Story, chance: random.Random) -> None:
    parts = paragraphs(story)
    words = parts[-1].split(" ")
    at = next(at for at in range(len(words) - 1) if words[at] != words[at + 1])
    words[at : at + 2] = words[at : at + 2][::-1]
    everywhere(story, body=body([*parts[:-1], " ".join(words)]))


def merged_paragraphs(story: Story, chance: random.Random) -> None:
    merged = story.body.replace("</p><p>", " ", 1)
    everywhere(story, body=merged if merged != story.body else story.body.replace(" ", "</p><p>", 1))


def plain_spaces(story: Story, chance: random.Random) -> None:
    plain = story.body.replace("&nbsp;", " ")
    everywhere(story, body=plain if plain != story.body else story.body.replace(" ", "&nbsp;", 1))


def live_markup(story: Story, chance: random.Random) -> None:
    everywhere(story, body=story.body.replace("<p>", "<p><strong>", 1).replace("</p>", "</strong></p>", 1))


def lost_headline_word(story: Story, chance: random.Random) -> None:
    everywhere(story, headline=story.headline.partition(" ")[2])


def lost_credit(story: Story, chance: random.Random) -> None:
    """A name nobody wrote: bylines are compared in both directions."""
    revision = Revision.objects.get(story=story)
    content = revision.content
    credit = {"name": "Nobody Atall", "title": "", "person": None, "person_id": None}
    changed = content["bylines"][1:] or [credit]
    Revision.objects.filter(pk=revision.pk).update(content=content | {"bylines": changed})


def lost_tags(story: Story, chance: random.Random) -> None:
    revision = Revision.objects.get(story=story)
    changed = revision.content["tags"][1:] or [{"id": 999_999, "name": "Made up", "slug": "made-up"}]
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"tags": changed})


def another_date(story: Story, chance: random.Random) -> None:
    content = Revision.objects.get(story=story).content
    moved = dt.datetime.fromisoformat(content["published_at"]) + dt.timedelta(days=1)
    Revision.objects.filter(story=story).update(content=content | {"published_at": moved.isoformat()})


def altered_story(story: Story, chance: random.Random) -> None:
    field = chance.choice(("headline", "body", "deck", "dateline"))
    Story.objects.filter(pk=story.pk).update(**{field: getattr(story, field)[1:] or "X"})


def altered_story_names(story: Story, chance: random.Random) -> None:
    if not story.bylines.update(name="Somebody Else"):
        story.bylines.create(position=0, name="Somebody Else")


def altered_edition(story: Story, chance: random.Random) -> None:
    """With hashes that fit: only the comparison with the import finds it."""
    edition = story.editions.get()
    match chance.randrange(3):
        case 0:
            forge(edition, body=edition.body.replace("</p>", " not.</p>", 1))
        case 1:
            forge(edition, headline=edition.headline[:-1])
        case _:
            credit = {"name": "Nobody Atall", "title": "", "person": None, "person_id": None}
            forge(edition, page=edition.page | {"bylines": [*edition.page["bylines"], credit]})


def altered_edition_unhashed(story: Story, chance: random.Random) -> None:
    column = chance.choice(("headline", "deck", "body", "dateline", "slug"))
    sql(f"update articles_edition set {column} = {column} || 'x' where story_id = %s", story.pk)


def altered_page(story: Story, chance: random.Random) -> None:
    edition = story.editions.get()
    rendered = edition.rendered_html
    changed = chance.choice(
        (rendered.replace(" ", "", 1), rendered.partition("</p>")[2], f"<p>New.</p>{rendered}")
    )
    Edition.objects.filter(pk=edition.pk).update(rendered_html=changed)


def altered_search_text(story: Story, chance: random.Random) -> None:
    edition = story.editions.get()
    Edition.objects.filter(pk=edition.pk).update(plain_text=edition.plain_text[2:])


def lost_edition(story: Story, chance: random.Random) -> None:
    sql("delete from articles_edition where story_id = %s", story.pk)


def lost_revision(story: Story, chance: random.Random) -> None:
    sql("delete from articles_revision where story_id = %s", story.pk)


def lost_story(story: Story, chance: random.Random) -> None:
    sql("delete from articles_story where id = %s", story.pk)


def exchanged_stories(story: Story, chance: random.Random) -> None:
    other = Story.objects.exclude(pk=story.pk).exclude(editions=None).order_by("pk").first()
    assert other
    Story.objects.filter(pk=story.pk).update(body=other.body)
    sql("update articles_importitem set story_id = %s where story_id = %s", other.pk, story.pk)


def altered_blob(story: Story, chance: random.Random) -> None:
    blob = ImportItem.objects.get(story=story, outcome="created").blob
    raw = zlib.decompress(blob.data)
    at = chance.randrange(len(raw))
    changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
    data = chance.choice((zlib.compress(changed), bytes(blob.data)[:-4], b"", zlib.compress(raw + b"\n")))
    ImportBlob.objects.filter(pk=blob.pk).update(data=data)


def lost_blob(story: Story, chance: random.Random) -> None:
    ImportItem.objects.filter(story=story).update(blob=None)


def lost_item(story: Story, chance: random.Random) -> None:
    ImportItem.objects.filter(story=story, outcome="created").delete()


def another_outcome(story: Story, chance: random.Random) -> None:
    ImportItem.objects.filter(story=story, outcome="created").update(outcome="refused", reason="No reason.")


def lost_placement(story: Story, chance: random.Random) -> None:
    sql("delete from articles_placement where story_id = %s", story.pk)


def mangled_revision(story: Story, chance: random.Random) -> None:
    content = Revision.objects.get(story=story).content
    mangled: tuple[Any, ...] = (
        {},
        {"headline": "x"},
        content | {"bylines": [None]},
        content | {"station": 999_999},
        [],
    )
    Revision.objects.filter(story=story).update(content=chance.choice(mangled))


def mangled_blob(story: Story, chance: random.Random) -> None:
    item = ImportItem.objects.get(story=story, outcome="created")
    ImportBlob.objects.filter(pk=item.blob_id).update(size=chance.choice((-5, 0, 10**12)))


PLANTS: tuple[Plant, ...] = (
    lost_word, lost_paragraph, lost_character, straightened_quotes, swapped_words, merged_paragraphs,
    plain_spaces, live_markup, lost_headline_word, lost_credit, lost_tags, another_date, altered_story,
    altered_story_names, altered_edition, altered_edition_unhashed, altered_page, altered_search_text,
    lost_edition, lost_revision, lost_story, exchanged_stories, altered_blob, lost_blob, lost_item,
    another_outcome, lost_placement, mangled_revision, mangled_blob,
)  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def run(desk: Desk, section: Section) -> ImportRun:
    for number in range(FILES):
        desk.file(f"{number:03d}.txt", hard_file(number))
    return desk.bring_in("--create-missing", "--publish")


def missed(desk: Desk, run: ImportRun, losses: int) -> list[tuple[int, str, list[str]]]:
    """The losses that the proof does not find, or lays to another file."""
    live = list(Story.objects.exclude(editions=None).order_by("pk"))
    unfound = []
    for number in range(losses):
        plant, chance = PLANTS[number % len(PLANTS)], random.Random(number)
        story = chance.choice(live)
        path = ImportItem.objects.get(story=story, outcome="created").path
        with undone():
            plant(story, chance)
            found = desk.gaps(run)
            if desk.code != 1 or not any(line.startswith(f"{path}: ") for line in found):
                unfound.append((number, plant.__name__, found))
    return unfound


def test_a_loss_of_each_kind_is_found(desk: Desk, run: ImportRun) -> None:
    assert desk.gaps(run) == []
    assert missed(desk, run, len(PLANTS)) == []
    assert desk.gaps(run) == []


@pytest.mark.drill
def test_each_of_a_hundred_planted_losses_is_found(desk: Desk, run: ImportRun) -> None:
    """verify_import finds each of 100 planted losses, from a quote mark to an edition, and names its file."""
    assert missed(desk, run, 100) == []


def test_what_happened_on_the_disk_is_found(desk: Desk, run: ImportRun) -> None:
    changed, gone, new = desk.folder / "003.txt", desk.folder / "004.txt", desk.folder / "deep/.hidden"
    changed.write_bytes(changed.read_bytes() + b" ")
    gone.unlink()
    new.parent.mkdir()
    new.write_text("Never seen.")
    (desk.folder / "005.txt").unlink()
    (desk.folder / "005.txt").symlink_to(changed)
    assert desk.gaps(run) == [
        "003.txt: on the disk it has other bytes than came in",
        "005.txt: on the disk it is no regular file",
        "deep/.hidden: it is on the disk, and no item of the run accounts for it",
        "004.txt: it is not on the disk any more",
    ]


def test_an_altered_source_that_was_refused_is_found_as_well(desk: Desk, run: ImportRun) -> None:
    refused = run.items.filter(outcome="refused").exclude(sha256="").first()
    assert refused
    Path(desk.folder / refused.path).write_bytes(b"Whole again.")
    assert desk.gaps(run) == [f"{refused.path}: on the disk it has other bytes than came in"]


def test_queries_do_not_grow_with_the_files(
    desk: Desk, run: ImportRun, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        assert desk.gaps(run) == []
