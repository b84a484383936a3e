"""Pre-flight: what is found before a story goes out, and what a station makes of it."""

import datetime as dt

import pytest

from articles.errors import NotAllowed, NotFitToPublish
from articles.models import Address, Asset, Edition, Person, Role, Section, Station, Story, Tag, User
from articles.preflight import RULES, Level
from articles.services.checking import check_story
from articles.services.deleting import bin_story
from articles.services.publishing import publish_story
from articles.services.stations import set_rules
from tests.cast import home, make_admin, make_picture, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def paul(section: Section) -> User:
    return make_user("paul", Role.PUBLISHER, section.station)


def described(**fields: object) -> Asset:
    return make_picture("Ferry", **{"alt": "A ferry", "credit": "Ana Ruiz"} | fields)


def found(story: Story) -> dict[str, str]:
    """Code and sentence of each finding."""
    findings = check_story(story=story, placement=home(story))
    return {finding.code: finding.sentence for finding in findings}


def test_a_whole_story_has_no_findings(section: Section) -> None:
    story = make_story(section, deck="It runs again from Monday", lead_picture=described())
    assert found(story) == {}


def test_no_deck(section: Section) -> None:
    assert found(make_story(section)) == {"empty_deck": "There is no deck."}


def test_another_language_than_its_stations(section: Section) -> None:
    story = make_story(section, deck="Desde el lunes", language="es")
    assert found(story) == {
        "other_language": "The story's language is Español, and its station's is English."
    }


def test_a_very_long_headline(section: Section) -> None:
    assert "long_headline" not in found(make_story(section, "F" * 110))
    sentence = found(make_story(section, "G" * 111))["long_headline"]
    assert sentence == "The headline has 111 characters: search engines and cards cut it after 110."


@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"credit": ""}, "no_credit", "The picture “Ferry” has no credit."),
        ({"expires_at": -1}, "expired_rights", "The rights in the picture “Ferry” have ended."),
        ({"killed_at": -1}, "expired_rights", "The picture “Ferry” was killed."),
    ],
)
def test_a_picture_is_looked_at(
    section: Section, clock: Clock, fields: dict[str, object], code: str, words: str
) -> None:
    given = {
        name: clock.now() + dt.timedelta(hours=value) if isinstance(value, int) else value
        for name, value in fields.items()
    }
    story = make_story(section, deck="D", lead_picture=described(**given))
    assert found(story) == {code: words}


def test_a_picture_that_says_nothing_needs_no_alt_text(section: Section) -> None:
    story = make_story(section, deck="D", lead_picture=described(alt="", is_decorative=True))
    assert found(story) == {}


def test_rights_that_still_run_are_no_finding(section: Section, clock: Clock) -> None:
    picture = described(expires_at=clock.now() + dt.timedelta(hours=1))
    assert found(make_story(section, deck="D", lead_picture=picture)) == {}


def test_pictures_in_the_text_are_looked_at_where_they_stand(section: Section) -> None:
    asset = described(credit="")
    figure = (
        f'<figure data-kind="picture" data-asset="{asset.pk}" data-alt="{{}}"{{}}>'
        "<figcaption></figcaption></figure>"
    )
    told = figure.format("A ferry at dawn", ' data-credit="Sam Okoro"')
    untold, unknown = figure.format("", ""), told.replace(f'"{asset.pk}"', '"999999"')
    story = make_story(section, body=told + untold + unknown, deck="D")
    findings = check_story(story=story, placement=home(story))
    assert [(f.code, f.sentence, f.field) for f in findings] == [
        ("expired_rights", "There is no picture 999999.", "body"),
        ("no_credit", "The picture “Ferry” has no credit.", "body"),
    ]


def test_related_stories_in_the_text_are_live(section: Section) -> None:
    live, draft = make_story(section, "Live"), make_story(section, "Draft")
    publish_story(placement=home(live), by=None)
    body = "".join(f'<aside data-kind="related" data-story="{s.pk}"></aside>' for s in (live, draft))
    story = make_story(section, "Both", body=body, deck="D")
    assert found(story) == {"broken_link": f"Story {draft.pk}, which the text relates to, is not live."}


@pytest.mark.parametrize(
    "href", ["http://a]b@kmia.localhost/", "http://a℀b@kmia.localhost/x", "mailto://a℀b/"]
)
def test_a_link_that_cannot_be_read_is_let_be(section: Section, href: str) -> None:
    body = f'<p><a href="{href}">Ours</a> and <a href="/nowhere/gone">gone</a></p>'
    story = make_story(section, body=body, deck="D")
    assert href in story.body
    assert set(found(story)) == {"broken_link"}


# --- Other stories --------------------------------------------------------------------------------------


def test_nearly_the_headline_of_a_recent_story(section: Section) -> None:
    first = make_story(section, "Council approves the new ferry to the islands")
    story = make_story(section, "Council approves a new ferry to the islands", slug="another", deck="D")
    assert found(story) == {
        "similar_headline": f"Story {first.pk} is headed “Council approves the new ferry to the islands”."
    }
    other = make_story(section, "Council rejects a new bridge to the mainland", slug="third", deck="D")
    assert found(other) == {}


def test_the_same_words_in_the_address(section: Section) -> None:
    first = make_story(section, "Rain", slug="weather")
    story = make_story(section, "Sunshine until the weekend", slug="weather", deck="D")
    assert found(story) == {"duplicate_slug": f"Story {first.pk}, “Rain”, has the same words in its address."}


def test_old_binned_and_other_stations_stories_are_no_twins(section: Section) -> None:
    elsewhere = make_section(make_station("KZVN"))
    make_story(elsewhere, "Ferry returns to the bay")
    bin_story(story=make_story(section), by=make_admin())
    old = make_story(section)
    Story.objects.filter(pk=old.pk).update(created_at=old.created_at - dt.timedelta(days=31))
    # An archive that came in today.
    make_story(section, published_at=old.created_at - dt.timedelta(days=31))
    assert found(make_story(section, deck="D")) == {}


# --- Links ----------------------------------------------------------------------------------------------


def test_links_within_our_sites_are_followed(section: Section) -> None:
    other = make_section(make_station("KZVN"), "Water")
    live, draft = make_story(section, "Live"), make_story(section, "Draft")
    there = make_story(other, "There")
    for story in (live, there):
        publish_story(placement=home(story), by=None)
    Tag.objects.create(name="Transit", slug="transit")
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    Address.objects.create(host=section.station.hosts.get(), path="/old.html", gone=True)
    good = [
        "/",
        "/local-news/",
        f"/local-news/any-words-{live.pk}/",
        f"http://kmia.localhost/local-news/x-{live.pk}/?from=mail",
        f"https://kzvn.localhost/water/x-{there.pk}/",
        "/tag/transit/",
        "/person/ana-ruiz/",
        "/old.html",
        "/corrections/",
        "https://example.com/nothing/",
        "mailto:desk@example.com",
    ]
    bad = [
        f"/local-news/draft-{draft.pk}/",
        f"/local-news/x-{there.pk}/",
        "https://kmia.localhost/nowhere/",
        "/tag/nothing/",
        "/person/nobody/",
        "/old-too.html",
    ]
    body = "".join(f'<p><a href="{href}">x</a></p>' for href in [*good, *bad, *bad])
    story = make_story(section, "Links", body=body, deck="D")
    sentences = [f.sentence for f in check_story(story=story, placement=home(story))]
    assert sentences == [f"The link to {href} leads nowhere." for href in bad]


# --- What a station makes of it -------------------------------------------------------------------------


def test_a_blocker_stops_a_person_and_names_itself(section: Section, paul: User) -> None:
    Station.objects.update(preflight={"empty_deck": "blocker", "no_credit": "blocker"})
    story = make_story(section, lead_picture=described(credit=""))
    with pytest.raises(NotFitToPublish) as refusal:
        publish_story(placement=home(story), by=paul)
    assert str(refusal.value) == "There is no deck. The picture “Ferry” has no credit."
    assert not Edition.objects.exists()
    publish_story(placement=home(story), by=None)


def test_a_warning_stops_nobody(section: Section, paul: User) -> None:
    assert publish_story(placement=home(make_story(section)), by=paul).number == 1


def test_blockers_come_first_and_what_is_off_not_at_all(section: Section) -> None:
    Station.objects.update(preflight={"no_credit": "blocker", "duplicate_slug": "off"})
    make_story(section)
    story = make_story(section, lead_picture=described(credit=""))
    assert [(f.code, f.level) for f in check_story(story=story, placement=home(story))] == [
        ("no_credit", Level.BLOCKER),
        ("empty_deck", Level.WARNING),
        ("similar_headline", Level.WARNING),
    ]
    Station.objects.update(preflight={rule.code: "off" for rule in RULES})
    story = Story.objects.get(pk=story.pk)
    assert found(story) == {}


def test_a_manager_sets_the_rules(section: Section, paul: User) -> None:
    station = section.station
    with pytest.raises(NotAllowed):
        set_rules(station=station, by=paul, second_eyes=True, preflight={})
    manager = make_user("mia", Role.MANAGER, station)
    set_rules(station=station, by=manager, second_eyes=True, preflight={"empty_deck": "off"})
    station.refresh_from_db()
    assert (station.second_eyes, station.preflight) == (True, {"empty_deck": "off"})


def test_looking_costs_few_queries(section: Section, django_assert_num_queries) -> None:
    story = make_story(section, body='<p><a href="/local-news/">x</a></p>', lead_picture=described())
    story = Story.objects.select_related("station", "lead_picture").get(pk=story.pk)
    place = home(story)
    with django_assert_num_queries(1):
        check_story(story=story, placement=place)
    story.body = "".join(f'<p><a href="/tag/no-{number}/">x</a></p>' for number in range(600))
    with django_assert_num_queries(2):  # five hundred look-ups in each
        assert len(check_story(story=story, placement=place)) == 601
