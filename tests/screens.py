"""Pictures of every page and admin screen of a fresh demo: phone and desktop, light and dark.

Readers' pages are shown on a tablet, on a large screen and on paper besides. `make screens` writes
`screens/<name>-<width>-<light|dark>.png` and `screens/<name>-print.png`. A name on the command line picks
pages: `python -m tests.screens front story`. With `--docs` those that the documentation shows are put there.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from tests.running import ROOT, running_demo

OUT = ROOT / "screens"
WIDTHS = {390: 844, 1280: 900}
FOR_READERS = {768: 1024, 1440: 900}
# A4 at 96 dots an inch, between margins of 15 mm.
PAPER = {"width": 680, "height": 1010}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Pictures of the README and the how-to pages, from the light desktop: as far as the window shows it, or from
# the first of the parts named to the last.
DOCS = {
    "front": ("front-kmia",),
    "publish": ("admin-publish",),
    "correct": ("admin-correct",),
    "preview": ("admin-preview",),
    "waiting": ("admin-index",),
    "compare": ("admin-compare",),
    "find": ("admin-stories",),
    "bulk": ("admin-together",),
    "kill": ("admin-kill",),
    "bin": ("admin-stories-bin",),
    "person": ("admin-person",),
    "pieces": ("admin-story", ".prose-menubar", ".tiptap > [aria-label^='Related story']"),
    "gallery": ("admin-story", "[aria-labelledby=picture-title]", "[aria-labelledby=gallery-title]"),
    "related": ("admin-story", "[aria-labelledby=related-title]"),
    "notes": ("admin-story", "#notes"),
    "library": ("admin-assets",),
    "focus": ("admin-asset", ".focus-box"),
    "import": ("admin-sent",),
    "fronts": ("admin-front",),
    "breaking": ("admin-breaking",),
    "station": ("admin-station", ".field-brand", ".field-seen_as"),
    "sections": ("admin-sections",),
    "second-factor": ("admin-second-factor",),
    "schedule": ("admin-story-scheduled", ".state-box"),
    "together": ("admin-merge", ".proposal"),
    "duties": ("admin-duties",),
    "policy": ("admin-policy-add",),
    "files": ("admin-files",),
    # Without the arguments, in which the folder of this machine stands.
    "run": ("admin-import", ".field-totals_in_words", ".run-files .choices"),
}


def take(port: int, wanted: list[str]) -> int:
    """All pictures; returns how many."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs in this thread
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit(
            "Chromium is not installed: install it from the system's packages, such as chromium."
        )
    pages = picked(port, wanted)
    readers = {name: url for name, url in pages.items() if not name.startswith("admin-")}
    from tests.places import forget_typed

    password = (Path(os.environ["NEWSROOM_DATA"]) / "demo-password").read_text().strip()
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for scheme in ("light", "dark"):
            for width, height in (WIDTHS | FOR_READERS).items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                forget_typed()
                if width in WIDTHS:  # readers sign in nowhere, and tries in a minute are counted
                    sign_in(page, port, password)
                for name, url in (pages if width in WIDTHS else readers).items():
                    if name == "admin-login":
                        context.clear_cookies()
                    show(page, url)
                    page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
                    if "--docs" in wanted and (width, scheme) == (1280, "light"):
                        for_the_docs(page, name)
                    if name == "admin-login":
                        sign_in(page, port, password)
                context.close()
        on_paper(browser, readers)
        browser.close()
    return 2 * (len(pages) * len(WIDTHS) + len(readers) * len(FOR_READERS)) + len(readers)


def on_paper(browser, pages: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    for name, url in pages.items():
        show(page, url)
        page.screenshot(path=OUT / f"{name}-print.png", full_page=True)


def picked(port: int, wanted: list[str]) -> dict[str, str]:
    """The pages that the command line names; all, where it names none."""
    import django

    django.setup()
    from tests.places import addresses

    words = tuple(word for word in wanted if word != "--docs")
    pages = addresses(port)
    if words or "--docs" not in wanted:
        return {name: url for name, url in pages.items() if name.startswith(words or "")}
    return {name: pages[name] for name, *_ in DOCS.values()}


def show(page, url: str) -> None:  # type: ignore[no-untyped-def]
    """Until everything on it is there."""
    page.goto(url)
    if "#press=" in url:
        press(page, url.rsplit("=", 1)[1])
    # A picture below the fold is loaded when it is near; a full-page shot never scrolls.
    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    page.evaluate("() => Promise.all([...document.images].map(i => i.decode().catch(() => 0)))")


def for_the_docs(page, screen: str) -> None:  # type: ignore[no-untyped-def]
    """What the documentation shows of a screen."""
    for name, (wanted, *parts) in DOCS.items():
        if wanted == screen:
            if parts:  # the bar that stays at the window's foot would stand in the middle of them
                page.set_viewport_size({"width": 1280, "height": page.evaluate("document.body.scrollHeight")})
            clip = {"clip": around(page, parts)} if parts else {}
            keep(page.screenshot(**clip), name)
            page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})


def keep(png: bytes, name: str) -> None:
    """Few colours: a picture of a page needs no more, and the documentation stays light."""
    from PIL import Image, ImageChops

    shot = Image.open(io.BytesIO(png))
    # From the bottom up, what is only paper goes.
    paper = shot.getpixel((shot.width - 1, shot.height - 1))
    ink = ImageChops.difference(shot.convert("RGB"), Image.new("RGB", shot.size, paper[:3])).getbbox()
    bottom = min(ink[3] + 24, shot.height) if ink else shot.height
    few = shot.convert("RGB").crop((0, 0, shot.width, bottom)).quantize(96)
    few.save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


def around(page, parts: list[str]) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """The stretch of the page from the first part to the last, with some air."""
    boxes = [page.locator(part).first.bounding_box() for part in parts]
    left, right = min(box["x"] for box in boxes), max(box["x"] + box["width"] for box in boxes)
    top, bottom = boxes[0]["y"], boxes[-1]["y"] + boxes[-1]["height"]
    return {"x": left - 12, "y": top - 8, "width": right - left + 24, "height": bottom - top + 20}


def press(page, act: str) -> None:  # type: ignore[no-untyped-def]
    """The button of an act, in this window even where it opens another; in a list, with some rows chosen."""
    if boxes := page.locator("input[name=row]").all()[:3]:
        page.select_option("[name=act]", "tag")
        for box in boxes:
            box.check()
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
