"""Pictures, embeds and related stories within a text: public exactly as long as they are."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client

from articles.models import (
    Asset,
    Edition,
    EditionKey,
    PageChange,
    PublishedAsset,
    Role,
    SearchEntry,
    Section,
    Station,
    Story,
)
from articles.permissions import may
from articles.rendering import RENDERER_VERSION
from articles.services.assets import change_picture
from articles.services.indexing import reindex
from articles.services.picture_killing import kill_picture
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from articles.services.stations import close_station
from articles.services.taking_down import withdraw_story
from articles.services.verification import rerender, verify_editions
from tests.cast import HOSTS, home, make_admin, make_section, make_station, make_story, make_user

DATA = b'<script type="application/ld+json">'  # a data block, run by nobody
pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def station() -> Station:
    return make_station()


@pytest.fixture
def section(station: Station) -> Section:
    return make_section(station)


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOSTS["KMIA"]})


@pytest.fixture
def asset() -> Asset:
    return make_asset()


def make_asset(letter: str = "a", **fields) -> Asset:
    return Asset.objects.create(
        token=letter * 32,
        sha256=letter * 64,
        format="JPEG",
        width=1600,
        height=1067,
        title="Bay",
        alt="A bay",
        **fields,
    )


def figure(asset: Asset) -> str:
    return (
        f'<figure data-kind="picture" data-asset="{asset.pk}" data-alt="Boats at dawn"'
        ' data-credit="Ana Ruiz"><figcaption>The zqcaption boat.</figcaption></figure>'
    )


def see(story: Story) -> str:
    return f'<aside data-kind="related" data-story="{story.pk}"></aside>'


def live(section: Section, body: str = "<p>Text.</p>", headline: str = "Ferry returns", **when) -> Story:
    story = make_story(section, headline, body=body)
    publish_story(placement=home(story), by=None, **when)
    return story


def page(reader: Client, story: Story) -> str:
    answer = reader.get(f"/local-news/{story.pk}/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def public() -> list[str]:
    return list(PublishedAsset.objects.values_list("token", flat=True))


def test_a_picture_is_public_while_a_live_text_shows_it(
    section: Section, reader: Client, asset: Asset, clock
) -> None:
    story = make_story(section, body=f"<p>a</p>{figure(asset)}")
    assert public() == []
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    assert public() == []
    clock.advance(2 * HOUR)
    assert public() == [asset.token]
    text = page(reader, story)
    assert f'src="/media/{asset.token}/1/960.jpg" alt="Boats at dawn" width="1600" height="1067"' in text
    assert "The zqcaption boat." in text
    assert "Ana Ruiz" in text
    Story.objects.filter(pk=story.pk).update(body="<p>b</p>")
    publish_story(placement=home(story), by=None)
    assert public() == []


def test_a_closed_station_shows_no_picture(section: Section, asset: Asset) -> None:
    live(section, figure(asset))
    close_station(station=section.station, by=make_admin())
    assert public() == []


@pytest.mark.parametrize("end", ["killed", "rights ended"])
def test_its_caption_goes_with_it_from_search_and_history(
    section: Section, reader: Client, asset: Asset, clock, end: str
) -> None:
    boats = "<p>Boats wait.</p>"
    said = "El «barco» de Ñandú &amp; Co. zqcaption 🚢 &lt;5 “m”"
    other = figure(make_asset("b")).replace("zqcaption", "zqother")
    story = live(section, f"{boats}{figure(asset).replace('The zqcaption boat.', said)}{other}")
    assert "zqcaption</mark>" in reader.get("/search/?q=zqcaption").content.decode()
    clock.advance(HOUR)
    Story.objects.filter(pk=story.pk).update(deck="Four dollars")
    publish_story(placement=home(story), by=None)
    if end == "killed":
        kill_picture(asset=asset, by=make_admin(), reason="A court forbids it.")
        # Its words find nothing, either.
        assert "card-headline" not in reader.get("/search/?q=boats+zqcaption").content.decode()
    else:
        Asset.objects.filter(pk=asset.pk).update(expires_at=clock.now())
    clock.advance(HOUR)
    paths = ("history/", "history/1/", "history/2/")
    seen = [reader.get(f"/local-news/{story.pk}/{path}", follow=True).content.decode() for path in paths]
    seen.append(reader.get("/search/?q=zqother+boats").content.decode())
    assert "zqcaption" not in "".join(seen)
    assert all("zqother" in html for html in seen[1:])
    assert list(verify_editions()) == []


def test_a_killed_picture_is_gone_from_the_text_at_once(
    section: Section, reader: Client, asset: Asset
) -> None:
    story = live(section, f"<p>a</p>{figure(asset)}<p>b</p>")
    kill_picture(asset=asset, by=make_admin(), reason="The sitter asked for it.")
    text = page(reader, story)
    assert "<p>a</p><p>b</p>" in text
    assert "zqcaption" not in text
    assert public() == []
    change = PageChange.objects.order_by("pk").last()
    assert change is not None
    assert change.hard
    assert {f"picture:{asset.pk}", f"story:{story.pk}", f"front:{section.station_id}"} <= set(change.keys)


def test_a_picture_leaves_the_text_when_its_rights_end(
    section: Section, reader: Client, asset: Asset, clock
) -> None:
    story = live(section, f"<p>a</p>{figure(asset)}")
    ends = clock.now() + HOUR
    change_picture(asset=asset, by=make_admin(), alt="A bay", expires_at=ends)
    announced = PageChange.objects.get(effective_at=ends)
    assert f"story:{story.pk}" in announced.keys
    assert "zqcaption" in page(reader, story)
    clock.advance(2 * HOUR)
    assert "zqcaption" not in page(reader, story)
    assert public() == []


def test_a_picture_that_does_not_exist_leaves_no_trace(section: Section, reader: Client) -> None:
    body = (
        '<p>a</p><figure data-kind="picture" data-asset="999999" data-alt="x">'
        "<figcaption>gone</figcaption></figure>"
    )
    assert "gone" not in page(reader, live(section, body))


def test_a_related_story_is_a_link_while_it_is_live(section: Section, reader: Client, clock) -> None:
    other = make_story(section, "Headline zqdraft")
    story = live(section, f"<p>a</p>{see(other)}")
    assert "zqdraft" not in page(reader, story)
    publish_story(placement=home(other), by=None, at=clock.now() + HOUR)
    assert "zqdraft" not in page(reader, story)
    clock.advance(2 * HOUR)
    text = page(reader, story)
    assert f'<a href="/local-news/headline-zqdraft-{other.pk}/">Headline zqdraft</a>' in text
    assert text.count("Headline zqdraft") == 1, "not once more among the related stories at the end"
    # The working copy is nobody's business; the next version is.
    Story.objects.filter(pk=other.pk).update(headline="Headline zqsecond")
    assert "zqsecond" not in page(reader, story)
    publish_story(placement=home(other), by=None)
    assert "Headline zqsecond" in page(reader, story)
    withdraw_story(placement=home(other), by=None)
    assert "Headline zq" not in page(reader, story)


def test_a_story_of_another_station_is_no_link(section: Section, reader: Client) -> None:
    foreign = live(make_section(make_station("KZVN")), headline="Headline zqforeign")
    assert "zqforeign" not in page(reader, live(section, see(foreign)))


def test_a_page_with_everything_in_its_text_costs_three_queries(
    section: Section, reader: Client, asset: Asset, django_assert_num_queries
) -> None:
    other = live(section, headline="Fares")
    story = live(section, f"{figure(asset)}{figure(make_asset('b'))}{see(other)}")
    reader.get(f"/local-news/{story.pk}/")
    with django_assert_num_queries(3):
        reader.get(f"/local-news/ferry-returns-{story.pk}/")


def test_only_a_page_with_an_embed_has_a_script_and_lets_in_its_frame(
    section: Section, reader: Client
) -> None:
    embed = (
        '<figure data-kind="embed" data-provider="vimeo">'
        '<a href="https://vimeo.com/123456789">Talk</a></figure>'
    )
    answer = reader.get(f"/local-news/ferry-returns-{live(section, embed).pk}/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "frame-src https://player.vimeo.com" in policy
    assert "nonce" not in policy
    assert answer.content.decode().count('<script type="module"') == 1
    plain = reader.get(f"/local-news/ferry-returns-{live(section).pk}/")
    assert "script-src" not in plain["Content-Security-Policy"]
    assert "frame-src" not in plain["Content-Security-Policy"]
    assert b"<script" not in plain.content.replace(DATA, b"")


def test_search_finds_captions_and_what_embeds_are(section: Section, asset: Asset) -> None:
    live(section, figure(asset))
    assert SearchEntry.objects.extra(where=["vector @@ 'zqcaption'::tsquery"]).count() == 1


def test_the_keys_of_what_is_in_a_text_are_derived(section: Section, asset: Asset) -> None:
    other = make_story(section, "Fares")
    story = live(section, f"{figure(asset)}{figure(asset)}{see(other)}")
    found = EditionKey.objects.filter(kind__in=["picture", "story"]).values_list("kind", "key")
    assert sorted(found) == [("picture", asset.pk), ("story", other.pk)]
    EditionKey.objects.all().delete()
    reindex()
    assert sorted(found.all()) == [("picture", asset.pk), ("story", other.pk)]
    withdraw_story(placement=home(story), by=None)
    assert not EditionKey.objects.exists()


def test_rendering_anew_gives_the_same_and_breaks_no_chain(section: Section, asset: Asset) -> None:
    story = live(section, f"<p>a</p>{figure(asset)}")
    before = Edition.objects.get(story=story).rendered_html
    Edition.objects.update(rendered_html="", renderer_version=RENDERER_VERSION - 1)
    assert rerender() == 1
    assert Edition.objects.get(story=story).rendered_html == before
    assert list(verify_editions()) == []


def test_a_redaction_takes_what_stood_in_the_text(section: Section, asset: Asset) -> None:
    story = live(section, figure(asset))
    redact_story(story=story, by=make_admin(), reason="Court order.")
    assert not Story.objects.showing(asset.pk).exists()
    assert not EditionKey.objects.exists()
    assert public() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from articles_edition where articles_edition::text like '%zqcaption%'"
        )
        assert cursor.fetchone()[0] == 0


def test_a_picture_in_a_text_is_in_use(section: Section, asset: Asset) -> None:
    """The library is shared, so another station's manager must not take it off these pages."""
    there = make_user("zoe", Role.MANAGER, make_station("KZVN"))
    here = make_user("mia", Role.MANAGER, section.station)
    assert may(there, "kill_asset", asset)
    story = live(section, figure(asset))
    assert may(here, "kill_asset", asset)
    assert not may(there, "kill_asset", asset)
    # The version that readers have still shows it, whatever the working copy says.
    Story.objects.filter(pk=story.pk).update(body="<p>a</p>")
    assert not may(there, "kill_asset", asset)


def test_stories_that_show_a_picture_are_found_by_index(section: Section, asset: Asset) -> None:
    leading = make_story(section, "Leading", lead_picture=asset)
    inside = make_story(section, "Inside", body=figure(make_asset("b")) + figure(asset))
    # Words that look like it are none.
    make_story(section, "Neither", body=f'<p>&lt;figure data-kind="picture" data-asset="{asset.pk}"</p>')
    assert set(Story.objects.showing(asset.pk)) == {leading, inside}
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        plan = Story.objects.showing(asset.pk).explain()
    assert "story_body_pictures" in plan
