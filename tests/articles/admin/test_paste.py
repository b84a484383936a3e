"""What is pasted comes out as if it had been written here.

The samples have the shapes that programs put on the clipboard: Word's with conditional comments and lists in
name only, Google Docs' within a bold that is none, a web page's with everything around the text.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Asset, Story
from articles.text.html import clean_body
from articles.text.tidy import tidy_body
from tests.articles.admin.chromium import Desk, in_step, press
from tests.articles.admin.test_body_editor import body_of, caret_at_end, set_body
from tests.pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLIPBOARD = Path(__file__).with_name("clipboard")
PASTE = """
(box, {html, text, files}) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  for (const {name, type, bytes} of files) data.items.add(new File([new Uint8Array(bytes)], name, {type}));
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}
"""


def paste(box: Locator, *, html: str = "", text: str = "", files: list | None = None) -> None:
    box.evaluate(PASTE, {"html": html, "text": text, "files": files or []})


def expected(name: str) -> str:
    return "".join((CLIPBOARD / f"{name}.expected.html").read_text().splitlines())


def pasted(desk: Desk, story: Story, **clipboard: str) -> str:
    """What is kept of it, pasted into an empty text and saved."""
    set_body(story, "")
    box = desk.open_story(story)
    box.click()
    paste(box, **clipboard)
    desk.page.fill("#id_note", "Pasted")
    desk.save()
    return body_of(story)


@pytest.mark.parametrize("name", ["word", "google-docs", "web-page"])
def test_html_from_other_programs(desk: Desk, newsdesk: Story, name: str) -> None:
    assert pasted(desk, newsdesk, html=(CLIPBOARD / f"{name}.html").read_text()) == expected(name)
    assert desk.page.evaluate("violations") == []
    assert desk.errors == []


def test_plain_text_with_the_lines_of_a_mail(desk: Desk, newsdesk: Story) -> None:
    assert pasted(desk, newsdesk, text=(CLIPBOARD / "plain.txt").read_text()) == expected("plain")


@pytest.mark.parametrize("name", ["word", "google-docs", "web-page"])
def test_the_server_alone_lets_nothing_through_either(name: str) -> None:
    """Whoever goes past the editor: no handlers, scripts, styles, classes or addresses of pictures."""
    body = tidy_body(clean_body((CLIPBOARD / f"{name}.html").read_text()))
    nevers = "script style class onclick onmouse src= javascript: utm_ fbclid safelinks google.com/url"
    for never in nevers.split():
        assert never not in body.lower(), never
    assert clean_body(body) == body


def test_a_link_pasted_over_words_loses_what_tracks(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, "<p>city</p>")
    box = desk.open_story(newsdesk)
    box.click()
    desk.page.keyboard.press("Control+a")
    paste(box, text="https://city.example/ferry?utm_source=mail&id=7")
    desk.save()
    assert body_of(newsdesk) == '<p><a href="https://city.example/ferry?id=7">city</a></p>'


def test_a_copy_from_one_text_to_another_keeps_its_pieces(desk: Desk, newsdesk: Story) -> None:
    asset = Asset.objects.get()
    body = (
        f'<p>Before.</p><figure data-kind="picture" data-asset="{asset.pk}" data-alt="Bay">'
        '<figcaption>Boats</figcaption></figure><aside data-kind="factbox"><h3>Fares</h3>'
        "<p>Four.</p></aside><p>After.</p>"
    )
    set_body(newsdesk, body)
    box = desk.open_story(newsdesk)
    box.click()
    desk.page.keyboard.press("Control+a")
    copied = box.evaluate(
        """box => {
          const data = new DataTransfer();
          const how = {clipboardData: data, bubbles: true, cancelable: true};
          box.dispatchEvent(new ClipboardEvent("copy", how));
          return data.getData("text/html");
        }"""
    )
    assert "data-pm-slice" in copied
    assert pasted(desk, newsdesk, html=copied) == body


def test_the_address_of_a_video_alone_becomes_the_video(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, "<p>Watch:</p>")
    box = desk.open_story(newsdesk)
    caret_at_end(desk.page)
    press(desk.page, "Enter")
    paste(box, text="https://youtu.be/abcdefghijk?si=track")
    desk.page.get_by_label("What it is").fill("The storm")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("group", name="Embed: The storm")).to_be_visible()
    in_step(desk.page)
    desk.page.keyboard.type("After.")
    desk.save()
    assert body_of(newsdesk) == (
        '<p>Watch:</p><figure data-kind="embed" data-provider="youtube">'
        '<a href="https://www.youtube.com/watch?v=abcdefghijk">The storm</a></figure><p>After.</p>'
    )


def test_who_leaves_that_question_gets_the_link(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, "<p>Watch:</p>")
    box = desk.open_story(newsdesk)
    caret_at_end(desk.page)
    press(desk.page, "Enter")
    paste(box, text="https://youtu.be/abcdefghijk?si=track")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("dialog")).to_have_count(0)
    desk.save()
    assert body_of(newsdesk) == (
        '<p>Watch:</p><p><a href="https://youtu.be/abcdefghijk">https://youtu.be/abcdefghijk</a></p>'
    )


def a_file(name: str = "ferry.jpg") -> dict:
    return {"name": name, "type": "image/jpeg", "bytes": list(jpeg(400, 300).getvalue())}


def describe(page: Page, alt: str) -> None:
    page.get_by_label("What it shows").fill(alt)
    page.get_by_label("Credit").fill("Ana Ruiz")
    page.get_by_role("button", name="Insert").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_a_picture_is_pasted_and_taken_in(desk: Desk, newsdesk: Story, settings, tmp_path) -> None:
    """What "Copy image" gives: the file, and HTML with the address it had. The file is what is taken."""
    settings.MEDIA_ROOT = tmp_path
    set_body(newsdesk, "<p>Text.</p>")
    box = desk.open_story(newsdesk)
    caret_at_end(desk.page)
    paste(box, html='<meta charset="utf-8"><img src="https://paper.example/a.jpg" alt="x">', files=[a_file()])
    describe(desk.page, "A ferry at the pier")
    desk.save()
    asset = Asset.objects.latest("pk")
    assert (asset.alt, asset.credit, asset.title) == ("A ferry at the pier", "Ana Ruiz", "ferry")
    assert body_of(newsdesk) == (
        f'<p>Text.</p><figure data-kind="picture" data-asset="{asset.pk}" data-alt="A ferry at the pier"'
        ' data-credit="Ana Ruiz"><figcaption></figcaption></figure>'
    )


def test_a_picture_is_dropped_where_it_is_to_be(desk: Desk, newsdesk: Story, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    set_body(newsdesk, "<p>One.</p><p>Two.</p><p>Three.</p>")
    box = desk.open_story(newsdesk)
    box.get_by_text("Two.").evaluate(
        """(paragraph, {name, type, bytes}) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], name, {type}));
          const {right, top, height} = paragraph.getBoundingClientRect();
          paragraph.dispatchEvent(new DragEvent("drop", {
            dataTransfer: data, bubbles: true, cancelable: true,
            clientX: right - 3, clientY: top + height / 2,
          }));
        }""",
        a_file(),
    )
    describe(desk.page, "A ferry")
    desk.save()
    asset = Asset.objects.latest("pk")
    assert body_of(newsdesk) == (
        f'<p>One.</p><p>Two.</p><figure data-kind="picture" data-asset="{asset.pk}" data-alt="A ferry"'
        ' data-credit="Ana Ruiz"><figcaption></figcaption></figure><p>Three.</p>'
    )


def test_a_file_that_is_no_picture_is_refused_in_the_dialog(desk: Desk, newsdesk: Story) -> None:
    box = desk.open_story(newsdesk)
    caret_at_end(desk.page)
    paste(box, files=[{"name": "odd.jpg", "type": "image/jpeg", "bytes": [1, 2, 3]}])
    desk.page.get_by_label("What it shows").fill("A ferry")
    desk.page.get_by_role("button", name="Insert").click()
    expect(desk.page.locator("dialog .said-error")).to_contain_text("odd.jpg")
    # What was typed is still there, for another try.
    expect(desk.page.get_by_label("What it shows")).to_have_value("A ferry")
