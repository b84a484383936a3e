"""Pictures of every page and admin screen of a fresh demo: phone and desktop, light and dark.

`make screens` writes `screens/<name>-<width>-<light|dark>.png`. A name on the command line picks pages:
`python -m tests.screens front story`. With `--docs` those that the documentation shows are put there.
"""

import datetime as dt
import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.running import ROOT, running_demo

OUT = ROOT / "screens"
WIDTHS = {390: 844, 1280: 900}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Pictures of the how-to pages: the light desktop, as far as the window shows it.
DOCS = {
    "admin-publish": "publish",
    "admin-correct": "correct",
    "admin-preview": "preview",
    "admin-index": "waiting",
    "admin-sent": "import",
}


def addresses(port: int) -> dict[str, str]:
    """Name and address of each picture. Changes the demo: one story is withdrawn, one scheduled."""
    import django

    django.setup()
    from django.utils import timezone

    from articles import links
    from articles.models import Edition, ImportRun, Placement, Station
    from articles.services.publishing import publish_story
    from articles.services.taking_down import withdraw_story

    miami = f"http://kmia.localhost:{port}"
    desert = f"http://kzvn.localhost:{port}"
    desk = f"http://localhost:{port}/admin"
    live = Edition.objects.live().select_related("section").order_by("-published_at")
    led = live.filter(station__callsign="KMIA", lead_picture__isnull=False).first()
    bare = live.filter(station__callsign="KZVN", lead_picture__isnull=True).first()
    gone = live.filter(station__callsign="KMIA", lead_picture__isnull=True).last()
    withdraw_story(
        placement=gone.placement, by=None, reason="The newsroom is checking a figure in this story."
    )
    waiting = Placement.objects.get(story=gone.story_id)
    publish_story(placement=waiting, by=None, at=timezone.now() + dt.timedelta(days=1))
    talk_about(led.story)
    correct(led)
    tag = led.page["tags"][0]["slug"] if led.page["tags"] else "transit"

    def story(edition: Edition) -> str:
        return links.story_path(edition.section.slug, edition.slug, edition.story_id)

    return {
        "chooser": f"http://localhost:{port}/",
        "front-kmia": f"{miami}/",
        "front-kzvn": f"{desert}/",
        "section": f"{miami}/local-news/",
        "tag": miami + links.tag_path(tag),
        "person": f"{miami}/person/ana-ruiz/",
        "story": miami + story(led),
        "story-plain": desert + story(bare),
        "history": miami + links.history_path(story(led)),
        "history-version": miami + links.history_path(story(led), 2),
        "corrections": f"{miami}/corrections/",
        "404": f"{miami}/nothing/",
        "410": miami + story(gone),
        "admin-login": f"{desk}/login/",
        "admin-index": f"{desk}/",
        "admin-stories": f"{desk}/articles/story/",
        "admin-story": f"{desk}/articles/story/{led.story_id}/change/",
        "admin-story-scheduled": f"{desk}/articles/story/{gone.story_id}/change/",
        # What stands behind a button of that story's form.
        **{
            f"admin-{act}": f"{desk}/articles/story/{led.story_id}/change/#press={act}"
            for act in ("preview", "publish", "correct", "expire", "withdraw")
        },
        "admin-story-add": f"{desk}/articles/story/add/",
        "admin-station": f"{desk}/articles/station/{Station.objects.get(callsign='KMIA').pk}/change/",
        "admin-rules": f"{desk}/articles/station/{Station.objects.get(callsign='KMIA').pk}/rules/",
        "admin-you": f"{desk}/you/",
        "admin-sections": f"{desk}/articles/section/",
        "admin-pictures": f"{desk}/articles/asset/",
        "admin-imports": f"{desk}/articles/importrun/",
        "admin-import": f"{desk}/articles/importrun/{ImportRun.objects.latest('pk').pk}/change/",
        "admin-sent": f"{desk}/articles/importupload/{tried_files()}/change/",
        "admin-sent-add": f"{desk}/articles/importupload/add/",
        "admin-sent-list": f"{desk}/articles/importupload/",
        "admin-editions": f"{desk}/articles/edition/",
        "admin-events": f"{desk}/articles/storyevent/",
        "admin-users": f"{desk}/articles/user/",
    }


def correct(led: Any) -> None:
    """A second edition with a correction, so that there is a history to be seen."""
    from articles.models import Station, Story, User
    from articles.services.correcting import NewCorrection
    from articles.services.publishing import publish_story

    Station.objects.update(history_grace=0)
    story = Story.objects.get(pk=led.story_id)
    Story.objects.filter(pk=story.pk).update(body=story.body + "<p>The next hearing is on Thursday.</p>")
    note = NewCorrection("correction", "An earlier version named the wrong pier.")
    admin = User.objects.filter(is_superuser=True).first()
    publish_story(
        placement=led.placement, by=admin, correction=note, bypass_review="The ferry leaves at six."
    )


def tried_files() -> int:
    """Files that somebody sent, as they are after their trial; gives the number of the sending."""
    from django.core.files.base import ContentFile

    from articles.importers.pipeline.sending import Sending, send_files
    from articles.importers.pipeline.upload_work import try_upload
    from articles.models import User

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


def talk_about(story: Any) -> None:
    """A live story with all that people do to one: given to somebody, noted on, corrected, ready anew."""
    from articles.models import Placement, Station, Story, User
    from articles.services.assigning import add_note, assign_story
    from articles.services.correcting import NewCorrection
    from articles.services.publishing import publish_story
    from articles.services.reviewing import move_stage
    from articles.text.html import plain_text

    admin, editor, publisher = (User.objects.get(username=name) for name in ("admin", "editor", "publisher"))
    publish_story(
        placement=Placement.objects.get(story=story, home=True),
        by=publisher,
        correction=NewCorrection(
            "correction", "An earlier version gave the wrong day for the first crossing."
        ),
    )
    assign_story(story=story, to=editor, by=publisher)
    words = " ".join(plain_text(story.body).split()[8:15])
    add_note(story=story, by=editor, text="Is this still so? The port has a new timetable.", quote=words)
    add_note(story=story, by=editor, text="Can we have a picture of the pier?", to=admin)
    Story.objects.filter(pk=story.pk).update(deck="")
    other = Story.objects.exclude(pk=story.pk).filter(station=story.station).first()
    move_stage(story=other, verb="submit_story", by=editor)
    Station.objects.filter(pk=story.station_id).update(second_eyes=True)


def take(port: int, wanted: list[str]) -> int:
    """All pictures; returns how many."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs in this thread
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit(
            "Chromium is not installed: install it from the system's packages, such as chromium."
        )
    docs = "--docs" in wanted
    words = tuple(word for word in wanted if word != "--docs") or (tuple(DOCS) if docs else ("",))
    pages = {name: url for name, url in addresses(port).items() if name.startswith(words)}
    password = (Path(os.environ["NEWSROOM_DATA"]) / "demo-password").read_text().strip()
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for scheme in ("light", "dark"):
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                sign_in(page, port, password)
                for name, url in pages.items():
                    if name == "admin-login":
                        context.clear_cookies()
                    page.goto(url)
                    if "#press=" in url:
                        press(page, url.rsplit("=", 1)[1])
                    # A picture below the fold is loaded when it is near; a full-page shot never scrolls.
                    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
                    page.wait_for_load_state("networkidle")
                    page.evaluate(
                        "() => Promise.all([...document.images].map(i => i.decode().catch(() => 0)))"
                    )
                    page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
                    if docs and name in DOCS and (width, scheme) == (1280, "light"):
                        for_the_docs(page, DOCS[name])
                    if name == "admin-login":
                        sign_in(page, port, password)
                context.close()
        browser.close()
    return len(pages) * len(WIDTHS) * 2


def for_the_docs(page, name: str) -> None:  # type: ignore[no-untyped-def]
    """Few colours: a picture of a page needs no more, and the documentation stays light."""
    from PIL import Image, ImageChops

    shot = Image.open(io.BytesIO(page.screenshot()))
    # From the bottom up, what is only paper goes.
    paper = shot.getpixel((shot.width - 1, shot.height - 1))
    ink = ImageChops.difference(shot.convert("RGB"), Image.new("RGB", shot.size, paper[:3])).getbbox()
    bottom = min(ink[3] + 24, shot.height) if ink else shot.height
    few = shot.convert("RGB").crop((0, 0, shot.width, bottom)).quantize(96)
    few.save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


def press(page, act: str) -> None:  # type: ignore[no-untyped-def]
    """The button of an act, in this window even where it opens another."""
    button = page.locator(f"[formaction$='/{act}/']")
    with page.expect_navigation():
        button.evaluate("(button) => { button.formTarget = '_self'; button.click(); }")


def sign_in(page, port: int, password: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"http://localhost:{port}/admin/login/")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", password)
    page.click("[type=submit]")


if __name__ == "__main__":
    with running_demo() as port:
        count = take(port, sys.argv[1:])
    sys.stdout.write(f"{count} pictures in {OUT.relative_to(ROOT)}/\n")
