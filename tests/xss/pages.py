"""Vectors put through everything that people write, as the pages show it; and a browser that counts hits."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route

from articles import links
from articles.admin.story_people import ShownNote
from articles.errors import NewsroomError
from articles.forms.body import BodyField
from articles.forms.people import NoteForm
from articles.models import Placement, Station, Story, StoryNote
from articles.rendering import published_html
from articles.services.content import StoryContent
from articles.services.freezing import Span, freeze_edition
from articles.site import Site
from articles.text.plain import clean_line
from articles.views.story import story_context
from tests.xss.vectors import Vector

_SHEET = re.compile(r'<link rel="(?:stylesheet|preload|icon)" [^<>]*>')
ORIGIN = "http://xss.test/"
SITE = Site(
    station_id=1,
    host_id=1,
    host="kmia.localhost",
    callsign="KMIA",
    brand="Miami News",
    tagline="",
    language="en",
    timezone="America/New_York",
    theme="paper",
    brand_color="#1d4e73",
    brand_color_dark="#8fc1e3",
    history_shown=True,
    sections=(),
)

# In every frame: a vector that runs says its number to the top.
REPORT = "window.XSS = (number) => window.top.postMessage(number, '*');"
# Does what a reader could do to a page, and everything that its attributes wait for.
TEMPT = """
async () => {
  const hits = new Set();
  addEventListener("message", (event) => hits.add(event.data));
  const frames = [...document.querySelectorAll("iframe")];
  const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const frame of frames) {
    const page = frame.contentDocument;
    if (!page) continue;
    // Only what would run something: a link to elsewhere is none of ours.
    page.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href], area[href]");
      const address = String(link?.href?.baseVal ?? link?.href ?? "");
      if (link && !/^(javascript|data|vbscript)/i.test(address)) event.preventDefault();
    });
    page.addEventListener("submit", (event) => {
      const action = event.submitter?.getAttribute("formaction") ?? event.target.getAttribute("action") ?? "";
      if (!/script|data/i.test(action)) event.preventDefault();
    });
    for (const element of page.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) {
        if (!/^on/i.test(name)) continue;
        element.dispatchEvent(new Event(name.slice(2).toLowerCase(), { bubbles: true }));
      }
      if (element.matches("a, area, button, input, summary, math, math *")) {
        element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      }
    }
  }
  await settled();
  const pictures = frames.flatMap((frame) => [...frame.contentDocument?.images ?? []]);
  await Promise.all(pictures.map((image) => image.complete || new Promise((done) => {
    image.addEventListener("load", done);
    image.addEventListener("error", done);
  })));
  await settled();
  // What was posted before this is in by the time it comes back.
  await new Promise((done) => {
    addEventListener("message", (event) => event.data === "last" && done());
    postMessage("last", "*");
  });
  return [...hits].filter((hit) => typeof hit === "number");
}
"""


def story_page(vector: Vector) -> str:
    """The public story page with the vector as body, headline, deck, byline, tag: cleaned as by a save."""
    try:
        body = BodyField().clean(vector.text)
    except (NewsroomError, ValidationError):
        body = ""  # refused with a sentence
    line = clean_line(vector.text)[:200] or "w"
    story = Story(pk=1, headline=line, station=Station(pk=1, timezone="America/New_York"))
    content = StoryContent(
        headline=line,
        deck=line,
        body=body,
        language="en",
        dateline=line[:120],
        published_at=None,
        published_at_estimated=False,
        bylines=({"name": line, "title": line, "person_id": None, "person": None},),
        tags=({"id": 1, "name": line, "slug": "tag"},),
        source={"label": line, "kind": "wire", "owner_type": ""},
    )
    placement = Placement(pk=1, story=story, station_id=1, section_id=1, slug="slug")
    edition = freeze_edition(content=content, placement=placement, span=Span(live_from=SITE.now))
    row = {name: getattr(edition, name) for name in ("headline", "deck", "rendered_html", "page", "language")}
    row |= {
        "number": 1,
        "edition_number": 1,
        "slug": "slug",
        "section_id": 1,
        "section_name": line[:60],
        "section_slug": "local-news",
        "dateline": edition.dateline,
        "published_at": edition.published_at,
        "published_at_estimated": False,
        "live_from": edition.live_from,
        "first_live_at": edition.first_live_at,
        "changed_at": edition.changed_at,
        "picture_token": None,
        "corrections": [{"kind": "correction", "text": line, "at": SITE.now.isoformat()}],
        "shown_pictures": {},
        "linked_stories": {
            "1": {"headline": line, "slug": "slug", "section_slug": "local-news", "label": line}
        },
        "handles": ["@ana@social.example"],
    }
    request: Any = RequestFactory().get("/", headers={"host": "kmia.localhost"})
    request.site = SITE
    path = links.story_path("local-news", "slug", 1)
    context = {"story": story_context(SITE, row, path), "related": []}
    return render_to_string("public/story.html", context, request=request)


def note_box(vector: Vector) -> str:
    """The box of notes at the desk, with the vector as a note and as the words that it stands on."""
    line = clean_line(vector.text) or "w"
    note = StoryNote(pk=1, text=line, quote=line[:500])
    shown = ShownNote(note, "9:00 a.m.", line, line, line, is_exact=False, may_resolve=True)
    form = NoteForm.__new__(NoteForm)  # its list of people asks the database, and is none of what is tried
    return render_to_string(
        "admin/articles/story/_notes.html", {"original": Story(pk=1), "notes": [shown], "note_form": form}
    )


def as_shown(vector: Vector) -> str:
    """Without the sheets, which nobody could fetch here."""
    return _SHEET.sub("", story_page(vector)) + note_box(vector)


def uncleaned(vector: Vector) -> str:
    """What would stand there if nobody looked: the control that shows that the browser is tempted."""
    return f"<!doctype html><body>{published_html(vector.text)}</body>"


def count_hits(browser: Browser, pages: Iterable[tuple[Vector, str]], *, batch: int = 50) -> set[int]:
    """Load the pages in frames without any policy, tempt them, and return which vectors ran."""
    hits: set[int] = set()
    context = browser.new_context()
    context.add_init_script(REPORT)
    page = context.new_page()
    waiting: list[tuple[Vector, str]] = []
    for found in pages:
        waiting.append(found)
        if len(waiting) == batch:
            hits |= _tempted(page, waiting)
            waiting = []
    if waiting:
        hits |= _tempted(page, waiting)
    # Requests that the pages still wait for are nobody's any more.
    context.unroute_all(behavior="ignoreErrors")
    context.close()
    return hits


def _tempted(page: Page, batch: Sequence[tuple[Vector, str]]) -> set[int]:
    """One page with a frame for each; the frames may do everything but leave it."""
    may = "allow-scripts allow-same-origin allow-forms"
    frames = "".join(f'<iframe sandbox="{may}" srcdoc="{html.escape(text)}"></iframe>' for _, text in batch)

    def answer(route: Route) -> None:
        if route.request.url == ORIGIN:
            route.fulfill(
                body=f"<!doctype html><body>{frames}</body>", content_type="text/html; charset=utf-8"
            )
        else:
            route.abort()

    page.context.unroute_all(behavior="ignoreErrors")
    page.context.route("**/*", answer)
    page.goto(ORIGIN)
    return set(page.evaluate(TEMPT))
