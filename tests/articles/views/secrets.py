"""Stories that readers must not get, in every state, each with a word of its own in every field."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articles import models as nouns
from articles.models import Asset, Byline, Person, Placement, Section, Story, User
from articles.renditions import Rendition, picture_file, rendition_file
from articles.services.correcting import NewCorrection
from articles.services.deleting import bin_story
from articles.services.drafting import keep_revision
from articles.services.previewing import share_preview
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.redaction import redact_story
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from tests.cast import home, make_story
from tests.conftest import Clock

# How every word begins that no reader may get, and how those do that are public on the other station.
HIDDEN, ABROAD = "quoz", "vyxen"
# The first half of every hidden picture's token, of which the names of its files are made.
TOKENS = "5ec2e75ec2e75ec2"
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
OPEN = {"headline": "Ferry returns", "deck": "From Monday", "body": "<p>It runs again.</p>", "dateline": ""}
BODY = """\
<p>Body {mine} <a href="https://{mine}.example/">link {mine}</a></p><h2>Heading {mine}</h2>\
<figure data-kind="picture" data-asset="{asset}" data-alt="Alt {mine}" data-credit="Credit {mine}">\
<figcaption>Caption {mine}</figcaption></figure>\
<figure data-kind="embed" data-provider="youtube">\
<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Film {mine}</a></figure>\
<blockquote data-kind="pullquote"><p>Quote {mine}</p></blockquote>\
<aside data-kind="factbox"><p>Fact {mine}</p></aside>\
<aside data-kind="related" data-story="{story}"></aside>\
<table><tbody><tr><td>Cell {mine}</td></tr></tbody></table>"""


def word(number: int, stem: str = HIDDEN) -> str:
    """Of letters alone, since a search suggests nothing for what is no word."""
    letters = "".join(chr(ord("a") + number // 26**place % 26) for place in range(3))
    return f"{stem}{letters}wick"


@dataclasses.dataclass(frozen=True)
class Secret:
    story: Story
    mine: str
    state: str
    status: int
    asset: Asset


@dataclasses.dataclass
class Newsroom:
    """Where secrets are made: by whom, when, and in which sections."""

    admin: User
    clock: Clock
    here: Section
    abroad: Section
    closed: Section

    def later(self, by: dt.timedelta = DAY) -> dt.datetime:
        return self.clock.now() + by

    def publish(self, story: Story, **how: Any) -> None:
        publish_story(placement=home(story), by=None, **how)


# Each takes a story that is full of its word, and leaves it where readers must not find it.
def in_review(room: Newsroom, story: Story) -> None:
    move_stage(story=story, verb="submit_story", by=room.admin)


def ready(room: Newsroom, story: Story) -> None:
    move_stage(story=story, verb="make_ready", by=room.admin)


def on_hold(room: Newsroom, story: Story) -> None:
    Story.objects.filter(pk=story.pk).update(on_hold=True)


def embargoed(room: Newsroom, story: Story) -> None:
    Story.objects.filter(pk=story.pk).update(embargo_until=room.later())


def scheduled(room: Newsroom, story: Story) -> None:
    room.publish(story, at=room.later())


def scheduled_under_embargo(room: Newsroom, story: Story) -> None:
    embargoed(room, story)
    room.publish(story, at=room.later(2 * DAY), until=room.later(3 * DAY))


def cancelled(room: Newsroom, story: Story) -> None:
    scheduled(room, story)
    cancel_scheduled(placement=home(story), by=None)


def binned(room: Newsroom, story: Story) -> None:
    bin_story(story=story, by=room.admin)


def live(room: Newsroom, story: Story) -> None:
    room.publish(story)


def withdrawn(room: Newsroom, story: Story) -> None:
    room.publish(story)
    withdraw_story(placement=home(story), by=None)


def withdrawn_and_coming(room: Newsroom, story: Story) -> None:
    withdrawn(room, story)
    scheduled(room, story)


def killed(room: Newsroom, story: Story) -> None:
    room.publish(story)
    kill_story(story=story, by=None)


def corrected_and_killed(room: Newsroom, story: Story) -> None:
    room.publish(story)
    note = NewCorrection("correction", f"Correction {story.headline}")
    publish_story(placement=home(story), by=room.admin, correction=note)
    kill_story(story=story, by=None)


def revived(room: Newsroom, story: Story) -> None:
    killed(room, story)
    revive_story(story=story, by=None)


def redacted(room: Newsroom, story: Story) -> None:
    withdrawn(room, story)
    redact_story(story=story, by=room.admin, reason="A court order")


def expired(room: Newsroom, story: Story) -> None:
    """Once `until` has passed, to which the clock is moved when all stories are there."""
    room.publish(story, until=room.later(20 * MINUTE))


def changed(room: Newsroom, story: Story) -> None:
    """Live in other words: these came later and are saved, no more."""
    before = dict.fromkeys(OPEN)
    before |= Story.objects.filter(pk=story.pk).values("lead_picture", *OPEN).get()
    in_open_words(story)
    room.publish(story)
    Story.objects.filter(pk=story.pk).update(**before)
    keep_revision(story=story, by=room.admin)


def changed_and_coming(room: Newsroom, story: Story) -> None:
    changed(room, story)
    scheduled(room, story)


def out_for_a_moment(room: Newsroom, story: Story) -> None:
    """Replaced within the minutes of grace, so that the history does not tell it."""
    room.publish(story)
    in_open_words(story)
    room.publish(story)


def killed_and_live_again(room: Newsroom, story: Story) -> None:
    revived(room, story)
    in_open_words(story)
    room.publish(story)


# What a reader gets who asks for the number: 200 in other words.
STATES: dict[Callable[[Newsroom, Story], None], int] = {
    **dict.fromkeys((in_review, ready, on_hold, embargoed, scheduled, scheduled_under_embargo), 404),
    **dict.fromkeys((cancelled, binned), 404),
    **dict.fromkeys((withdrawn, withdrawn_and_coming, killed, corrected_and_killed, revived), 410),
    **dict.fromkeys((redacted, expired), 410),
    **dict.fromkeys((changed, changed_and_coming, out_for_a_moment, killed_and_live_again), 200),
}  # fmt: skip


def make_secrets(room: Newsroom, each: int) -> list[Secret]:
    """So many of each state, of plain drafts, and of those that are live on the two other stations."""
    kinds: list[tuple[str, Section, Callable[[Newsroom, Story], None] | None, int]] = [
        ("draft", room.here, None, 404),
        ("abroad", room.abroad, live, 404),
        ("closed", room.closed, live, 404),
        *((reach.__name__, room.here, reach, status) for reach, status in STATES.items()),
    ]
    found: list[Secret] = []
    for state, section, reach, status in kinds * each:
        mine = word(len(found), ABROAD if state == "abroad" else HIDDEN)
        story, asset = secret_story(room, section, mine, len(found))
        if reach:
            reach(room, story)
        found.append(Secret(story, mine, state, status, asset))
    return found


def secret_story(room: Newsroom, section: Section, mine: str, number: int) -> tuple[Story, Asset]:
    """A draft with its word in every field, and in everything that hangs on it."""
    asset = secret_picture(mine, number)
    story = make_story(section, f"Headline {mine}", slug=f"slug-{mine}", by=room.admin, tags=[f"Tag {mine}"])
    person = Person.objects.create(
        name=f"Person {mine}",
        slug=f"person-{mine}",
        job_title=f"Job {mine}",
        bio=f"Bio {mine}",
        email=f"{mine}@mail.example",
        fediverse=f"@{mine}@social.example",
        photo=asset,
    )
    Byline.objects.create(story=story, name=f"Byline {mine}", title=f"Title {mine}", person=person)
    nouns.Tag.objects.filter(name=f"Tag {mine}").update(
        labels={"en": f"Label {mine}", "es": f"Nombre {mine}"}
    )
    Placement.objects.filter(story=story).update(headline_override=f"Override {mine}")
    story.source = nouns.Source.objects.create(name=f"Agency {mine}", kind="wire", label=f"From {mine}")
    story.deck, story.dateline = f"Deck {mine}", f"PLACE {mine}"
    story.body = BODY.format(mine=mine, asset=asset.pk, story=story.pk - 1)
    story.lead_picture, story.gallery = asset, [asset.pk]
    story.save()
    keep_revision(story=story, by=room.admin, note=f"Revision {mine}")
    add_what_hangs_on_it(room, story, mine)
    return story, asset


def add_what_hangs_on_it(room: Newsroom, story: Story, mine: str) -> None:
    host = story.station.hosts.get(is_primary=True)
    nouns.Address.objects.create(host=host, path=f"/old/{mine}.html", story=story)
    nouns.StoryNote.objects.create(story=story, author=room.admin, text=f"Note {mine}", quote=mine)
    nouns.CorrectionRequest.objects.create(
        story=story,
        station=story.station,
        about=f"About {mine}",
        wrong=f"Wrong {mine}",
        evidence=f"Evidence {mine}",
        name=f"Reader {mine}",
        email=f"reader-{mine}@mail.example",
        language="en",
        form=mine,
        received_at=room.clock.now(),
    )
    share_preview(story=story, by=room.admin)


def secret_picture(mine: str, number: int) -> Asset:
    """With its one file, which a reader would get who had the row."""
    asset = Asset.objects.create(
        token=f"{TOKENS}{number:016x}",
        sha256=f"{number:064x}",
        format="JPEG",
        width=320,
        height=213,
        title=f"Title {mine}",
        alt=f"Alt {mine}",
        caption=f"Caption {mine}",
        credit=f"Credit {mine}",
        copyright=f"Copyright {mine}",
        licence=f"Licence {mine}",
    )
    file: Path = rendition_file(picture_file(asset), Rendition("", 320, "jpg"))
    file.parent.mkdir(parents=True)
    file.write_bytes(mine.encode())
    return asset


def in_open_words(story: Story) -> None:
    """The working copy, without anything of its word."""
    Story.objects.filter(pk=story.pk).update(**OPEN, lead_picture=None, gallery=[], source=None)
    Placement.objects.filter(story=story).update(headline_override="", slug="ferry-returns")
    story.tags.clear()
    Byline.objects.filter(story=story).delete()
