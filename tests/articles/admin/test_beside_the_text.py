"""What stands beside the text in the browser: counts, previews, the slug, the lead picture, the label."""

import pytest
from playwright.sync_api import expect

from articles.models import Asset, Source, Story
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk
from tests.articles.admin.desks import url
from tests.articles.admin.test_paste import a_file
from tests.articles.text.test_embeds import test_each_provider_is_known_by_its_address as embeds
from tests.articles.text.test_hrefs import test_a_link_leads_to_the_page_itself as hrefs
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shown(desk: Desk, name: str) -> list[str]:
    """What each preview says, hidden or not."""
    found: list[str] = desk.page.locator(f'[data-shows="{name}"]').evaluate_all(
        "places => places.map((place) => place.textContent)"
    )
    return found


def test_counts_and_previews_follow_what_is_typed(desk: Desk, newsdesk: Story) -> None:
    box = desk.open_story(newsdesk)
    page = desk.page
    words = page.locator("[data-measure=body]")
    expect(words).to_have_text("10 words · 1 min to read")
    box.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Two — more.")
    expect(words).to_have_text("12 words · 1 min to read")
    headline = page.locator("[data-measure=headline]")
    page.fill("#id_headline", "F" * 70)
    expect(headline).to_have_text("70 characters", use_inner_text=True)
    page.fill("#id_headline", "F" * 71)
    expect(headline).to_contain_text(
        "71 characters: searches and phones cut a headline after about 60", use_inner_text=True
    )
    expect(page.locator('[data-shows="headline"]').first).to_have_text("F" * 71)
    assert shown(desk, "description")[0].endswith("Two — more.")
    page.fill("#id_deck", "Four dollars a ride")
    expect(page.locator('[data-shows="description"]').first).to_have_text("Four dollars a ride")
    assert shown(desk, "host") == ["kmia.localhost"] * 2


def test_the_slug_follows_the_headline_until_somebody_writes_one(desk: Desk) -> None:
    desk.open(url("story_add"))
    page = desk.page
    slug = page.locator("#id_slug")
    page.locator("#id_headline").press_sequentially("Größe der U.S. ferry")
    expect(slug).to_have_value("grosse-der-us-ferry")
    slug.fill("by-hand")
    page.locator("#id_headline").press_sequentially(" grows")
    page.fill("#id_deck", "Something else, so that time passes")
    expect(page.locator("[data-measure=headline]")).to_have_text("26 characters", use_inner_text=True)
    expect(slug).to_have_value("by-hand")
    # Emptied, it follows again.
    slug.fill("")
    page.locator("#id_headline").press_sequentially("!")
    expect(slug).to_have_value("grosse-der-us-ferry-grows")
    page.locator("#id_section").select_option(index=1)
    page.click(".save-row [name=_save]")
    page.wait_for_selector(".messagelist")
    assert home(Story.objects.get(headline__startswith="Größe")).slug == "grosse-der-us-ferry-grows"


def test_an_address_that_readers_have_stays(desk: Desk, newsdesk: Story) -> None:
    desk.open_story(newsdesk)
    desk.page.fill("#id_headline", "Another headline")
    expect(desk.page.locator('[data-shows="headline"]').first).to_have_text("Another headline")
    expect(desk.page.locator("#id_slug")).to_have_value("ferry-returns-to-the-bay")


def test_the_lead_picture_is_chosen_by_keyboard_and_taken_out(desk: Desk, newsdesk: Story) -> None:
    Story.objects.filter(pk=newsdesk.pk).update(lead_picture=None)
    desk.open_story(newsdesk)
    page = desk.page
    choose = page.get_by_role("button", name="Choose a picture")
    choose.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".picker-results button")).to_have_count(1)
    assert desk.serious() == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-lead-words]")).to_have_text("Bay. No credit")
    expect(choose).to_be_focused()
    desk.save()
    asset = Asset.objects.get()
    assert Story.objects.get(pk=newsdesk.pk).lead_picture == asset
    expect(page.locator("[data-lead-shown] img")).to_have_count(1)
    page.wait_for_load_state()
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("[data-lead-shown] img")).to_have_count(0)
    desk.save()
    assert Story.objects.get(pk=newsdesk.pk).lead_picture is None


def test_a_lead_picture_is_dropped_on_its_place(desk: Desk, newsdesk: Story, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    desk.open_story(newsdesk)
    desk.page.locator("[data-lead]").evaluate(
        """(box, {name, type, bytes}) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], name, {type}));
          box.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        a_file(),
    )
    desk.page.get_by_label("What it shows").fill("A ferry")
    desk.page.get_by_label("Credit").fill("Ana Ruiz")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("[data-lead-words]")).to_have_text("ferry. Picture: Ana Ruiz")
    desk.save()
    lead = Story.objects.get(pk=newsdesk.pk).lead_picture
    assert lead is not None
    assert (lead.alt, lead.credit) == ("A ferry", "Ana Ruiz")


def test_the_label_that_readers_see_stands_below_the_source(desk: Desk, newsdesk: Story) -> None:
    source = Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire")
    desk.open_story(newsdesk)
    line = desk.page.locator("[data-source-label]")
    expect(line).to_be_hidden()
    desk.page.select_option("#id_source", str(source.pk))
    expect(line).to_have_text("Readers see: From Gulf Coast Wire")


def test_a_check_about_the_text_leads_into_the_text(desk: Desk, newsdesk: Story) -> None:
    box = desk.open_story(newsdesk)
    desk.page.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), {href: "#id_body", textContent: "a check"});
          document.querySelector(".filing").prepend(link);
        }"""
    )
    desk.page.get_by_text("a check").click()
    expect(box).to_be_focused()


def cases(test: object) -> list[tuple[str, ...]]:
    (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    found: list[tuple[str, ...]] = mark.args[1]
    return found


def test_the_browser_knows_links_and_embeds_as_the_server_does(desk: Desk, newsdesk: Story) -> None:
    """What one sees while pasting is what is kept when one saves."""
    desk.open_story(newsdesk)
    done = desk.page.evaluate(
        """async (urls) => {
          const {cleanHref} = await import("newsroom/hrefs");
          return urls.map(cleanHref);
        }""",
        [url for url, _ in cases(hrefs)],
    )
    assert done == [clean for _, clean in cases(hrefs)]
    found = desk.page.evaluate(
        """async (urls) => {
          const {findEmbed} = await import("newsroom/embeds");
          return urls.map(findEmbed).map(({provider, href}) => [provider, href]);
        }""",
        [case[0] for case in cases(embeds)],
    )
    assert found == [[case[1], case[2]] for case in cases(embeds)]


def test_the_zone_and_the_host_follow_the_section(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_add"))
    desk.page.select_option("#id_section", label="High Desert Today: Water & Land")
    expect(desk.page.locator('[data-shows="host"]').first).to_have_text("kzvn.localhost")
    assert shown(desk, "brand") == ["High Desert Today"]


def test_a_choice_of_many_words_is_read_whole(desk: Desk, newsdesk: Story) -> None:
    desk.open_story(newsdesk)
    choice = desk.page.locator("#id_ai_use")
    one_line = choice.evaluate("select => select.clientHeight")
    choice.select_option("assisted")
    assert choice.evaluate("select => select.clientHeight") > 1.5 * one_line


def test_related_stories_are_those_of_the_station_one_writes_for(desk: Desk, newsdesk: Story) -> None:
    other = make_story(home(newsdesk).section, "Fares rise at the pier")
    publish_story(placement=home(other), by=None)
    desk.open(url("story_add"))
    desk.page.select_option("#id_section", label="High Desert Today: Water & Land")
    desk.page.get_by_role("button", name="Related story").click()
    expect(desk.page.locator("dialog .said")).to_have_text(
        "No story of yours has these words in its headline."
    )
