"""Checking the chain of editions, and rebuilding what is derived from them."""

import dataclasses
from collections.abc import Iterable, Iterator

from django.db import transaction

from articles.models import Edition, StoryEvent
from articles.rendering import RENDERER_VERSION, render_body
from articles.services.clock import database_now
from articles.services.freezing import hashed_content
from articles.services.record import change_pages, keys_of
from articles.text.canonical import HASH_VERSION, chain_hash, content_hash
from articles.text.html import plain_text

# What a redaction leaves of an edition's words.
NO_WORDS: tuple[object, ...] = ("", "", "", "redacted", "", {}, "", "")


@dataclasses.dataclass(frozen=True, slots=True)
class BrokenLink:
    """An edition that does not follow from its content or from the one before it."""

    edition: int
    story: int
    number: int
    what: str


def verify_editions(*, batch: int = 2000) -> Iterator[BrokenLink]:
    """Walk every chain, placement by placement, and yield what does not hold. Reads all editions once.

    A redacted edition is accepted by its stored hash, where the record tells of a redaction of its story: its
    words are gone, its place in the chain is not. What readers get must be what this renderer makes; of
    another one's work nobody can tell any more.
    """
    yield from follow_chains(Edition.objects.order_by("placement_id", "number").iterator(chunk_size=batch))


def follow_chains(editions: Iterable[Edition]) -> Iterator[BrokenLink]:
    """The same for some placements: all editions of each, placement by placement, in order."""
    placement, previous, number = None, "", 0
    for edition in editions:
        if edition.placement_id != placement:
            placement, previous, number = edition.placement_id, "", 0
        for what in _faults(edition, previous, number + 1):
            yield BrokenLink(edition.pk, edition.story_id, edition.number, what)
        previous, number = edition.chain_sha256, edition.number


def _faults(edition: Edition, previous: str, expected_number: int) -> Iterator[str]:
    if edition.number != expected_number:
        yield f"number {edition.number} where {expected_number} was expected: an edition is missing"
    if edition.hash_version != HASH_VERSION:
        yield f"hash version {edition.hash_version} is unknown to this release"
        return
    if edition.redacted_at:
        if not StoryEvent.objects.filter(story_id=edition.story_id, verb="redacted").exists():
            yield "it is marked as redacted, and the record tells of no redaction"
        if _words(edition) != NO_WORDS:
            yield "it is redacted, and has words again"
    elif content_hash(hashed_content(edition)) != edition.content_sha256:
        yield "the content is not what was hashed"
    elif edition.renderer_version != RENDERER_VERSION:
        yield (
            f"what readers get was made by renderer {edition.renderer_version}, and this release has "
            f"{RENDERER_VERSION}: run rerender, then verify again"
        )
    elif not _is_rendered(edition):
        yield "what readers get is not what its content makes"
    if edition.chain_sha256 != chain_hash(
        previous, edition.content_sha256, edition.number, edition.live_from
    ):
        yield "the chain does not lead here from the edition before"


def _words(edition: Edition) -> tuple[object, ...]:
    """In the order of the rule of the database that a redaction is whole."""
    frozen = (edition.headline, edition.deck, edition.body, edition.slug, edition.dateline, edition.page)
    return (*frozen, edition.rendered_html, edition.plain_text)


def _is_rendered(edition: Edition) -> bool:
    """Whether the derived columns are those of the content."""
    rendered = render_body(edition.body, edition.language)
    return (edition.rendered_html, edition.plain_text) == (rendered, plain_text(edition.body))


def chain_heads() -> Iterator[tuple[int, int, str]]:
    """Story number, edition number and chain hash of each placement's newest edition, for a dated file."""
    heads = Edition.objects.order_by("placement_id", "-number").distinct("placement_id")
    yield from heads.values_list("story_id", "number", "chain_sha256").iterator(chunk_size=5000)


def lost_heads(heads: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Story and edition of those heads that no chain has any more: removed, or written anew."""
    for story, number, chain in heads:
        if not Edition.objects.filter(story=story, number=number, chain_sha256=chain).exists():
            yield story, number


def rerender(*, everything: bool = False, batch: int = 500) -> int:
    """Rebuild the derived columns of editions older than this renderer; return how many.

    Each batch is a transaction of its own, so a stopped run goes on where it was.
    """
    editions = Edition.objects.filter(redacted_at__isnull=True)
    if not everything:
        editions = editions.filter(renderer_version__lt=RENDERER_VERSION)
    done, last = 0, 0
    while chunk := list(editions.filter(pk__gt=last).order_by("pk")[:batch]):
        with transaction.atomic():
            for edition in chunk:
                _rerender_one(edition)
            change_pages(keys_of(*chunk), effective_at=database_now())
        done, last = done + len(chunk), chunk[-1].pk
    return done


def _rerender_one(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(
        rendered_html=render_body(edition.body, edition.language),
        plain_text=plain_text(edition.body),
        renderer_version=RENDERER_VERSION,
    )
