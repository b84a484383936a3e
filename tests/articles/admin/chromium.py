"""A signed-in page of the desk in a real browser, which remembers what went wrong on it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Story
from tests.articles.admin.desks import url

# Without fetching the style sheets once more: their imports are looked up beside the page, and are not there.
AXE = {"preload": False}
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


# The editor reads the browser's caret a moment after it moved, and takes the focus a frame after it asked:
# faster than any person, a test types in between.
IN_STEP = """
() => {
  const { view } = document.querySelector(".tiptap").editor;
  view.domObserver.forceFlush();
  view.domObserver.flush();
  return view.hasFocus();
}
"""


def in_step(page: Page) -> None:
    """Wait until the text has the focus, and let the editor read where the caret is."""
    page.wait_for_function(IN_STEP)


def press(page: Page, *keys: str) -> None:
    """Key by key; in the text, each is read before the next."""
    for key in keys:
        page.keyboard.press(key)
        if page.locator(".tiptap").count():
            page.evaluate(IN_STEP)


# Nothing, where the page is no wider than its window; else how wide it is, and what is to blame.
STICKS_OUT = """
() => document.documentElement.scrollWidth <= innerWidth ? [] : [
  `${document.documentElement.scrollWidth} pixels`,
  ...[...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth)
    .map((element) => `${element.tagName}.${element.className}`),
]
"""
# Colours on their way from day to night are neither.
# At its end at once: a motion on a page that nobody looks at may never get there by itself.
CALM = """() => document.getAnimations().forEach((motion) => {
    try { motion.finish(); } catch { motion.cancel(); }
})"""


def sticking_out(page: Page) -> list[str]:
    """A page, or what a script adds to it, may be wider until its style sheet has come."""
    for _ in range(50):
        if not (found := page.evaluate(STICKS_OUT)):
            break
        page.wait_for_timeout(200)
    return list(found)


class Desk:
    """A signed-in page that remembers what went wrong on it."""

    def __init__(
        self,
        browser: Browser,
        server: LiveServer,
        width: int = 1280,
        scheme: Any = "light",
        *,
        scripts: bool = True,
        name: str = "gia",
        context: BrowserContext | None = None,
    ) -> None:
        self.server, self.errors = server, list[str]()
        context = context or browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        # Of every page that this one opens as well; what the policy stops, the browser tells here too.
        context.on(
            "console",
            lambda message: (
                self.errors.append(f"{message.text} {message.location}") if message.type == "error" else None
            ),
        )
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        # The picture of the cast has no files.
        context.route(
            "**/media/**", lambda route: route.fulfill(status=200, body=b"", content_type="image/webp")
        )
        self.open("/admin/login/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", "correct horse")
        self.page.click("input[type=submit]")

    def open(self, path: str) -> None:
        """Also waits for the editor, where the page has one."""
        self.page.goto(self.server.url + path)
        if self.page.locator("[data-django-prose-editor-configurable]:enabled").count():
            self.page.wait_for_selector("[role=toolbar]")

    def open_story(self, story: Story) -> Locator:
        """The story's form; returns the box in which one writes."""
        self.open(url("story_change", story.pk))
        return self.page.locator(".tiptap")

    def save(self) -> None:
        self.page.click(".save-row [name=_save]")
        self.page.wait_for_selector(".messagelist, .errornote")

    def close(self) -> None:
        self.page.context.close()

    def looks_right(self) -> None:
        """On a phone and on a desktop, by day and by night: all can read it, and nothing sticks out."""
        before = self.page.viewport_size
        for width in (390, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert not (found := sticking_out(self.page)), (self.page.url, width, found)
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                self.page.evaluate(CALM)
                assert not (found := self.serious()), (self.page.url, width, scheme, found)
        self.page.emulate_media(color_scheme="light")
        if before:
            self.page.set_viewport_size(before)
        assert self.page.evaluate("violations") == [], self.page.url

    def serious(self) -> list[tuple[str, Any]]:
        """What axe finds on the page that keeps people out."""
        return [
            (found["id"], [node["target"] for node in found["nodes"]])
            for found in Axe().run(self.page, options=AXE).response["violations"]
            if found["impact"] in ("serious", "critical")
        ]
