"""Pictures, embeds, boxes, quotes and related stories in the text: made, changed and left by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.forms.body import EXTENSIONS
from articles.models import Asset, Station, Story
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk, in_step, press, sticking_out
from tests.articles.admin.test_body_editor import body_of, caret_at_end, set_body
from tests.articles.admin.test_paste import paste
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINK = '<a href="https://vimeo.com/123456789">The storm</a>'
EMBED = f'<figure data-kind="embed" data-provider="vimeo">{LINK}</figure>'
BOX = '<aside data-kind="factbox"><h3>Fares</h3><p>Four.</p></aside>'
TABLE = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"


def picture(asset: Asset, caption: str = "Boats") -> str:
    return (
        f'<figure data-kind="picture" data-asset="{asset.pk}" data-alt="Bay">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


@pytest.fixture
def asset(newsdesk: Story) -> Asset:
    return Asset.objects.get()


@pytest.fixture
def other(newsdesk: Story) -> Story:
    story = make_story(home(newsdesk).section, "Fares rise at the pier")
    publish_story(placement=home(story), by=None)
    return story


def to_button(page: Page, name: str) -> None:
    """By keyboard: to the bar, along it, and pressed."""
    press(page, "Alt+F10", "Home")
    button = page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)
    for _ in range(30):
        if button.evaluate("button => button === document.activeElement"):
            break
        press(page, "ArrowRight")
    press(page, "Enter")


def test_every_name_in_the_configuration_is_a_part_of_the_editor(desk: Desk, newsdesk: Story) -> None:
    """One that is missing would be left out without a word, and with it every such part of a text."""
    box = desk.open_story(newsdesk)
    loaded = set(box.evaluate("box => box.editor.extensionManager.extensions.map((part) => part.name)"))
    wanted = {name[0].lower() + name[1:] for name, setting in EXTENSIONS.items() if setting}
    assert wanted <= loaded
    assert "trailingNode" not in loaded
    assert "image" not in loaded, "it would let any address of a picture through"


def test_a_text_with_every_piece_comes_back_letter_by_letter(
    desk: Desk, newsdesk: Story, asset: Asset, other: Story
) -> None:
    body = (
        f"<p>Before.</p>{picture(asset)}{EMBED}"
        '<blockquote data-kind="pullquote"><p>Wool!</p><p>So much.</p></blockquote>'
        f'<aside data-kind="factbox"><h3>Fares</h3><p>Four.</p><ul><li>a</li></ul>{picture(asset)}</aside>'
        f'<aside data-kind="related" data-story="{other.pk}"></aside><p>The end.</p>'
    )
    set_body(newsdesk, body)
    desk.open_story(newsdesk)
    expect(desk.page.get_by_role("group", name="Picture: Bay")).to_have_count(2)
    expect(desk.page.get_by_role("group", name="Embed: The storm")).to_be_visible()
    expect(desk.page.get_by_role("group", name=f"Related story {other.pk}")).to_contain_text("Fares rise")
    expect(desk.page.get_by_role("group", name="Fact box")).to_be_visible()
    expect(desk.page.get_by_role("group", name="Pull quote")).to_be_visible()
    caret_at_end(desk.page)
    desk.page.keyboard.type(" Really.")
    press(desk.page, "Control+z")
    desk.page.keyboard.type("!")
    desk.save()
    assert body_of(newsdesk) == body.replace("The end.", "The end.!")
    assert desk.errors == []
    assert desk.page.evaluate("violations") == []


def test_a_text_that_is_one_related_story_is_not_taken_for_empty(
    desk: Desk, newsdesk: Story, other: Story
) -> None:
    body = f'<aside data-kind="related" data-story="{other.pk}"></aside>'
    set_body(newsdesk, body + "<p>x</p>")
    desk.open_story(newsdesk)
    caret_at_end(desk.page)
    press(desk.page, "Backspace", "Backspace")
    desk.save()
    assert body_of(newsdesk) == body


def test_a_picture_is_found_described_and_placed_by_keyboard(
    desk: Desk, newsdesk: Story, asset: Asset
) -> None:
    set_body(newsdesk, "<p>Before.</p><p>After.</p>")
    box = desk.open_story(newsdesk)
    page = desk.page
    box.click()
    in_step(page)
    press(page, "Control+Home", "End")
    to_button(page, "Picture")
    expect(page.get_by_label("Search the library")).to_be_focused()
    expect(page.locator(".picker-results button")).to_have_count(1)
    page.keyboard.type("bay")
    press(page, "ArrowDown")
    expect(page.locator(".picker-results button")).to_be_focused()
    assert desk.serious() == []
    press(page, "Enter")
    expect(page.get_by_label("What it shows")).to_have_value("Bay")
    assert desk.serious() == []
    press(page, "Tab", "Tab")
    page.keyboard.type("Boats")
    press(page, "Tab")
    page.keyboard.type("Ana Ruiz")
    press(page, "Enter")
    expect(page.get_by_role("group", name="Picture: Bay")).to_be_visible()
    in_step(page)
    # The first letter typed is text: it does not eat the picture.
    page.keyboard.type("Behind it.")
    desk.save()
    figure = picture(asset).replace('data-alt="Bay"', 'data-alt="Bay" data-credit="Ana Ruiz"')
    assert body_of(newsdesk) == f"<p>Before.</p>{figure}<p>Behind it.</p><p>After.</p>"


def test_a_picture_needs_its_alt_text_or_is_decorative(desk: Desk, newsdesk: Story, asset: Asset) -> None:
    set_body(newsdesk, picture(asset) + "<p>a</p>")
    desk.open_story(newsdesk)
    page = desk.page
    page.get_by_role("group", name="Picture: Bay").get_by_role("button", name="Change").click()
    page.get_by_label("What it shows").fill("")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("dialog .said-error")).to_contain_text("Say what the picture shows")
    expect(page.get_by_label("What it shows")).to_be_focused()
    page.get_by_label("Decorative").check()
    page.locator("dialog").get_by_role("button", name="Save").click()
    desk.save()
    assert body_of(newsdesk) == picture(asset).replace('"Bay"', '""') + "<p>a</p>"


def test_escape_leaves_a_dialog_and_the_focus_is_back_in_the_text(desk: Desk, newsdesk: Story) -> None:
    box = desk.open_story(newsdesk)
    for name in ("Picture", "Embed", "Related story"):
        caret_at_end(desk.page)
        to_button(desk.page, name)
        expect(desk.page.locator("dialog")).to_be_visible()
        press(desk.page, "Escape")
        expect(desk.page.locator("dialog")).to_have_count(0)
        expect(box).to_be_focused()


def test_typing_over_a_selected_piece_writes_behind_it(desk: Desk, newsdesk: Story, asset: Asset) -> None:
    set_body(newsdesk, f"<p>a</p>{picture(asset)}<p>b</p><hr><p>c</p>")
    desk.open_story(newsdesk)
    desk.page.locator(".piece-picture .piece-caption").click()
    desk.page.keyboard.type("typed")
    desk.page.locator(".tiptap hr").click()
    desk.page.keyboard.type("more")
    desk.save()
    assert body_of(newsdesk) == f"<p>a</p>{picture(asset)}<p>typed</p><p>b</p><hr><p>more</p><p>c</p>"


def test_a_selected_piece_is_changed_by_enter_and_goes_by_delete_and_comes_back(
    desk: Desk, newsdesk: Story
) -> None:
    set_body(newsdesk, f"<p>a</p>{EMBED}<p>b</p>")
    desk.open_story(newsdesk)
    page = desk.page
    page.locator(".piece-embed .piece-caption").click()
    press(page, "Enter")
    page.get_by_label("What it is").fill("The calm")
    press(page, "Enter")
    expect(page.get_by_role("group", name="Embed: The calm")).to_be_visible()
    desk.save()
    page.locator(".piece-embed .piece-caption").click()
    press(page, "Delete")
    expect(page.locator(".piece-embed")).to_have_count(0)
    press(page, "Control+z")
    desk.save()
    assert body_of(newsdesk) == f"<p>a</p>{EMBED}<p>b</p>".replace("The storm", "The calm")


def test_an_address_of_nobody_we_know_is_refused_in_words(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, "<p>a</p>")
    desk.open_story(newsdesk)
    caret_at_end(desk.page)
    to_button(desk.page, "Embed")
    assert desk.serious() == []
    desk.page.keyboard.type("https://evil.example/watch?v=abcdefghijk")
    press(desk.page, "Enter")
    expect(desk.page.locator("dialog .said-error")).to_contain_text("YouTube, Vimeo")
    desk.page.get_by_label("Address of the post").fill("https://twitter.com/kmia/status/1234567890?s=20")
    press(desk.page, "Enter")
    expect(desk.page.locator("dialog .said-error")).to_contain_text("Say what it is")
    desk.page.keyboard.type("The mayor’s answer")
    press(desk.page, "Enter")
    desk.save()
    assert body_of(newsdesk) == (
        '<p>a</p><figure data-kind="embed" data-provider="x">'
        '<a href="https://x.com/kmia/status/1234567890">The mayor’s answer</a></figure>'
    )


def test_a_related_story_is_found_by_its_words(desk: Desk, newsdesk: Story, other: Story) -> None:
    set_body(newsdesk, "<p>a</p>")
    desk.open_story(newsdesk)
    caret_at_end(desk.page)
    to_button(desk.page, "Related story")
    desk.page.keyboard.type("pier")
    found = desk.page.locator(".picker-results button")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Live · Local News, KMIA")
    assert desk.serious() == []
    press(desk.page, "Enter")
    desk.save()
    assert body_of(newsdesk) == f'<p>a</p><aside data-kind="related" data-story="{other.pk}"></aside>'


def test_a_link_leads_to_an_address_or_to_one_of_our_stories(
    desk: Desk, newsdesk: Story, other: Story
) -> None:
    set_body(newsdesk, "<p>city</p>")
    box = desk.open_story(newsdesk)
    page = desk.page
    box.click()
    press(page, "Control+a", "Control+k")
    page.keyboard.type("javascript:alert(1)")
    press(page, "Enter")
    expect(page.locator("dialog .said-error")).to_contain_text("That is no address")
    page.get_by_label("Address").fill("city.example/ferry?utm_source=x")
    press(page, "Enter")
    expect(box.locator("a")).to_have_attribute("href", "https://city.example/ferry")
    press(page, "Control+k")
    expect(page.get_by_label("Address")).to_have_value("https://city.example/ferry")
    page.get_by_label("Or one of our stories").fill("pier")
    page.locator(".picker-results button").click()
    desk.save()
    assert body_of(newsdesk) == f'<p><a href="/local-news/fares-rise-at-the-pier-{other.pk}/">city</a></p>'


def test_a_fact_box_is_made_written_in_and_left_by_keyboard(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, "<p>a</p>")
    desk.open_story(newsdesk)
    caret_at_end(desk.page)
    to_button(desk.page, "Fact box")
    expect(desk.page.locator(".fact-box h3")).to_be_visible()
    desk.page.keyboard.type("Fares")
    press(desk.page, "Enter")
    desk.page.keyboard.type("Four.")
    press(desk.page, "Enter", "Enter")
    desk.page.keyboard.type("Outside.")
    desk.save()
    assert body_of(newsdesk) == f"<p>a</p>{BOX}<p>Outside.</p>"


def test_a_fact_box_is_taken_apart(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, f"<p>a</p>{BOX}<p>b</p>")
    desk.open_story(newsdesk)
    desk.page.get_by_role("button", name="Take the box apart").click()
    desk.page.locator(".tiptap").get_by_text("Four.").click()
    in_step(desk.page)
    to_button(desk.page, "Fact box")  # and nothing is in a box any more, so this makes one, empty
    expect(desk.page.get_by_role("group", name="Fact box")).to_have_count(1)
    in_step(desk.page)
    press(desk.page, "Control+z")
    desk.save()
    assert body_of(newsdesk) == "<p>a</p><h3>Fares</h3><p>Four.</p><p>b</p>"


def test_what_is_pasted_into_a_box_fits_or_is_left_out_and_said(
    desk: Desk, newsdesk: Story, asset: Asset, other: Story
) -> None:
    set_body(newsdesk, f"{BOX}<p>b</p>")
    box = desk.open_story(newsdesk)
    desk.page.locator(".tiptap").get_by_text("Four.").click()
    press(desk.page, "End")
    related = f'<aside data-kind="related" data-story="{other.pk}"></aside>'
    inner = '<aside data-kind="factbox"><p>Boxed.</p></aside>'
    paste(box, html=f"<p>One.</p>{inner}{picture(asset)}{EMBED}{related}{TABLE}<p>Two.</p>")
    expect(desk.page.get_by_text("Left out, since a fact box cannot hold it")).to_contain_text(
        "an embed, a related story, a table"
    )
    desk.save()
    assert body_of(newsdesk) == (
        f'<aside data-kind="factbox"><h3>Fares</h3><p>Four.One.</p><p>Boxed.</p>{picture(asset)}'
        "<p>Two.</p></aside><p>b</p>"
    )


def test_a_pull_quote_is_made_of_a_paragraph_and_back(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, "<p>Wool!</p>")
    desk.open_story(newsdesk)
    caret_at_end(desk.page)
    to_button(desk.page, "Pull quote")
    desk.save()
    assert body_of(newsdesk) == '<blockquote data-kind="pullquote"><p>Wool!</p></blockquote>'
    desk.open_story(newsdesk)
    caret_at_end(desk.page)
    to_button(desk.page, "Pull quote")
    desk.save()
    assert body_of(newsdesk) == "<p>Wool!</p>"


def test_a_piece_is_moved_by_dragging(desk: Desk, newsdesk: Story) -> None:
    set_body(newsdesk, f"<p>One.</p>{EMBED}<p>Two.</p><p>Three.</p>")
    desk.open_story(newsdesk)
    desk.page.locator(".piece-embed").drag_to(
        desk.page.locator(".tiptap").get_by_text("Three."), target_position={"x": 300, "y": 14}
    )
    desk.save()
    assert body_of(newsdesk) == f"<p>One.</p><p>Two.</p><p>Three.</p>{EMBED}"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_text_with_every_piece_can_be_read_by_everybody(
    browser: Browser, live_server: LiveServer, newsdesk: Story, other: Story, width: int, scheme: str
) -> None:
    desk = Desk(browser, live_server, width, scheme)
    asset = Asset.objects.get()
    related = f'<aside data-kind="related" data-story="{other.pk}"></aside>'
    set_body(newsdesk, f"<h2>Head</h2><p>a</p>{picture(asset)}{EMBED}{BOX}{related}{TABLE}<p>b</p>")
    desk.open_story(newsdesk)
    expect(desk.page.get_by_role("group", name="Related story")).to_contain_text("Fares rise")
    assert desk.serious() == []
    assert sticking_out(desk.page) == []
    assert desk.errors == []
    desk.close()


def test_readers_load_an_embed_by_a_click_and_nothing_before(
    browser: Browser, live_server: LiveServer, newsdesk: Story
) -> None:
    set_body(newsdesk, f"<p>a</p>{EMBED}")
    publish_story(placement=home(newsdesk), by=None)
    station = Station.objects.get(callsign="KMIA")
    # The server of the tests answers on localhost alone, and its port is not the one in addresses.
    host = station.hosts.get(is_primary=True).name
    context = browser.new_context(viewport={"width": 390, "height": 844})
    # The picture of the cast has no files.
    context.route("**/media/**", lambda route: route.fulfill(body=b"", content_type="image/webp"))
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.route(
        re.compile(r"https://player\.vimeo\.com/"),
        lambda route: route.fulfill(body="played", content_type="text/html"),
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(f"{message.text} {message.location}"))
    port = live_server.url.rpartition(":")[2]
    page.goto(f"http://{host}:{port}/local-news/{home(newsdesk).slug}-{newsdesk.pk}/")
    expect(page.get_by_role("link", name="The storm")).to_have_attribute(
        "href", "https://vimeo.com/123456789"
    )
    assert not [url for url in asked if "vimeo" in url]
    page.get_by_role("button", name="Load from Vimeo").click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "The storm")
    expect(page.frame_locator("iframe").get_by_text("played")).to_be_visible()
    assert "allow-top-navigation" not in (frame.get_attribute("sandbox") or "allow-top-navigation")
    assert problems == []
    context.close()
