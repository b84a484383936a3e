"""What readers and machines cost: pages, feeds, sitemaps, and search by class of words.

On the newsroom of `make bench-data`; where there is none, one of 20,000 stories is made first. Nothing is
cached. Pages are asked for in this process, without HTTP, as the readers' role; searches as their own
statement, a hundred of each class.
"""

import argparse
import logging
import random
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.load import COMMON, DATA, start  # noqa: E402
from bench.measuring import get_ready, measure, spread  # noqa: E402

EACH = 100


def pages(station) -> Iterator[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """Name and address of each kind, the longest of its kind where they differ in length."""
    from django.db.models import Count

    from articles.models import Edition, EditionKey, Person, PublishedEdition, Section, Tag

    # What is not live yet has its keys too; a page of nothing else answers 404.
    listed = EditionKey.objects.filter(station_id=station.pk, edition__in=Edition.objects.live())

    def most(kind: str) -> int:
        rows = listed.filter(kind=kind).values("key").annotate(stories=Count("pk")).order_by("-stories")
        return int(rows[0]["key"])

    story = PublishedEdition.objects.filter(station_id=station.pk).order_by("-published_at")[0]
    section = Section.objects.get(pk=most("section"))
    tag, person = Tag.objects.get(pk=most("tag")), Person.objects.get(pk=most("person"))
    at = f"/{story.section_slug}/{story.slug}-{story.number}/"
    yield from {
        "front": "/",
        "section": f"/{section.slug}/",
        "tag": f"/tag/{tag.slug}/",
        "person": f"/person/{person.slug}/",
        "archive": "/archive/",
        "archive, a month": f"/archive/{story.published_at:%Y/%m}/",
        "story": at,
        "history": f"{at}history/",
        "corrections": "/corrections/",
        "no such page": "/nothing/here/",
        "feed, RSS": "/feed/rss.xml",
        "feed, Atom": "/feed/atom.xml",
        "feed, JSON": "/feed/feed.json",
        "feed of a section": f"/feed/section/{section.slug}/rss.xml",
        "feed of a tag": f"/feed/tag/{tag.slug}/rss.xml",
        "feed of a person": f"/feed/person/{person.slug}/rss.xml",
        "feed of corrections": "/feed/corrections/rss.xml",
        "sitemap index": "/sitemap.xml",
        "sitemap of pages": "/sitemap-pages.xml",
        "sitemap of stories": f"/sitemap-{story.number // 1000}.xml",
        "news sitemap": "/news-sitemap.xml",
        "robots.txt": "/robots.txt",
    }.items()


def searches(chance: random.Random, headlines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """A hundred of each class, of words of the station's own headlines."""
    heads = [[word.lower() for word in headlines[n % len(headlines)].split()] for n in range(EACH)]
    rare = [[word for word in head if word not in COMMON] for head in heads]
    common = [chance.choice(COMMON) for _ in range(EACH)]
    yield "a rare word", [chance.choice(words or ["ferry"]) for words in rare]
    yield "a frequent word", common
    yield "two frequent words", [" ".join(chance.sample(COMMON, 2)) for _ in range(EACH)]
    yield (
        "a rare and a frequent one",
        [f"{chance.choice(words)} {word}" for words, word in zip(rare, common, strict=True)],
    )
    others = [chance.choice([word for word in COMMON if word != wanted]) for wanted in common]
    yield "with one excluded", [f"{word} -{other}" for word, other in zip(common, others, strict=True)]
    yield "a word of no story", [f"xylophone{number}" for number in range(EACH)]
    yield "a phrase of a headline", [f'"{head[1]} {head[2]}"' for head in heads]
    yield "a phrase of two frequent words", [f'"{" ".join(chance.sample(COMMON, 2))}"' for _ in range(EACH)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    start(options.data.resolve())
    from django.core.management import call_command
    from django.test import Client

    from articles.models import Edition, PublishedHost, Station, Story
    from articles.search import Search
    from articles.services.indexing import complete_search
    from articles.site import Site
    from bench.load import load

    if not Story.objects.exists():
        load(20_000, random.Random(5))
    call_command("provision_readers", verbosity=0)
    print(f"{complete_search():,} search entries written")
    get_ready()
    logging.disable(logging.WARNING)  # the page that is not there is asked for on purpose
    station = Station.objects.order_by("callsign")[0]
    host = station.hosts.get(is_primary=True).name
    client = Client(headers={"host": host})
    live = Edition.objects.live().filter(station=station).order_by("pk")
    print(f"{Story.objects.count():,} stories, {live.count():,} live on {host}")
    for words, address in pages(station):
        status = 404 if words == "no such page" else 200
        print(f"{words:20} {measure(client, address, 'readers', status)}", flush=True)
    site = Site.of(PublishedHost.objects.get(name=host))
    chance = random.Random(7)
    headlines = list(live.values_list("headline", flat=True)[:EACH])
    for words, asked in searches(chance, headlines):
        found = spread(lambda query: Search(query=query).hits(site, limit=20), asked)
        print(f"search, {words:32} {found}", flush=True)


if __name__ == "__main__":
    main()
