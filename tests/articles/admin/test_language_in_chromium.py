"""The scripts of the story form in the language of whoever writes: the editor, its dialogs, what is kept."""

import pytest
from playwright.sync_api import expect

from articles.models import Story, User
from tests.articles.admin.chromium import Desk, sticking_out
from tests.articles.admin.page_words import typed_words, words_of
from tests.articles.admin.test_every_word_in_spanish import is_forgotten

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# One of each piece that the editor draws by itself.
BODY = (
    '<p>1.</p><figure data-kind="picture" data-asset="{asset}" data-alt="" data-credit=""></figure>'
    '<figure data-kind="embed" data-provider="youtube"><a href="https://www.youtube.com/watch?v=aaaaaaaaaaa">1'
    '</a></figure><aside data-kind="related" data-story="{story}"></aside>'
    '<blockquote data-kind="pullquote"><p>1.</p></blockquote><aside data-kind="factbox"><p>1.</p></aside>'
    "<table><tbody><tr><td><p>1.</p></td></tr></tbody></table>"
)
DIALOGS = ("link", "picture", "embed", "related")


def written_in(desk: Desk, story: Story, language: str) -> set[str]:
    """Every word of the form while somebody writes, and of each dialog."""
    User.objects.update(language=language)
    text = desk.open_story(story)
    expect(desk.page.locator(".piece")).to_have_count(3)
    text.locator("p").first.click()
    desk.page.keyboard.type("2")
    desk.page.keyboard.press("Shift+ArrowLeft")  # a link needs words
    expect(desk.page.locator("[data-kept]")).not_to_be_empty()
    desk.page.set_viewport_size({"width": 390, "height": 900})
    assert sticking_out(desk.page) == []
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    found = words_of(desk.page.content())
    for name in DIALOGS:
        desk.page.click(f".prose-menubar button[data-name={name}]")
        expect(desk.page.locator("dialog")).to_be_visible()
        found |= words_of(desk.page.content())
        desk.page.keyboard.press("Escape")
        expect(desk.page.locator("dialog")).to_have_count(0)
    return found


def test_the_editor_speaks_spanish(desk: Desk, newsdesk: Story) -> None:
    body = BODY.format(asset=newsdesk.lead_picture_id, story=newsdesk.pk)
    Story.objects.filter(pk=newsdesk.pk).update(body=body)
    both = written_in(desk, newsdesk, "en") & written_in(desk, newsdesk, "es")
    typed = typed_words()
    assert {text for text in both if is_forgotten(text, typed)} == set()
    assert desk.errors == []
