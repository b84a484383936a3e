"""What the desk costs: queries and milliseconds of its first page, the story list and the story form.

On the newsroom of `make bench-data`; where there is none, one of 20,000 stories is made first. Each page is
asked for five times in this process, without HTTP; the quickest is shown, since other work
on the machine only ever adds to it.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.load import DATA, start  # noqa: E402
from bench.measuring import get_ready, measure  # noqa: E402

if TYPE_CHECKING:
    from articles.models import Story, User

STATES = ("unpublished", "scheduled", "live", "expired", "withdrawn", "killed", "corrected", "bin")


def live_story(user: "User") -> "Story":
    """The first one of the person's own stations that every filter can be asked about."""
    from articles.models import Edition, Story
    from articles.permissions import stations_for

    live = Edition.objects.live().filter(placement__home=True, station__in=stations_for(user, "view_story"))
    told = Story.objects.filter(source__isnull=False, bylines__isnull=False, story_tags__isnull=False)
    return told.filter(pk__in=live.values("story")).order_by("pk")[0]


def pages(user: "User") -> dict[str, str]:
    """Name and address of everything that is measured for one person; `?` begins a list's filters."""
    from articles.models import Byline, Section, Source, Station, StoryTag, Tag

    live = live_story(user)
    tag = StoryTag.objects.filter(content_object=live).select_related("tag").order_by("tag__name")[0]
    name = Byline.objects.filter(story=live)[0]
    station = Station.objects.get(pk=live.station_id)
    source = Source.objects.filter(stories=live)[0]
    # The earlier a tag was made, the more stories of the bench's newsroom have it.
    frequent = Tag.objects.filter(story_tags__content_object__station=station).order_by("pk")[0]
    rare = live.headline.split()[-1]
    section = Section.objects.filter(station=station)[0]
    filters = {
        "list": "",
        "list, one station": f"?station={station.pk}",
        "list, a section": f"?station={station.pk}&section={section.pk}",
        "list, a frequent tag": f"?tag={frequent.name}",
        "list, a tag": f"?tag={tag.tag.name}",
        "list, a person": f"?person={name.name}",
        "list, a source": f"?source={source.name}",
        "list, mine": "?mine=mine",
        "list, saved in 7 days": "?saved=7",
        "list, dated a month": "?dated=2019-10",
        "list, dated a year": "?dated=2019",
        **{
            f"list, {state}": f"?state={state}"
            for state in STATES
        },
        "list, in review": "?stage=in_review",
        "list, ready": "?stage=ready",
        "list, a frequent word": "?q=harbor",
        "list, a rare word": f"?q={rare}",
        "list, a word of no story": "?q=xylophone",
        "list, a number": f"?q={live.pk}",
        "list, an old address": f"?q=/news/{live.pk}.html",
        "list, a file's name": f"?q={live.pk}.txt",
    }  # fmt: skip
    found = {words: f"/admin/articles/story/{query.replace(' ', '+')}" for words, query in filters.items()}
    return {"my desk": "/admin/", **found, "form": f"/admin/articles/story/{live.pk}/change/"}


def older(client, address: str) -> str:  # type: ignore[no-untyped-def]
    """The address of the page a hundred pages on."""
    for _ in range(100):
        address = "/admin/articles/story/" + client.get(address).context["cl"].older
    return address


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", default="", help="measure what begins with these words")
    options = parser.parse_args()
    start(options.data.resolve())
    import random

    from django.test import Client

    from articles.models import Story, User
    from bench.load import load

    if not Story.objects.exists():
        load(20_000, random.Random(5))
    get_ready()
    print(f"{Story.objects.count():,} stories")
    for name in ("gia", "person2", "person0"):
        client = Client(headers={"host": "localhost"})
        user = User.objects.get(username=name)
        client.force_login(user)
        who = f"{name} ({user.memberships.count() or 'all'} stations)"
        for words, address in pages(user).items():
            if words.startswith(options.only):
                print(f"{who}  {words:26} {measure(client, address)}", flush=True)
        if "list, page 100".startswith(options.only):
            far = older(client, "/admin/articles/story/")
            print(f"{who}  {'list, page 100':26} {measure(client, far)}", flush=True)


if __name__ == "__main__":
    main()
