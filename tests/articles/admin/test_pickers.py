"""What the editor's dialogs are told, and whom they tell it."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Asset, Story
from articles.services.deleting import bin_story
from articles.services.picture_killing import kill_picture
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, save, url
from tests.cast import home, make_story, make_user
from tests.pictures import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def asset(letter: str, title: str, **fields: Any) -> Asset:
    return Asset.objects.create(
        token=letter * 32,
        sha256=letter * 64,
        format="JPEG",
        width=700,
        height=500,
        title=title,
        alt=f"{title}, seen from the pier",
        **fields,
    )


def pictures(client: Any, **asked: str) -> list[Any]:
    found: list[Any] = client.get(url("asset_pick"), asked).json()["pictures"]
    return found


def stories(client: Any, **asked: Any) -> list[Any]:
    found: list[Any] = client.get(url("story_find"), asked).json()["stories"]
    return found


def test_pictures_are_found_by_words_of_title_caption_and_credit(newsroom: Newsroom) -> None:
    bay = asset("a", "Harbor at dawn", caption="The 6:10 boat", credit="Ana Ruiz")
    asset("b", "Stadium")
    client = desk(newsroom.reporter)
    assert [found["title"] for found in pictures(client)] == ["Stadium", "Harbor at dawn"]
    for words in ("harbor", "DAWN harbor", "boat", "ana harbor"):
        assert [found["number"] for found in pictures(client, q=words)] == [bay.pk], words
    assert pictures(client, q="harbor stadium") == []
    (found,) = pictures(client, q="boat")
    assert found == {
        "number": bay.pk,
        "title": "Harbor at dawn",
        "address": url("asset_change", bay.pk),
        "alt": "Harbor at dawn, seen from the pier",
        "caption": "The 6:10 boat",
        "credit": "Ana Ruiz",
        "problem": "",
        "thumb": f"/media/{'a' * 32}/1/320.webp",
        "large": f"/media/{'a' * 32}/1/960.webp",
    }


def test_pictures_that_nobody_may_use_are_told_of_only_by_number(newsroom: Newsroom) -> None:
    killed, ended = asset("a", "Killed"), asset("b", "Ended", expires_at=timezone.now() - dt.timedelta(1))
    kill_picture(asset=killed, by=newsroom.gia, reason="The sitter asked for it.")
    client = desk(newsroom.reporter)
    assert pictures(client) == []
    by_number = {
        found["number"]: found for found in pictures(client, ids=f"{killed.pk},{ended.pk},x,-1,9" + "9" * 30)
    }
    assert by_number[killed.pk]["problem"] == "This picture was killed: readers do not see it."
    assert by_number[killed.pk]["thumb"] == ""
    assert by_number[ended.pk]["problem"] == "The rights of this picture have ended: readers do not see it."
    assert len(by_number) == 2


def upload(client: Any, name: str = "ferry-at-dawn.jpg", data: bytes | None = None, **said: str) -> Any:
    file = SimpleUploadedFile(name, jpeg(400, 300).getvalue() if data is None else data, "image/jpeg")
    return client.post(url("asset_take_in"), {"file": file, **said})


def test_a_file_is_taken_in_on_the_way(newsroom: Newsroom) -> None:
    answer = upload(desk(newsroom.reporter), alt="A ferry", caption="The 6:10", credit="Ana Ruiz")
    assert answer.status_code == 200
    taken = Asset.objects.get()
    assert answer.json()["picture"]["number"] == taken.pk
    assert (taken.title, taken.alt, taken.caption, taken.credit, taken.uploaded_by) == (
        "ferry at dawn",
        "A ferry",
        "The 6:10",
        "Ana Ruiz",
        newsroom.reporter,
    )
    # The same file once more is the same picture.
    again = upload(desk(newsroom.editor), alt="Another alt")
    assert again.json()["picture"]["number"] == taken.pk
    assert "is here already" in again.json()["notes"][0]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"alt": ""}, "Say what ferry-at-dawn.jpg shows"),
        ({"alt": "x", "data": b"GIF89a no picture"}, "ferry-at-dawn.jpg"),
        ({"alt": "x", "data": b""}, "empty"),
        ({"alt": "x" * 401}, "400"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused_in_words(
    newsroom: Newsroom, sent: dict, words: str
) -> None:
    answer = upload(desk(newsroom.reporter), **sent)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert not Asset.objects.exists()


def test_without_a_file_it_says_so(newsroom: Newsroom) -> None:
    answer = desk(newsroom.reporter).post(url("asset_take_in"), {"alt": "x"})
    assert (answer.status_code, answer.json()) == (422, {"error": "This field is required."})


def test_stories_are_found_as_in_the_list_with_where_they_stand(newsroom: Newsroom) -> None:
    live, draft = make_story(newsroom.local, "Ferry returns"), make_story(newsroom.sports, "Ferry race")
    publish_story(placement=home(live), by=None)
    binned = make_story(newsroom.local, "Ferry in the bin")
    bin_story(story=binned, by=newsroom.gia)
    make_story(newsroom.desert, "Ferry in the desert")
    client = desk(newsroom.reporter)
    assert stories(client, q="ferry") == [
        {
            "number": draft.pk,
            "headline": "Ferry race",
            "note": "Unpublished: shown to readers once it is live · Sports, KMIA",
            "path": f"/sports/ferry-race-{draft.pk}/",
        },
        {
            "number": live.pk,
            "headline": "Ferry returns",
            "note": "Live · Local News, KMIA",
            "path": f"/local-news/ferry-returns-{live.pk}/",
        },
    ]
    assert [found["number"] for found in stories(client, q=str(live.pk))] == [live.pk]
    assert [found["number"] for found in stories(client, q="ferry", story=draft.pk)] == [live.pk]
    assert [found["number"] for found in stories(client, ids=f"{live.pk},{binned.pk}")] == [live.pk]


def test_stories_of_the_station_one_writes_for(newsroom: Newsroom) -> None:
    mine = make_story(newsroom.local, "Ferry returns")
    make_story(newsroom.desert, "Ferry in the desert")
    client = desk(newsroom.gia)
    assert len(stories(client, q="ferry")) == 2
    assert [found["number"] for found in stories(client, q="ferry", section=newsroom.sports.pk)] == [mine.pk]


def test_the_search_costs_the_same_however_many_are_found(
    newsroom: Newsroom, django_assert_max_num_queries
) -> None:
    for number in range(12):
        make_story(newsroom.local, f"Ferry {number}")
    client = desk(newsroom.reporter)
    with django_assert_max_num_queries(7):
        assert len(stories(client, q="ferry")) == 12


def test_a_slug_is_made_as_it_is_when_one_saves(newsroom: Newsroom) -> None:
    answer = desk(newsroom.reporter).get(url("story_slug"), {"headline": "  Ça va: Größe, 5 U.S. ferries\n"})
    assert answer.json() == {"slug": "ca-va-grosse-5-us-ferries"}


@pytest.mark.parametrize("name", ["asset_pick", "story_find", "story_slug", "asset_take_in"])
def test_nobody_without_a_role_is_told_anything(newsroom: Newsroom, name: str) -> None:
    client = desk(make_user("nobody"))
    answer = client.post(url(name)) if name == "asset_take_in" else client.get(url(name))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


# --- What a text may point to when one saves ------------------------------------------------------------


def related(number: int) -> str:
    return f'<aside data-kind="related" data-story="{number}"></aside><p>Text.</p>'


def figure(number: int) -> str:
    return (
        f'<figure data-kind="picture" data-asset="{number}" data-alt="x"><figcaption></figcaption></figure>'
    )


def refused(client: Any, story: Story, body: str) -> list[str]:
    answer = save(client, story, body=body)
    if answer.status_code == 302:
        assert Story.objects.get(pk=story.pk).body == body
        return []
    assert Story.objects.get(pk=story.pk).body != body
    found: list[str] = answer.context["form"].errors["body"]
    return found


def test_a_picture_must_be_there_and_may_be_used(newsroom: Newsroom) -> None:
    good, killed = asset("a", "Good"), asset("b", "Killed")
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    assert refused(client, story, figure(good.pk)) == []
    assert refused(client, story, figure(killed.pk)) == []
    kill_picture(asset=killed, by=newsroom.gia, reason="The sitter asked for it.")
    # It stood there before; readers do not see it, and taking it out is the editor's.
    assert refused(client, story, figure(killed.pk) + "<p>More.</p>") == []
    assert refused(client, make_story(newsroom.local), figure(killed.pk)) == [
        f"The text shows picture {killed.pk}, which was killed or whose rights have ended. Choose another."
    ]
    assert refused(client, story, figure(987654)) == [
        "The text shows picture 987654, which is not in the library. Choose another, or take it out."
    ]


def test_a_related_story_must_be_one_that_readers_of_the_station_could_get(newsroom: Newsroom) -> None:
    story, other = make_story(newsroom.local), make_story(newsroom.sports, "Other")
    foreign = make_story(newsroom.desert, "Foreign")
    client = desk(newsroom.editor)
    assert refused(client, story, related(other.pk)) == []
    assert refused(client, story, related(story.pk)) == [
        "The text points to this story itself as a related one. Choose another, or take it out."
    ]
    assert refused(client, story, related(foreign.pk)) == [
        f"The text points to story {foreign.pk}, which is not among the stories you may see. Choose another."
    ]
    assert refused(desk(newsroom.gia), story, related(foreign.pk)) == [
        f"The text points to story {foreign.pk}, which is not a story of this station. "
        "Readers could not get there."
    ]


def test_an_embed_of_nobody_we_know_is_kept_as_a_link(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    body = (
        '<figure data-kind="embed" data-provider="youtube"><a href="https://evil.example/">Look</a></figure>'
    )
    save(desk(newsroom.editor), story, body=f"<p>a</p>{body}")
    assert Story.objects.get(pk=story.pk).body == '<p>a</p><p><a href="https://evil.example/">Look</a></p>'
