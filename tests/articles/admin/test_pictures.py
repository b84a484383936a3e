"""Pictures at the desk: in through the one intake, changed in words, out by killing."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Asset
from articles.services.assets import take_in_picture
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, url
from tests.cast import home, make_picture, make_story
from tests.pictures import jpeg

KILL = {"confirmed": "1", "reason": "The sitter asked for it."}


def upload(name: str = "north-pier.jpg", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or jpeg(640, 480).getvalue())


def sent(**fields: Any) -> dict[str, Any]:
    return {
        "title": "",
        "alt": "The pier at low tide",
        "caption": "",
        "credit": "Ana Ruiz",
        "copyright": "",
        "licence": "",
        "expires_at": "",
        "digital_source": "digitalCapture",
        "focal_x": "0.5",
        "focal_y": "0.25",
    } | fields


@pytest.fixture
def pier(newsroom: Newsroom) -> Asset:
    return take_in_picture(
        file=jpeg(640, 480), title="Pier", by=newsroom.reporter, alt="The pier", credit="Ana Ruiz"
    ).asset


def test_a_reporter_takes_a_picture_in(newsroom: Newsroom) -> None:
    client = desk(newsroom.reporter)
    answer = client.post(url("asset_add"), sent(file=upload(), expires_at="2027-07-01T18:00"))
    assert answer.status_code == 302
    asset = Asset.objects.get()
    assert (asset.title, asset.alt, asset.credit) == ("north pier", "The pier at low tide", "Ana Ruiz")
    assert (asset.width, asset.height, asset.format) == (640, 480, "jpeg")
    assert (asset.focal_y, asset.digital_source) == (0.25, "digitalCapture")
    assert asset.uploaded_by == newsroom.reporter
    assert asset.expires_at == dt.datetime(2027, 7, 1, 22, 0, tzinfo=dt.UTC)
    assert client.get(f"/media/{asset.token}/320.webp").status_code == 200


def test_what_is_no_picture_comes_back_with_everything_else(newsroom: Newsroom) -> None:
    answer = desk(newsroom.editor).post(
        url("asset_add"), sent(file=upload("pier.svg", b"<svg onload='x()'/>"), caption="Typed with care")
    )
    assert answer.status_code == 200
    assert "pier.svg is no JPEG, PNG, WebP, GIF or AVIF." in errors(answer)["file"][0]
    assert b"Typed with care" in answer.content
    assert not Asset.objects.exists()


def test_a_picture_says_what_it_shows(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    assert list(errors(client.post(url("asset_add"), sent(file=upload(), alt="")))) == ["alt"]
    refused = client.post(url("asset_add"), sent(file=upload(), is_decorative="on"))
    assert list(errors(refused)) == ["alt"]
    assert client.post(url("asset_add"), sent(file=upload(), alt="", is_decorative="on")).status_code == 302


def test_the_same_file_twice_is_one_picture(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    client.post(url("asset_add"), sent(file=upload()))
    again = client.post(url("asset_add"), sent(file=upload("copy.jpg")), follow=True)
    assert Asset.objects.count() == 1
    assert b"is here already" in again.content


def test_what_is_said_about_a_picture_changes(newsroom: Newsroom, pier: Asset) -> None:
    token = pier.token
    answer = desk(newsroom.editor).post(
        url("asset_change", pier.pk),
        sent(title="North pier", caption="At dawn", token="f" * 32, sha256="f" * 64, killed_at="2026-01-01"),
    )
    assert answer.status_code == 302
    pier.refresh_from_db()
    assert (pier.title, pier.caption, pier.focal_y) == ("North pier", "At dawn", 0.25)
    assert (pier.token, pier.killed_at) == (token, None)


def test_a_reporter_changes_no_picture(newsroom: Newsroom, pier: Asset) -> None:
    client = desk(newsroom.reporter)
    assert client.get(url("asset_change", pier.pk)).status_code == 200
    assert client.post(url("asset_change", pier.pk), sent(title="Mine")).status_code == 403


def test_a_manager_kills_a_picture_after_being_asked(newsroom: Newsroom, pier: Asset) -> None:
    make_story(newsroom.local, "Ours", lead_picture=pier)
    client = desk(newsroom.manager)
    assert desk(newsroom.publisher).post(url("asset_kill", pier.pk)).status_code == 403
    asked = client.post(url("asset_kill", pier.pk))
    assert asked.status_code == 200
    assert b"Ours" in asked.content
    pier.refresh_from_db()
    assert pier.killed_at is None
    refused: Any = client.post(url("asset_kill", pier.pk), {"confirmed": "1", "reason": " "})
    assert refused.context["form"].errors == {"reason": ["This field is required."]}
    pier.refresh_from_db()
    assert pier.killed_at is None
    client.post(url("asset_kill", pier.pk), KILL)
    pier.refresh_from_db()
    assert (pier.killed_by, pier.kill_reason) == (newsroom.manager, "The sitter asked for it.")
    page = client.get(url("asset_change", pier.pk)).content.decode()
    assert "mia: “The sitter asked for it.”" in page
    listing = client.get(url("asset_changelist"))
    assert b"Killed" in listing.content
    assert client.post(url("asset_change", pier.pk), sent(title="Back?")).status_code == 403


def test_a_picture_that_another_stations_readers_have_is_theirs_to_judge_too(
    newsroom: Newsroom, pier: Asset
) -> None:
    theirs = make_story(newsroom.desert, "A story of theirs", lead_picture=pier)
    client = desk(newsroom.manager)
    assert b"Kill this picture" in client.get(url("asset_change", pier.pk)).content
    publish_story(placement=home(theirs), by=None)
    page = client.get(url("asset_change", pier.pk))
    assert page.status_code == 200
    assert b"Kill this picture" not in page.content
    who = (
        "Readers of KZVN have it, or will. Somebody of KMIA took it in. "
        "Only {} of each of the stations may do this, or a group administrator."
    )
    assert who.format("an editor") in page.content.decode()
    assert client.post(url("asset_change", pier.pk), sent(title="Mine")).status_code == 403
    refused = client.post(url("asset_kill", pier.pk), KILL)
    assert refused.status_code == 403
    assert who.format("a manager") in refused.content.decode()
    assert desk(newsroom.gia).post(url("asset_kill", pier.pk), KILL).status_code == 302
    pier.refresh_from_db()
    assert pier.killed_at is not None


def test_the_record_tells_who_killed_a_picture_and_why(newsroom: Newsroom, pier: Asset) -> None:
    story = make_story(newsroom.local, "Ours", lead_picture=pier)
    desk(newsroom.manager).post(url("asset_kill", pier.pk), KILL)
    client, listing = desk(newsroom.editor), url("storyevent_changelist")
    why = f'<a href="{url("asset_change", pier.pk)}">Pier</a>: “The sitter asked for it.”'
    for asked in ({"q": "sitter asked"}, {"q": str(story.pk)}, {"verb": "picture_killed"}):
        assert why in client.get(listing, asked).content.decode()
    assert why not in client.get(listing, {"q": "weather"}).content.decode()
    told = client.get(url("story_history", story.pk)).content.decode()
    assert "A picture of it killed: “The sitter asked for it.”" in told


def test_times_of_a_picture_are_those_of_the_station_that_it_came_from(
    newsroom: Newsroom, pier: Asset
) -> None:
    end = dt.datetime(2031, 7, 1, 3, 30, tzinfo=dt.UTC)
    Asset.objects.update(uploaded_by=newsroom.zoe, expires_at=end)
    page: Any = desk(newsroom.gia).get(url("asset_change", pier.pk))
    assert 'value="2031-06-30T21:30"' in page.content.decode()
    assert "Time in America/Denver." in page.content.decode()
    Asset.objects.update(expires_at=dt.datetime(2021, 7, 1, 3, 30, tzinfo=dt.UTC))
    listing = desk(newsroom.gia).get(url("asset_changelist")).content.decode()
    assert "9:30 p.m. MDT, June 30, 2021" in listing
    # Nobody of a station took it in: the reader's own.
    Asset.objects.update(uploaded_by=None)
    listing = desk(newsroom.zoe).get(url("asset_changelist")).content.decode()
    assert "9:30 p.m. MDT, June 30, 2021" in listing
    listing = desk(newsroom.editor).get(url("asset_changelist")).content.decode()
    assert "11:30 p.m. EDT, June 30, 2021" in listing


def test_a_killed_picture_leads_no_story(newsroom: Newsroom, pier: Asset) -> None:
    form = desk(newsroom.editor).get(url("story_add")).context["form"]
    assert pier in form.fields["lead_picture"].queryset
    desk(newsroom.manager).post(url("asset_kill", pier.pk), KILL)
    form = desk(newsroom.editor).get(url("story_add")).context["form"]
    assert pier not in form.fields["lead_picture"].queryset


def test_a_window_that_chooses_offers_what_can_be_used(newsroom: Newsroom, pier: Asset) -> None:
    for title, fields in {
        "Lapsed": {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        "Gone": {"killed_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    }.items():
        make_picture(title, **fields)
    client = desk(newsroom.reporter)
    chosen: Any = client.get(url("asset_changelist") + "?_popup=1")
    assert [asset.title for asset in chosen.context["cl"].result_list] == ["Pier"]
    assert [spec.title for spec in chosen.context["cl"].filter_specs] == ["use", "how it was made"]
    listed: Any = client.get(url("asset_changelist"))
    assert {asset.title for asset in listed.context["cl"].result_list} == {"Pier", "Lapsed", "Gone"}


@pytest.mark.parametrize(
    ("state", "found"), [("usable", ["Pier"]), ("expired", ["Lapsed"]), ("killed", ["Gone"])]
)
def test_pictures_by_their_standing(newsroom: Newsroom, pier: Asset, state: str, found: list[str]) -> None:
    past = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    make_picture("Lapsed", expires_at=past)
    make_picture("Gone", killed_at=past)
    listing: Any = desk(newsroom.editor).get(url("asset_changelist"), {"state": state})
    assert [asset.title for asset in listing.context["cl"].result_list] == found
