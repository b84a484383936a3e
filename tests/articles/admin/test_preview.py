"""Previews at the desk: of what is typed, of what is saved, and links to give away."""

from articles.errors import StoryIsGone, StoryIsKilled
from articles.models import PreviewLink, Revision, Story
from articles.services.deleting import bin_story
from articles.services.previewing import open_preview, share_preview, token_of
from articles.services.stations import close_station
from articles.services.taking_down import kill_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, press, said, send, url
from tests.cast import make_story


def test_what_is_typed_is_shown_and_nothing_is_saved(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    page = send(
        desk(newsroom.editor),
        url("story_preview", story.pk),
        story,
        headline="Only typed",
        tags="Harbor",
        **{"bylines-0-name": "Ana Ruiz", "bylines-0-ORDER": "1"},
    )
    assert page.status_code == 200
    link = PreviewLink.objects.get()
    _, edition = open_preview(token=token_of(link))
    assert (edition.headline, edition.page["bylines"][0]["name"], edition.page["tags"][0]["name"]) == (
        "Only typed",
        "Ana Ruiz",
        "Harbor",
    )
    address = page.context["address"]
    assert address == f"http://kmia.localhost:8000/preview/{token_of(link)}/"
    assert page.content.decode().count(f'<iframe src="{address}"') == 2
    assert "frame-src 'self' http://kmia.localhost:8000;" in page["Content-Security-Policy"] + ";"
    story.refresh_from_db()
    assert (story.headline, story.version, Revision.objects.count()) == ("Ferry returns to the bay", 1, 1)
    assert not story.bylines.exists()


def test_a_mistake_comes_back_at_its_field(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    page = send(desk(newsroom.editor), url("story_preview", story.pk), story, headline="", deck="Typed")
    assert list(errors(page)) == ["headline"]
    assert b"Typed" in page.content
    assert not PreviewLink.objects.exists()


def test_whoever_only_reads_sees_what_is_saved(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    assert press(newsroom.reporter, "preview", story).status_code == 200
    _, edition = open_preview(token=token_of(PreviewLink.objects.get()))
    assert edition.headline == "Ferry returns to the bay"
    assert press(newsroom.zoe, "preview", story).status_code == 404


def test_a_stale_form_comes_back_with_both_texts(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    page = send(desk(newsroom.editor), url("story_preview", story.pk), story, headline="Mine", version="0")
    assert page.status_code == 200
    assert b"Mine" in page.content
    assert not PreviewLink.objects.exists()


def test_a_closed_station_has_no_previews_yet(newsroom: Newsroom) -> None:
    close_station(station=newsroom.kmia, by=newsroom.gia)
    story = make_story(newsroom.local)
    page = send(desk(newsroom.editor), url("story_preview", story.pk), story, headline="Typed")
    assert errors(page)["__all__"][0].startswith("A preview stands on the station's own host")
    assert b"Typed" in page.content
    assert said(press(newsroom.editor, "share", story, lasts="24"))[0].endswith("with a primary host.")


def test_what_was_taken_away_has_no_preview(newsroom: Newsroom) -> None:
    killed, binned = make_story(newsroom.local), make_story(newsroom.sports, "Binned")
    kill_story(story=killed, by=newsroom.gia)
    bin_story(story=binned, by=newsroom.editor)
    for story, sentence in ((killed, str(StoryIsKilled())), (binned, str(StoryIsGone()))):
        for act in ("preview", "share"):
            assert said(press(newsroom.editor, act, story, lasts="24")) == [sentence]
    assert not PreviewLink.objects.exists()


def test_a_link_is_made_shown_and_taken_back(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    answer = send(client, url("story_share", story.pk), story, deck="Saved with it", lasts="1")
    assert said(answer)[-1].startswith("Whoever has the link sees the story as it is saved, until ")
    assert said(press(newsroom.editor, "share", story, lasts="9")) == ["Choose when the link ends."]
    link = PreviewLink.objects.get()
    assert (link.expires_at - link.made_at).total_seconds() == 3600
    assert Story.objects.get().deck == "Saved with it"
    open_preview(token=token_of(link), agent="Lynx")
    page = client.get(url("story_change", story.pk)).content.decode()
    assert f"http://kmia.localhost:8000/preview/{token_of(link)}/" in page
    assert "Looked at 1 time." in page
    assert said(press(newsroom.editor, "unshare", story, link_id=link.pk)) == [
        "The link shows nothing any more."
    ]
    assert "/preview/" not in client.get(url("story_change", story.pk)).content.decode().replace(
        url("story_preview", story.pk), ""
    )


def test_a_link_of_another_story_is_not_taken_back_here(newsroom: Newsroom) -> None:
    story, other = make_story(newsroom.local), make_story(newsroom.desert, "Dam")
    link = share_preview(story=other, by=newsroom.zoe)
    for number in (link.pk, "", "x", "9" * 30):
        assert press(newsroom.editor, "unshare", story, link_id=number).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_reporter_gives_nothing_away(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.reporter)
    assert press(newsroom.reporter, "share", story, lasts="24").status_code == 403
    page = desk(newsroom.reporter).get(url("story_change", story.pk))
    assert b"Preview links" not in page.content
