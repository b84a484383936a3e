"""From draft to live in a real browser: notes beside the text, times in words, counted down."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Revision, Story, StoryNote, User
from tests.articles.admin.chromium import Desk, sticking_out
from tests.articles.admin.desks import url
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def select_words(desk: Desk, words: str) -> None:
    """As if by mouse: the words, in the editor's text."""
    desk.page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".tiptap"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
          }
        }""",
        words,
    )


def test_a_note_on_selected_words_leaves_the_page_as_it_is(desk: Desk, newsdesk: Story) -> None:
    desk.open_story(newsdesk)
    desk.page.fill("#id_deck", "Half a sent")
    select_words(desk, "four dollars")
    desk.page.click("#notes summary")
    desk.page.click("[data-take-passage]")
    expect(desk.page.locator("#id_note_quote")).to_have_value("four dollars")
    desk.page.keyboard.type("Since when?")
    desk.page.click("text=Add the note")
    desk.page.wait_for_selector(".note")
    note = StoryNote.objects.get()
    assert (note.text, note.quote, note.before[-13:]) == ("Since when?", "four dollars", "Tickets cost ")
    assert desk.page.input_value("#id_deck") == "Half a sent"
    desk.page.click(".note blockquote")
    assert desk.page.evaluate("document.getSelection().toString()") == "four dollars"
    desk.page.click("text=Settled")
    expect(desk.page.locator(".note")).to_have_count(0)
    assert StoryNote.objects.open().count() == 0
    assert (desk.errors, desk.page.evaluate("violations")) == ([], [])


def test_a_note_that_cannot_be_sent_stays_in_its_field(desk: Desk, newsdesk: Story) -> None:
    desk.open_story(newsdesk)
    desk.page.click("#notes summary")
    desk.page.click("text=Add the note")
    problem = desk.page.locator("#notes .problem")
    expect(problem).to_have_text("A note needs its words. Write what is to be done, then add it.")
    desk.page.fill("#id_note_text", "Since when?")
    desk.page.route("**/note/", lambda route: route.abort())
    desk.page.click("text=Add the note")
    expect(problem).to_have_text("The note was not sent: the connection is away. Try again in a moment.")
    assert desk.page.input_value("#id_note_text") == "Since when?"


def test_times_are_said_in_ones_own_zone_and_counted_down(desk: Desk, newsdesk: Story) -> None:
    User.objects.update(timezone="America/Los_Angeles")
    Story.objects.filter(pk=newsdesk.pk).update(deck="Changed")
    desk.open_story(newsdesk)
    desk.page.fill("#id_at", "2031-07-04T18:00")
    beside = desk.page.locator("#id_at + .own-time")
    expect(beside).to_have_text("3:00 p.m. PDT, July 4, 2031 for you")
    desk.page.click("[data-says-time^=Replace]")
    desk.page.wait_for_selector("[data-countdown]")
    assert desk.page.locator("[data-countdown]").first.inner_text().startswith("in ")
    assert "(3:00 p.m. PDT, July 4, 2031 for you)" in desk.page.locator(".state-box").inner_text()
    assert url("story_change", newsdesk.pk) in desk.page.url
    assert (desk.errors, desk.page.evaluate("violations")) == ([], [])


def test_a_preview_stands_side_by_side_before_anything_is_saved(
    desk: Desk, newsdesk: Story, settings: Any
) -> None:
    settings.PORT = int(desk.server.url.rsplit(":", 1)[1])
    desk.open_story(newsdesk)
    desk.page.fill("#id_headline", "Only typed")
    with desk.page.expect_popup() as opened:
        desk.page.click("text=Preview >> nth=0")
    preview = opened.value
    for frame in preview.frame_locator(".phone iframe"), preview.frame_locator(".desktop iframe"):
        expect(frame.locator("h1")).to_have_text("Only typed")
    widths = [frame.evaluate("innerWidth") for frame in preview.frames[1:]]
    assert widths == [390, 1280]
    assert preview.evaluate("violations") == []
    assert sticking_out(preview) == []
    newsdesk.refresh_from_db()
    assert (newsdesk.headline, Revision.objects.count()) == ("Ferry returns to the bay", 1)
    assert desk.errors == []


def test_a_gallery_and_related_stories_are_chosen_by_search(desk: Desk, newsdesk: Story) -> None:
    other = make_story(home(newsdesk).section, "Harbor opens")
    desk.open_story(newsdesk)
    desk.page.click("text=Add a picture")
    desk.page.locator("dialog .picker-results button").first.click()
    expect(desk.page.locator(".field-gallery .numbers li")).to_have_count(1)
    desk.page.click("text=Add a story")
    desk.page.locator("dialog .picker-results button", has_text="Harbor opens").click()
    expect(desk.page.locator(".field-related .numbers li")).to_contain_text("Harbor opens")
    assert desk.serious() == []
    desk.save()
    newsdesk.refresh_from_db()
    assert (newsdesk.gallery, newsdesk.related) == ([newsdesk.lead_picture_id], [other.pk])
    desk.page.click(".field-gallery .numbers [aria-label='Take out']")
    desk.save()
    newsdesk.refresh_from_db()
    assert newsdesk.gallery == []
    assert (desk.errors, desk.page.evaluate("violations")) == ([], [])
