"""From the revision that an import wrote to the story, its editions, and what readers get."""

from collections.abc import Iterator
from html.parser import HTMLParser

from articles.importers.proof.difference import Difference, around, first_difference, quoted
from articles.importers.verification.evidence import Evidence
from articles.importers.verification.holding import credits_of, moment
from articles.importers.verification.places import Places
from articles.models import Edition, PublishedEdition, Revision, Story
from articles.services.verification import follow_chains

Faults = Iterator[tuple[str, Difference | None]]


def faults(revision: Revision, story: Story, evidence: Evidence, places: Places) -> Faults:
    """Where the story, an edition frozen from this revision, or a page has other words. The nearest first."""
    newest = evidence.newest.get(story.pk)
    if newest and newest.pk == revision.pk:
        yield from _story(revision, story, evidence, places)
    home = evidence.homes.get(story.pk)
    if home is None:
        yield f"story {story.pk} stands on no station", None
    for link in follow_chains(evidence.editions(story.pk)):
        yield f"edition {link.number}: {link.what}", None
    missing = evidence.frozen[story.pk].copy()
    for edition in evidence.editions(story.pk):
        if missing.pop(edition.pk, None) == revision.pk and not edition.redacted_at:
            at_home = home is not None and edition.placement_id == home.pk
            yield from _edition(revision, edition, at_home=at_home)
            yield from _page(edition, evidence)
    for lost in sorted(missing):
        yield f"edition {lost}, which the record names, is not there", None


def _story(revision: Revision, story: Story, evidence: Evidence, places: Places) -> Faults:
    content = revision.content
    pairs: dict[str, tuple[object, object]] = {
        "headline": (content["headline"], story.headline),
        "deck": (content["deck"], story.deck),
        "text": (content["body"], story.body),
        "dateline": (content["dateline"], story.dateline),
        "bylines": (credits_of(content), tuple(evidence.bylines[story.pk])),
        "tags": (
            {places.tag(tag["id"]) for tag in content["tags"]},
            {places.tag(tag) for tag in evidence.tags[story.pk]},
        ),
        "source": (content["source_id"], story.source_id),
        "date": (moment(content["published_at"]), story.published_at),
        "embargo": (moment(content["embargo_until"]), story.embargo_until),
        "hold": (content["on_hold"], story.on_hold),
    }
    yield from _unlike("the story is not what was imported, and no save says why", pairs)


def _edition(revision: Revision, edition: Edition, *, at_home: bool) -> Faults:
    content = revision.content
    pairs: dict[str, tuple[object, object]] = {
        "headline": (content["headline_override"] or content["headline"], edition.headline),
        "deck": (content["deck"], edition.deck),
        "text": (content["body"], edition.body),
        "dateline": (content["dateline"], edition.dateline),
        "bylines": (credits_of(content), credits_of(edition.page)),
        "date": (moment(content["published_at"]) or edition.first_live_at, edition.published_at),
    }
    if not at_home:
        del pairs["headline"]  # another station may have one of its own
    yield from _unlike(f"edition {edition.number} is not what was imported", pairs)


def _page(edition: Edition, evidence: Evidence) -> Faults:
    what = f"edition {edition.number} does not read as it was frozen"
    text = page_text(edition.body)
    shown = {"text that readers get": edition.rendered_html}
    page = evidence.pages.get((edition.station_id, edition.story_id))
    now, station = evidence.now, edition.station
    if now and station.opened_at and edition.live_from <= now < edition.live_until:
        if page is None or page.edition_number != edition.number:
            yield f"edition {edition.number} is live, and readers do not get it", None
        else:
            shown["page"] = page.rendered_html
            yield from _unlike(f"the page is not edition {edition.number}", _columns(edition, page))
    for name, html in shown.items():
        if html != edition.body:
            yield from _unlike(what, {name: (text, page_text(html))})
    yield from _unlike(what, {"text for search": (text, tuple(edition.plain_text.split("\n\n")))})


def _columns(edition: Edition, page: PublishedEdition) -> dict[str, tuple[object, object]]:
    return {
        "headline": (edition.headline, page.headline),
        "deck": (edition.deck, page.deck),
        "dateline": (edition.dateline, page.dateline),
        "bylines": (credits_of(edition.page), credits_of(page.page)),
        "date": (edition.published_at, page.published_at),
    }


def _unlike(what: str, pairs: dict[str, tuple[object, object]]) -> Faults:
    for place, (expected, found) in pairs.items():
        if expected != found:
            yield what, _difference(place, expected, found)


def _difference(place: str, expected: object, found: object) -> Difference:
    ours, theirs = (_words(value) for value in (expected, found))
    at = first_difference(ours, theirs)
    if at == len(ours) == len(theirs):
        return Difference(place, quoted(str(expected)), quoted(str(found)))
    return Difference(place, around(ours, at), around(theirs, at))


def _words(value: object) -> list[str]:
    if isinstance(value, str) and value.startswith("<p>"):
        value = page_text(value)
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return " ¶ ".join(value).split(" ")
    return str(value).split(" ")


def page_text(html: str) -> tuple[str, ...]:
    """The paragraphs of a page, as a browser reads them."""
    plain = "&" not in html and html.startswith("<p>") and html.endswith("</p>")
    if plain and html.count("<") == 2 * html.count("<p>"):
        return tuple(html[3:-4].split("</p><p>"))
    paragraphs = _Paragraphs()
    paragraphs.feed(html)
    paragraphs.close()
    return tuple(filter(None, map("".join, paragraphs.found)))


class _Paragraphs(HTMLParser):
    """Text by paragraph; what stands outside of any begins one of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "p":
            self.found.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.found.append([])

    def handle_data(self, data: str) -> None:
        self.found[-1].append(data)
