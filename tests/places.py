"""Every page and screen of which `make screens` takes a picture, in a demo that people have worked in."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from articles import links
from articles.importers.pipeline.sending import Sending, send_files
from articles.importers.pipeline.upload_work import try_upload
from articles.models import (
    Asset,
    Autosave,
    Contest,
    CorrectionRequest,
    Edition,
    FccNotice,
    ImportRun,
    Imprint,
    MastheadEntry,
    Membership,
    Organisation,
    Person,
    Placement,
    Policy,
    Revision,
    Section,
    Source,
    Station,
    Story,
    Tag,
    User,
)
from articles.services.assigning import add_note, assign_story
from articles.services.breaking import break_news
from articles.services.copies import duplicate_story
from articles.services.correcting import NewCorrection
from articles.services.correction_requests import Asked, take_request
from articles.services.deleting import bin_story
from articles.services.previewing import share_preview, token_of
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from articles.services.revisions import set_aside
from articles.services.taking_down import withdraw_story
from articles.text.html import plain_text

# What stands behind a button of a live story's form, as a question.
ACTS = ("publish", "correct", "revert", "expire", "withdraw", "kill")
PICTURE_ACTS = ("replace", "kill")
# Lists of the desk, and the one row of each whose form is shown.
TABLES = (
    *("section", "person", "tag", "source", "asset", "edition", "membership", "user", "station"),
    *("imprint", "organisation", "policy", "mastheadentry", "fccnotice", "contest", "correctionrequest"),
)


def addresses(port: int) -> dict[str, str]:
    """Name and address of each picture. Changes the demo: one story is withdrawn, one scheduled."""
    live = Edition.objects.live().select_related("section", "story").order_by("-published_at")
    led = live.filter(station__callsign="KMIA", lead_picture__isnull=False).first()
    bare = live.filter(station__callsign="KZVN", lead_picture__isnull=True).first()
    gone = live.filter(station__callsign="KMIA", lead_picture__isnull=True).last()
    assert led, "the demo has a story with a picture"
    assert bare, "the demo has a story without one"
    assert gone, "the demo has a second story without one"
    Station.objects.update(history_grace=0)
    withdraw_and_schedule(gone.placement)
    break_news(
        stations=[bare.station],
        words="Mesa Road closed both ways after a rockslide at the second bend",
        story_id=bare.story_id,
        by=User.objects.get(username="admin"),
    )
    fill(led.story)
    talk_about(led.story)
    ask_for_a_correction(led.story)
    return public_pages(port, led, bare, gone) | desk_screens(port, led.story, gone.story)


def public_pages(port: int, led: Edition, bare: Edition, gone: Edition) -> dict[str, str]:
    miami, desert = f"http://kmia.localhost:{port}", f"http://kzvn.localhost:{port}"
    tag = led.page["tags"][0]["slug"] if led.page["tags"] else "transit"
    link = share_preview(story=gone.story, by=User.objects.get(username="editor"))

    def story(edition: Edition) -> str:
        return links.story_path(edition.section.slug, edition.slug, edition.story_id)

    return {
        "chooser": f"http://localhost:{port}/",
        "front-kmia": f"{miami}/",
        "front-kzvn": f"{desert}/",
        "section": f"{miami}/local-news/",
        "tag": miami + links.tag_path(tag),
        "person": f"{miami}/person/ana-ruiz/",
        "search": f"{miami}/search/?q=ferry",
        "search-empty": f"{miami}/search/?q=zyzzyva",
        "story": miami + story(led),
        "story-plain": desert + story(bare),
        "history": miami + links.history_path(story(led)),
        "history-version": miami + links.history_path(story(led), 2),
        "corrections": f"{miami}/corrections/",
        "about": f"{miami}/about/",
        "ownership": f"{desert}/about/ownership/",
        "masthead": f"{desert}/about/masthead/",
        "policy": f"{miami}/about/ethics/",
        "contact": f"{desert}/contact/",
        "captions": f"{miami}/captions/",
        "fcc": f"{desert}/fcc/",
        "contests": f"{miami}/contests/",
        "privacy": f"{desert}/privacy/",
        "request": miami + links.correction_request_path(led.story_id),
        "request-sent": miami + links.request_sent_path(),
        "archive": f"{miami}/archive/2026/",
        "archive-month": f"{desert}/archive/2026/11/",
        "preview": f"{miami}/preview/{token_of(link)}/",
        "preview-over": f"{miami}/preview/{token_of(link)[:-1]}_/",
        "404": f"{miami}/nothing/",
        "410": miami + story(gone),
    }


def forget_typed() -> None:
    """What another browser of the same person has left unsaved."""
    Autosave.objects.all().delete()


def desk_screens(port: int, story: Story, waiting: Story) -> dict[str, str]:
    desk = f"http://localhost:{port}/admin"
    rows = f"{desk}/articles"
    form = f"{rows}/story/{story.pk}"
    aside = story.revisions.filter(kind=Revision.Kind.ASIDE).latest("number").number
    review = Story.objects.filter(stage="in_review").first()
    station = Station.objects.get(callsign="KMIA").pk
    return {
        "admin-login": f"{desk}/login/",
        "admin-index": f"{desk}/",
        "admin-you": f"{desk}/you/",
        "admin-password": f"{desk}/password_change/",
        "admin-stories": f"{rows}/story/",
        "admin-together": f"{rows}/story/#press=together",
        "admin-stories-none": f"{rows}/story/?q=zyzzyva",
        "admin-stories-bin": f"{rows}/story/?state=bin",
        "admin-story": f"{form}/change/",
        "admin-story-scheduled": f"{rows}/story/{waiting.pk}/change/",
        "admin-story-add": f"{rows}/story/add/",
        **{f"admin-{act}": f"{form}/change/#press={act}" for act in ACTS},
        "admin-schedule": f"{rows}/story/{waiting.pk}/change/#press=schedule",
        **({"admin-return": f"{rows}/story/{review.pk}/change/#press=return"} if review else {}),
        "admin-history": f"{form}/history/",
        "admin-compare": f"{form}/compare/",
        **{f"admin-{table}s": f"{rows}/{table}/" for table in TABLES},
        **{f"admin-{table}": f"{rows}/{table}/{pk}/change/" for table, pk in first_rows().items()},
        **{f"admin-{table}-add": f"{rows}/{table}/add/" for table in ("asset", "person", "tag", "user")},
        "admin-assets-unused": f"{rows}/asset/?use=unused",
        **{
            f"admin-asset-{act}": f"{rows}/asset/{first_rows()['asset']}/change/#press={act}"
            for act in PICTURE_ACTS
        },
        "admin-address-add": f"{rows}/address/add/",
        "admin-breaking": f"{desk}/breaking/",
        "admin-fronts": f"{desk}/fronts/",
        "admin-front": f"{desk}/fronts/station/{station}/",
        "admin-sections": f"{rows}/station/{station}/sections/",
        "admin-tag-merge": f"{rows}/tag/{first_rows()['tag']}/change/#press=merge",
        "admin-rules": f"{rows}/station/{station}/rules/",
        "admin-files": f"{rows}/station/{station}/files/",
        "admin-duties": f"{rows}/station/{owing()}/duties/",
        "admin-policy-add": f"{rows}/policy/add/?kind=ethics",
        "admin-close": f"{rows}/station/{station}/change/#press=close",
        "admin-imports": f"{rows}/importrun/",
        "admin-import": f"{rows}/importrun/{ImportRun.objects.earliest('pk').pk}/change/",
        "admin-sent": f"{rows}/importupload/{tried_files()}/change/",
        "admin-sent-add": f"{rows}/importupload/add/",
        "admin-sent-list": f"{rows}/importupload/",
        "admin-events": f"{rows}/storyevent/",
        "admin-account-events": f"{rows}/accountevent/",
        "admin-second-factor": desk + "/account/factors/",
        "admin-404": f"{rows}/story/987654321/change/x/",
        # Last, since what stands there unsaved is offered on every later page of the story.
        "admin-merge": f"{form}/change/?_merge={aside}",
        "admin-preview": f"{form}/change/#press=preview",
    }


def owing() -> int:
    """A station that has not said who is behind it; gives its number."""
    return int(Station.objects.get_or_create(callsign="KGCN", defaults={"brand": "Gulf Coast Now"})[0].pk)


def ask_for_a_correction(story: Story) -> None:
    asked = Asked(
        wrong="The first boat leaves at 6:10, not at 6:30.",
        form="screens",
        story=story.pk,
        evidence="I was on it this morning.",
        name="Pilar Monk",
        email="pilar@example.org",
    )
    take_request(station_id=story.station_id, asked=asked, language="en")


def tried_files() -> int:
    """Files that somebody sent, as they are after their trial; gives the number of the sending."""
    head = "Miami News, KMIA\n"
    texts = {
        f"1998/harbor-{day}.txt": f"{head}Local News\n\nHarbor report {day}\n\nDay {day} was calm.\n"
        for day in range(1, 13)
    }
    texts["1998/cooking.txt"] = f"{head}Kitchen\n\nKey lime pie\n\nBake it for an hour.\n"
    texts["1998/damaged.txt"] = f"{head}\x00\x00\x1b[2J\n"
    answers = {"station": "", "section": "", "sections": [], "create_missing": False, "publish": False}
    upload = send_files(
        files=[Sending(name, ContentFile(text.encode())) for name, text in texts.items()],
        options={"source": "Disk 7 of Miami News", **answers},
        by=User.objects.get(username="admin"),
    )
    try_upload(upload.pk)
    return int(upload.pk)


def first_rows() -> dict[str, int]:
    models = (
        *(Section, Person, Tag, Source, Asset, Edition, Membership, User, Station),
        *(Imprint, Organisation, Policy, MastheadEntry, FccNotice, Contest, CorrectionRequest),
    )
    found = {model._meta.model_name or "": model._default_manager.order_by("pk").first() for model in models}
    return {name: row.pk for name, row in found.items() if row}


def withdraw_and_schedule(placement: Placement) -> None:
    withdraw_story(placement=placement, by=None, reason="The newsroom is checking a figure in this story.")
    waiting = Placement.objects.get(pk=placement.pk)
    publish_story(placement=waiting, by=None, at=timezone.now() + dt.timedelta(days=1))


def fill(story: Story) -> None:
    """The text, with every piece that can stand in one; a gallery, and stories chosen by hand."""
    picture = Asset.objects.get(title="Night market stalls").pk
    gallery = list(Asset.objects.order_by("pk").values_list("pk", flat=True)[1:4])
    others = list(
        Edition.objects.live()
        .filter(station=story.station_id)
        .exclude(story=story)
        .values_list("story_id", flat=True)[:3]
    )
    pieces = (
        f'<figure data-kind="picture" data-asset="{picture}" data-alt="Stalls under strings of lamps">'
        "<figcaption>The night market beside the pier, where the boats will land.</figcaption></figure>"
        '<blockquote data-kind="pullquote"><p>Nobody here waits for a bridge any more.</p></blockquote>'
        '<figure data-kind="embed" data-provider="youtube">'
        '<a href="https://www.youtube.com/watch?v=abcdefghijk">The first crossing</a></figure>'
        '<aside data-kind="factbox"><h3>The fares</h3><ul><li>Four dollars a ride</li>'
        "<li>Children under six ride free</li></ul></aside>"
        f'<aside data-kind="related" data-story="{others[0]}"></aside>'
    )
    head, end, tail = story.body.partition("</p>")
    story.body, story.gallery, story.related = head + end + pieces + tail, gallery, others[1:]
    Story.objects.filter(pk=story.pk).update(body=story.body, gallery=gallery, related=others[1:])


def talk_about(story: Story) -> None:
    """A live story with all that people do to one: given to somebody, noted on, corrected, written by two."""
    admin, editor, publisher = (User.objects.get(username=name) for name in ("admin", "editor", "publisher"))
    correction = NewCorrection("correction", "An earlier version gave the wrong day for the first crossing.")
    placement = Placement.objects.select_related("story").get(story=story, home=True)
    publish_story(placement=placement, by=publisher, correction=correction)
    assign_story(story=story, to=editor, by=publisher)
    words = " ".join(plain_text(story.body).split()[8:15])
    add_note(story=story, by=editor, text="Is this still so? The port has a new timetable.", quote=words)
    add_note(story=story, by=editor, text="Can we have a picture of the pier?", to=admin)
    newest = story.revisions.latest("number")
    theirs = newest.content | {
        "headline": f"{newest.content['headline']}, and stays",
        "body": newest.content["body"].replace("the ", "the very ", 3),
    }
    set_aside(story=story, by=editor, content=theirs, begun_from=newest.number, note="Sent after a save")
    Story.objects.filter(pk=story.pk).update(deck="")
    others = Story.objects.exclude(pk=story.pk).filter(station=story.station)
    move_stage(story=others[0], verb="submit_story", by=editor)
    bin_story(story=duplicate_story(story=others[1], by=editor), by=editor)
    Station.objects.filter(pk=story.station_id).update(second_eyes=True)
