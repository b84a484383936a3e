"""A gallery and related stories chosen by hand: frozen into the edition, and shown while they may be."""

import pytest
from django.test import Client

from articles.errors import NotFitToPublish
from articles.models import Asset, EditionKey, Role, Section, Station, Story
from articles.services.checking import check_story
from articles.services.publishing import publish_story, revert_story
from articles.services.redaction import redact_story
from articles.services.taking_down import withdraw_story
from articles.services.verification import verify_editions
from tests.cast import home, make_admin, make_picture, make_section, make_station, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def live(section: Section, headline: str) -> Story:
    story = make_story(section, headline)
    publish_story(placement=home(story), by=None)
    return story


def page(client: Client, story: Story) -> str:
    placement = home(story)
    answer = client.get(f"/local-news/{placement.slug}-{story.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_gallery_is_shown_in_its_order_and_without_what_is_killed(client: Client, section: Section) -> None:
    first, second = make_picture("One"), make_picture("Two")
    story = make_story(section, gallery=[second.pk, first.pk])
    edition = publish_story(placement=home(story), by=None)
    assert [picture["asset"] for picture in edition.page["gallery"]] == [second.pk, first.pk]
    text = page(client, story)
    assert 0 < text.index('alt="Two"') < text.index('alt="One"')
    Asset.objects.filter(pk=second.pk).update(killed_at=story.created_at)
    text = page(client, story)
    assert ('alt="Two"' in text, 'alt="One"' in text) == (False, True)


def test_its_pictures_are_those_of_the_story(section: Section) -> None:
    picture = make_picture()
    story = make_story(section, gallery=[picture.pk])
    assert list(Story.objects.showing(picture.pk)) == [story]
    edition = publish_story(placement=home(story), by=None)
    keys = EditionKey.objects.filter(edition=edition, kind=EditionKey.Kind.PICTURE)
    assert [key.key for key in keys] == [picture.pk]


def test_related_stories_chosen_come_first_in_their_order(client: Client, section: Section) -> None:
    one, two, three = (live(section, headline) for headline in ("One", "Two", "Three"))
    story = make_story(section, "Four", related=[two.pk, one.pk])
    publish_story(placement=home(story), by=None)
    text = page(client, story)
    places = [text.rindex(f"-{chosen.pk}/") for chosen in (two, one, three)]
    assert places == sorted(places)


def test_only_live_ones_are_shown(client: Client, section: Section) -> None:
    draft, gone = make_story(section, "A draft"), live(section, "Gone since")
    story = make_story(section, "Four", related=[draft.pk, gone.pk])
    publish_story(placement=home(story), by=None)
    assert "Gone since" in page(client, story)
    withdraw_story(placement=home(gone), by=None)
    text = page(client, story)
    assert ("Gone since" in text, "A draft" in text) == (False, False)


def test_choices_cost_no_query_of_their_own(
    client: Client, section: Section, django_assert_num_queries
) -> None:
    one = live(section, "One")
    story = make_story(section, "Two", related=[one.pk], gallery=[make_picture().pk])
    publish_story(placement=home(story), by=None)
    with django_assert_num_queries(3, using="default"):
        page_of = client.get(f"/local-news/two-{story.pk}/")
    assert page_of.status_code == 200


def test_a_story_without_them_reads_as_before(section: Section) -> None:
    edition = publish_story(placement=home(make_story(section)), by=None)
    assert edition.page.keys() == {"bylines", "tags", "source", "picture"}


def test_they_come_back_with_the_edition_that_had_them(section: Section) -> None:
    picture = make_picture()
    story = make_story(section, gallery=[picture.pk])
    publish_story(placement=home(story), by=None)
    Story.objects.update(gallery=[])
    publish_story(placement=home(story), by=None)
    back = revert_story(placement=home(story), by=make_admin())
    assert back.page["gallery"][0]["asset"] == picture.pk
    assert list(verify_editions()) == []


def test_they_are_looked_at_before_the_story_goes_out(section: Section) -> None:
    picture, draft = make_picture(), make_story(section, "A draft")
    Asset.objects.update(killed_at=draft.created_at)
    story = make_story(section, "Two", deck="D", gallery=[picture.pk], related=[draft.pk])
    found = [(f.code, f.field) for f in check_story(story=story, placement=home(story))]
    assert found == [("expired_rights", "gallery"), ("broken_link", "related"), ("no_credit", "gallery")]
    with pytest.raises(NotFitToPublish, match="was killed"):
        publish_story(placement=home(story), by=make_user("paul", Role.PUBLISHER, Station.objects.get()))


def test_a_redaction_takes_them(section: Section) -> None:
    story = make_story(section, gallery=[make_picture().pk], related=[make_story(section, "Other").pk])
    redact_story(story=story, by=make_admin(), reason="Court order.")
    story.refresh_from_db()
    assert (story.gallery, story.related) == ([], [])
