"""Previews: the public page over a text that is not out, for those who have the link, while it holds."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.errors import NotAllowed, PreviewIsOver
from articles.models import (
    Asset,
    Membership,
    PreviewLink,
    PreviewVisit,
    Role,
    Section,
    Story,
    StoryEvent,
    User,
)
from articles.services.content import read_content
from articles.services.correcting import NewCorrection
from articles.services.deleting import bin_story
from articles.services.previewing import (
    keep_for_oneself,
    next_version,
    open_preview,
    revoke_preview,
    share_preview,
    token_of,
)
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.redaction import redact_story
from articles.services.taking_down import kill_story, withdraw_story
from tests.cast import home, make_admin, make_picture, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def edna(section: Section) -> User:
    return make_user("edna", Role.EDITOR, section.station)


@pytest.fixture
def story(section: Section) -> Story:
    return make_story(section, deck="Four dollars a ride")


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost", "user-agent": "Lynx/2.9"})


def path(link: PreviewLink) -> str:
    return f"/preview/{token_of(link)}/"


def is_open(client: Client, link: PreviewLink) -> bool:
    status = client.get(path(link)).status_code
    assert status in (200, 404)
    return status == 200


def test_it_is_the_page_that_readers_will_get(client: Client, story: Story, edna: User) -> None:
    link = share_preview(story=story, by=edna)
    preview = client.get(path(link)).content.decode()
    edition = publish_story(placement=home(story), by=None)
    page = client.get(f"/local-news/ferry-returns-to-the-bay-{story.pk}/").content.decode()
    without_times = [
        [line for line in text.splitlines() if "time" not in line and "robots" not in line]
        for text in (preview, page)
    ]
    note = [line for line in without_times[0] if line not in without_times[1]]
    assert len(note) == 1
    assert note[0].strip().startswith('<p class="preview-note">This is a preview.')
    assert f"Story {story.pk}, edition {edition.number}" in preview
    assert "This is a preview. It is not published, and may change." in preview


def test_it_is_kept_nowhere_and_told_to_nobody(client: Client, story: Story, edna: User) -> None:
    answer = client.get(path(share_preview(story=story, by=edna)))
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == "http://localhost:8000 http://127.0.0.1:8000"
    assert policy["default-src"] == "'none'"
    assert "X-Frame-Options" not in answer
    assert not answer.cookies


def test_it_shows_the_working_copy_as_it_is_saved_now(client: Client, story: Story, edna: User) -> None:
    link = share_preview(story=story, by=edna)
    Story.objects.update(headline="Ferry: the second thought")
    assert "Ferry: the second thought" in client.get(path(link)).content.decode()


def test_a_version_kept_for_oneself_stays_as_it_was_typed(client: Client, story: Story, edna: User) -> None:
    story.headline = "Typed & <b>not</b> saved"
    link = keep_for_oneself(story=story, edition=next_version(story=story, placement=home(story)), by=edna)
    Story.objects.update(deck="Saved later")
    page = client.get(path(link)).content.decode()
    assert "Typed &amp; &lt;b&gt;not&lt;/b&gt; saved" in page
    assert "Saved later" not in page
    assert "This is a preview." not in page
    assert not PreviewVisit.objects.exists()


# --- When it is over ------------------------------------------------------------------------------------


def test_it_ends_within_a_day_unless_asked_otherwise(
    client: Client, story: Story, edna: User, clock: Clock
) -> None:
    short, usual, long = (
        share_preview(story=story, by=edna, **lasts)  # type: ignore[arg-type]
        for lasts in ({"lasts": HOUR}, {}, {"lasts": dt.timedelta(days=400)})
    )
    clock.advance(2 * HOUR)
    assert [is_open(client, link) for link in (short, usual, long)] == [False, True, True]
    clock.advance(23 * HOUR)
    assert [is_open(client, link) for link in (short, usual, long)] == [False, False, True]
    clock.advance(dt.timedelta(days=14))
    assert not is_open(client, long)


def test_it_can_be_taken_back(client: Client, story: Story, edna: User) -> None:
    link, other = (share_preview(story=story, by=edna) for _ in range(2))
    with pytest.raises(NotAllowed):
        revoke_preview(link=link, by=make_user("rita", Role.REPORTER, story.station))
    revoke_preview(link=link, by=edna)
    revoke_preview(link=link, by=edna)
    assert [is_open(client, one) for one in (link, other)] == [False, True]
    verbs = StoryEvent.objects.filter(story_id=story.pk, verb__startswith="preview").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        *("preview_shared", "preview_shared", "preview_revoked"),
    ]


def both_links(story: Story, edna: User) -> tuple[PreviewLink, PreviewLink]:
    """One to give away, and one for her own eyes."""
    edition = next_version(story=story, placement=home(story))
    return share_preview(story=story, by=edna), keep_for_oneself(story=story, edition=edition, by=edna)


def test_it_dies_when_its_maker_leaves(client: Client, story: Story, edna: User) -> None:
    links = both_links(story, edna)
    User.objects.filter(pk=edna.pk).update(is_active=False)
    assert [is_open(client, link) for link in links] == [False, False]
    assert not story.preview_links.open().exists()
    assert not PreviewVisit.objects.exists()


@pytest.mark.parametrize(
    ("role", "still_open"),
    [(None, [False, False]), (Role.REPORTER, [False, True]), (Role.PUBLISHER, [True, True])],
)
def test_it_dies_when_its_maker_may_not_make_it_any_more(
    client: Client, story: Story, edna: User, role: Role | None, still_open: list[bool]
) -> None:
    links = both_links(story, edna)
    edna.memberships.all().delete()
    if role:
        Membership.objects.create(user=edna, station=story.station, role=role)
    assert [is_open(client, link) for link in links] == still_open


def test_it_dies_when_the_story_moves_where_its_maker_may_not_follow(
    client: Client, story: Story, section: Section, edna: User
) -> None:
    edna.memberships.update(section=section)
    links = both_links(story, edna)
    assert [is_open(client, link) for link in links] == [True, True]
    story.placements.update(section=make_section(section.station, "Weather"))
    assert [is_open(client, link) for link in links] == [False, False]


def test_it_dies_when_the_story_goes_out(client: Client, story: Story, edna: User, clock: Clock) -> None:
    link = share_preview(story=story, by=edna)
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    assert is_open(client, link)
    cancel_scheduled(placement=home(story), by=None)
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    clock.advance(2 * HOUR)
    assert not is_open(client, link)
    Story.objects.update(deck="The next version")
    assert is_open(client, share_preview(story=story, by=edna))


@pytest.mark.parametrize(("act", "still_open"), [("kill", False), ("bin", False), ("withdraw", True)])
def test_what_is_taken_away_is_not_shown(
    client: Client, story: Story, edna: User, clock: Clock, act: str, still_open: bool
) -> None:
    if act != "bin":
        publish_story(placement=home(story), by=None)
        clock.advance(HOUR)
    link = share_preview(story=story, by=edna)
    match act:
        case "kill":
            kill_story(story=story, by=None)
        case "bin":
            bin_story(story=story, by=edna)
        case "withdraw":
            withdraw_story(placement=home(story), by=None)
    assert is_open(client, link) is still_open


def test_a_redaction_takes_what_was_kept(story: Story, edna: User) -> None:
    keep_for_oneself(story=story, edition=next_version(story=story, placement=home(story)), by=edna)
    share_preview(story=story, by=edna)
    redact_story(story=story, by=make_admin(), reason="Court order.")
    assert not PreviewLink.objects.exists()


def test_the_sentence_when_it_is_over(client: Client, story: Story, edna: User, clock: Clock) -> None:
    link = share_preview(story=story, by=edna)
    clock.advance(dt.timedelta(days=2))
    answer = client.get(path(link))
    text = answer.content.decode()
    assert "This preview is over" in text
    assert "Ferry" not in text
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        "no-store",
        "noindex, nofollow, noarchive",
    )


# --- Who gets in ----------------------------------------------------------------------------------------


def test_only_with_our_signature_and_on_its_own_station(client: Client, story: Story, edna: User) -> None:
    link = share_preview(story=story, by=edna)
    other = share_preview(story=story, by=edna)
    number, signature = token_of(link).split(".")
    turned = signature.swapcase()
    forged = [f"{other.pk}.{signature}", f"{number}.{turned}", f"{int(number) + 9}.{signature}"]
    assert [client.get(f"/preview/{token}/").status_code for token in forged] == [404, 404, 404]
    make_station("KZVN")
    elsewhere = Client(headers={"host": "kzvn.localhost"})
    assert elsewhere.get(path(link)).status_code == 404
    desk = Client(headers={"host": "localhost"})
    assert desk.get(path(link)).status_code == 404
    assert client.post(path(link)).status_code == 405


def test_who_may_give_one_away(story: Story) -> None:
    for name, role, station in (
        ("rita", Role.REPORTER, story.station),
        ("zoe", Role.MANAGER, make_station("KZVN")),
    ):
        with pytest.raises(NotAllowed):
            share_preview(story=story, by=make_user(name, role, station))
    with pytest.raises(NotAllowed):
        keep_for_oneself(
            story=story,
            edition=next_version(story=story, placement=home(story)),
            by=User.objects.get(username="zoe"),
        )


def test_looks_are_on_record(client: Client, story: Story, edna: User) -> None:
    link = share_preview(story=story, by=edna)
    client.get(path(link))
    client.head(path(link))
    client.get(path(link), headers={"user-agent": "x" * 900})
    visits = PreviewVisit.objects.filter(link=link).order_by("pk")
    assert [visit.agent for visit in visits] == ["Lynx/2.9", "x" * 200]


def test_a_token_that_never_was(db: None) -> None:
    for token in ("", "1", "1.x", "x.y", "." * 40):
        with pytest.raises(PreviewIsOver):
            open_preview(token=token)


# --- Pictures and what stands around --------------------------------------------------------------------


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> None:
    """A rendition of each picture that a test makes."""
    settings.MEDIA_ROOT = tmp_path
    for number in range(4):
        folder = tmp_path / "renditions" / f"{number:032}" / "1"
        folder.mkdir(parents=True)
        (folder / "320.jpg").write_bytes(b"picture")


@pytest.mark.usefixtures("files")
def test_pictures_come_through_the_preview(client: Client, section: Section, edna: User) -> None:
    picture = make_picture()
    story = make_story(section, "With a picture", lead_picture=picture)
    link = share_preview(story=story, by=edna)
    own = f"{path(link)}media/{0:032}/1/320.jpg"
    page = client.get(path(link)).content.decode()
    assert own in page
    assert f'"/media/{0:032}' not in page
    assert client.get(f"/media/{0:032}/1/320.jpg").status_code == 404
    answer = client.get(own)
    assert (answer.content, answer["Cache-Control"]) == (b"picture", "private, no-store")
    assert client.get(own.replace("320", "321")).status_code == 404
    Asset.objects.update(killed_at=story.created_at)
    assert client.get(own).status_code == 404
    assert own not in client.get(path(link)).content.decode()
    Asset.objects.update(killed_at=None)
    revoke_preview(link=link, by=edna)
    assert client.get(own).status_code == 404


@pytest.mark.usefixtures("files")
def test_no_other_picture_comes_through_the_preview(
    client: Client, section: Section, edna: User, clock: Clock
) -> None:
    leading, in_text, in_gallery, elsewhere = (make_picture() for _ in range(4))
    make_story(section, "Another draft", lead_picture=elsewhere)
    figure = f'<figure data-kind="picture" data-asset="{in_text.pk}" data-alt="A pier"></figure>'
    story = make_story(section, "Three", lead_picture=leading, body=figure, gallery=[in_gallery.pk])
    doors = [f"{path(link)}media/" for link in both_links(story, edna)]

    def shown(at: Client = client) -> list[list[int]]:
        return [[n for n in range(4) if at.get(f"{d}{n:032}/1/320.jpg").status_code == 200] for d in doors]

    assert shown() == [[0, 1, 2], [0, 1, 2]]
    Asset.objects.filter(pk=leading.pk).update(expires_at=clock.now() - HOUR)
    assert shown() == [[1, 2], [1, 2]]
    make_station("KZVN")
    assert shown(Client(headers={"host": "kzvn.localhost"})) == [[], []]
    User.objects.filter(pk=edna.pk).update(is_active=False)
    assert shown() == [[], []]


@pytest.mark.usefixtures("files")
def test_the_logo_of_the_station_comes_too(client: Client, story: Story, edna: User) -> None:
    story.station.logo = make_picture(has_icons=True)
    story.station.save()
    link = share_preview(story=story, by=edna)
    own = f"{path(link)}media/{0:032}/1/"
    assert own in client.get(path(link)).content.decode()
    assert client.get(f"{own}320.jpg").status_code == 200


def test_what_stands_in_the_text_is_shown_as_it_will_be(client: Client, section: Section, edna: User) -> None:
    picture, live = make_picture(), make_story(section, "A live story")
    publish_story(placement=home(live), by=None)
    body = (
        f'<figure data-kind="picture" data-asset="{picture.pk}" data-alt="A pier">'
        "<figcaption></figcaption></figure>"
        f'<aside data-kind="related" data-story="{live.pk}"></aside>'
        '<figure data-kind="embed" data-provider="youtube">'
        '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">A film</a></figure>'
    )
    story = make_story(section, "With all", body=body)
    link = keep_for_oneself(story=story, edition=next_version(story=story, placement=home(story)), by=edna)
    answer = client.get(path(link))
    page = answer.content.decode()
    assert 'alt="A pier"' in page
    assert f'href="/local-news/a-live-story-{live.pk}/"' in page
    assert "frame-src https://www.youtube-nocookie.com" in answer["Content-Security-Policy"]
    Asset.objects.update(killed_at=story.created_at)
    assert "A pier" not in client.get(path(link)).content.decode()


def test_the_corrections_that_readers_have_are_there_too(
    client: Client, story: Story, edna: User, clock: Clock
) -> None:
    publish_story(placement=home(story), by=None)
    publish_story(
        placement=home(story), by=make_admin(), correction=NewCorrection("update", "Adds the timetable.")
    )
    clock.advance(HOUR)
    assert "Adds the timetable." in client.get(path(share_preview(story=story, by=edna))).content.decode()


def test_a_preview_changes_nothing(client: Client, story: Story, edna: User) -> None:
    before = read_content(Story.objects.get(), home(story))
    client.get(path(share_preview(story=story, by=edna)))
    assert read_content(Story.objects.get(), home(story)) == before
    assert not story.editions.exists()
