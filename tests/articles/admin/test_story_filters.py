"""The filters of the story list: what each lets through, alone or all at once, and their cost."""

import datetime as dt
from typing import Any

import pytest

from articles.admin import story_page
from articles.models import Address, Person, Role, Source, Story
from articles.services.assigning import assign_story
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, stories_listed, url
from tests.cast import home, make_story, make_user


@pytest.fixture
def described(newsroom: Newsroom) -> Story:
    """A live story with a tag, a person, a source and a date; and another without any."""
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    source = Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire")
    story = make_story(
        newsroom.local,
        "Described",
        tags=["Harbor"],
        credits=[Credit("Ana Ruiz", person_id=person.pk)],
        source=source,
        published_at=dt.datetime(2011, 10, 8, 3, 30, tzinfo=dt.UTC),
        by=newsroom.reporter,
    )
    publish_story(placement=home(story), by=None)
    make_story(newsroom.local, "Bare")
    return story


@pytest.mark.parametrize("few", [5000, 0])
@pytest.mark.parametrize(
    "query",
    [
        {"tag": "harbor"},
        {"person": "Ana Ruiz"},
        {"person": "ana-ruiz"},
        {"person": "ana ruiz"},
        {"source": "gulf coast wire"},
        {"dated": "2011"},
        {"dated": "2011-10"},
        {"dated": "2011-10-07"},  # half past eleven in the evening, in New York
        {"saved": "1", "tag": "Harbor"},
        {"q": "described"},
    ],
)
def test_rare_and_frequent_answers_are_found_alike(
    newsroom: Newsroom, described: Story, monkeypatch: pytest.MonkeyPatch, query: dict[str, str], few: int
) -> None:
    monkeypatch.setattr(story_page, "FEW", few)
    assert stories_listed(newsroom.editor, **query) == ["Described"]
    assert stories_listed(newsroom.zoe, **query) == []


@pytest.mark.parametrize(
    "query",
    [{"tag": "Transit"}, {"person": "Nobody"}, {"source": "x"}, {"dated": "2011-10-08"}, {"dated": "soon"}],
)
def test_what_matches_nothing_lists_nothing(
    newsroom: Newsroom, described: Story, query: dict[str, str]
) -> None:
    assert stories_listed(newsroom.editor, **query) == []


def test_a_date_that_is_written_is_found_before_and_after_readers_have_it(newsroom: Newsroom) -> None:
    """Not one that is an estimate, nor the day of a draft without a date."""
    day = dt.datetime(2011, 10, 8, 12, tzinfo=dt.UTC)
    make_story(newsroom.local, "Draft", published_at=day)
    gone = make_story(newsroom.local, "Withdrawn", published_at=day)
    publish_story(placement=home(gone), by=None)
    withdraw_story(placement=home(gone), by=None)
    make_story(newsroom.local, "About then", published_at=day, published_at_estimated=True)
    make_story(newsroom.local, "Today")
    assert sorted(stories_listed(newsroom.editor, dated="2011-10-08")) == ["Draft", "Withdrawn"]


def test_a_name_as_it_was_printed_is_found_in_small_letters(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "By hand", credits=[Credit("Odalys Brandt")])
    assert stories_listed(newsroom.editor, person="odalys brandt") == ["By hand"]


ROLES = ("reporter", "manager", "gia", "one_section")
ALL_AT_ONCE = {
    **{"tag": "Harbor", "person": "Ana Ruiz", "source": "Gulf Coast Wire", "dated": "2011-10"},
    **{"saved": "7", "mine": "mine"},
}
ASKED = (
    *(
        {"state": state}
        for state in ("live", "scheduled", "expired", "withdrawn", "killed", "corrected", "bin")
    ),
    *({"stage": "ready"}, {"mine": "mine"}, {"saved": "7"}, {"dated": "2011-10"}),
    *(
        {"tag": "Harbor"},
        {"person": "Ana Ruiz"},
        {"source": "Gulf Coast Wire"},
        {"tag": "Harbor", "q": "desc"},
    ),
    *({"q": "described"}, {"q": "/news/1.html"}, {"q": "1.txt"}),
    ALL_AT_ONCE | {"q": "described"},
    ALL_AT_ONCE | {"q": "/news/1.html"},
    ALL_AT_ONCE | {"q": "1.txt"},
    ALL_AT_ONCE | {"state": "scheduled"},
)


@pytest.mark.parametrize("role", ROLES)
def test_every_filter_asks_for_less_than_ten(
    newsroom: Newsroom, described: Story, django_assert_max_num_queries: Any, role: str
) -> None:
    client = desk(
        make_user("one", Role.EDITOR, newsroom.kmia, section=newsroom.local)
        if role == "one_section"
        else getattr(newsroom, role)
    )
    for query in ASKED:
        with django_assert_max_num_queries(9):
            found = client.get(url("story_changelist"), {**query, "station": newsroom.kmia.pk})
            assert found.status_code == 200


@pytest.mark.parametrize("few", [5000, 0])
def test_all_filters_at_once_let_through_what_each_does(
    newsroom: Newsroom, described: Story, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(story_page, "FEW", few)
    asked = ALL_AT_ONCE | {"q": "described", "section": str(newsroom.local.pk)}
    assert stories_listed(newsroom.reporter, **asked) == ["Described"]
    for other in ({"tag": "Transit"}, {"person": "Theo"}, {"source": "x"}, {"dated": "2012"}, {"q": "bare"}):
        assert stories_listed(newsroom.reporter, **asked | other) == []


def test_mine_is_what_one_began_or_was_given(newsroom: Newsroom, described: Story) -> None:
    given = make_story(newsroom.local, "Given")
    assign_story(story=given, to=newsroom.reporter, by=newsroom.editor)
    assert sorted(stories_listed(newsroom.reporter, mine="mine")) == ["Described", "Given"]
    assert stories_listed(newsroom.reporter, mine="begun") == ["Described"]
    assert stories_listed(newsroom.reporter, mine="assigned") == ["Given"]


def test_corrected_stories_are_those_with_a_note_for_readers(newsroom: Newsroom, described: Story) -> None:
    assert stories_listed(newsroom.publisher, state="corrected") == []
    note = NewCorrection("correction", "A name was wrong.")
    publish_story(placement=home(described), by=newsroom.publisher, correction=note)
    assert stories_listed(newsroom.publisher, state="corrected") == ["Described"]


def test_search_by_an_old_address_and_by_ours(newsroom: Newsroom, described: Story) -> None:
    Address.objects.create(host=newsroom.kmia.hosts.get(), path="/news/1.html?id=7", story=described)
    ours = f"/local-news/described-{described.pk}/"
    for typed in (
        "/news/1.html?id=7",
        "https://kmia.localhost/news/1.html?id=7",
        ours,
        f"http://kmia.localhost{ours}",
    ):
        assert stories_listed(newsroom.editor, q=typed) == ["Described"]
        assert stories_listed(newsroom.zoe, q=typed) == []
    assert stories_listed(newsroom.editor, q="https://kzvn.localhost/news/1.html?id=7") == []
