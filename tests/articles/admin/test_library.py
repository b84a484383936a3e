"""The library of pictures: what it can be asked, many taken in at once, another file, where each is used."""

import datetime as dt
import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.admin import picture_list
from articles.models import Asset, Person, Station, Story
from articles.services.picture_killing import kill_picture
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, url
from tests.cast import home, make_story
from tests.pictures import alternatives, jpeg, xmp_packet

ALT = xmp_packet(alternatives("Iptc4xmpCore:AltTextAccessibility", "A pier at dusk"))


def asset(title: str, **fields: Any) -> Asset:
    number = Asset.objects.count()
    given = {"format": "jpeg", "width": 900, "height": 600, "alt": f"{title}, seen from afar"}
    return Asset.objects.create(token=f"{number:032}", sha256=f"{number:064}", title=title, **given | fields)


def titles(client: Client, **asked: str) -> list[str]:
    answer: Any = client.get(url("asset_changelist"), asked)
    assert answer.status_code == 200
    return [found.title for found in answer.context["cl"].result_list]


def files(count: int, **options: Any) -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile(f"pier-{number}.jpg", jpeg(400 + number, 300, **options).getvalue())
        for number in range(count)
    ]


# --- What it can be asked ---------------------------------------------------------------------------


def test_pages_begin_where_the_one_before_ended(newsroom: Newsroom, monkeypatch: Any) -> None:
    monkeypatch.setattr(picture_list, "PER_PAGE", 2)
    for number in range(5):
        asset(f"Picture {number}")
    client = desk(newsroom.reporter)
    seen, address = [], url("asset_changelist")
    for _ in range(3):
        page: Any = client.get(address)
        listing = page.context["cl"]
        seen.append([found.title for found in listing.result_list])
        address = url("asset_changelist") + listing.older
    assert seen == [["Picture 4", "Picture 3"], ["Picture 2", "Picture 1"], ["Picture 0"]]
    assert listing.older == ""
    back: Any = client.get(url("asset_changelist") + listing.newer)
    assert [found.title for found in back.context["cl"].result_list] == ["Picture 2", "Picture 1"]


def test_a_page_costs_the_same_however_many_there_are(
    newsroom: Newsroom, django_assert_max_num_queries: Any
) -> None:
    client = desk(newsroom.editor)
    asset("Pier")
    titles(client)
    for number in range(20):
        asset(f"Bay {number}")
    with django_assert_max_num_queries(10):
        assert len(titles(client, use="unused", station="", q="seen")) == 21


def test_a_place_that_no_page_of_ours_names_is_the_beginning(newsroom: Newsroom) -> None:
    asset("Pier")
    assert titles(desk(newsroom.editor), p="1e9-x") == ["Pier"]


def test_by_what_uses_it(newsroom: Newsroom) -> None:
    names = ("Lead", "Text", "Gallery", "Photo", "Logo")
    lead, text, gallery, photo, logo = (asset(name) for name in names)
    asset("Idle")
    make_story(newsroom.local, "One", lead_picture=lead)
    figure = (
        f'<figure data-kind="picture" data-asset="{text.pk}" data-alt="x"><figcaption></figcaption></figure>'
    )
    make_story(newsroom.local, "Two", body=f"<p>a</p>{figure}")
    Story.objects.filter(pk=make_story(newsroom.local, "Three").pk).update(gallery=[gallery.pk])
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", photo=photo)
    Station.objects.filter(pk=newsroom.kmia.pk).update(logo=logo)
    client = desk(newsroom.editor)
    assert titles(client, use="unused") == ["Idle"]
    assert titles(client, use="used") == ["Logo", "Photo", "Gallery", "Text", "Lead"]


def test_what_only_readers_have_is_used(newsroom: Newsroom) -> None:
    lead = asset("Lead")
    story = make_story(newsroom.local, lead_picture=lead)
    publish_story(placement=home(story), by=None)
    Story.objects.filter(pk=story.pk).update(lead_picture=None)
    assert titles(desk(newsroom.editor), use="unused") == []


def test_by_station(newsroom: Newsroom) -> None:
    make_story(newsroom.local, lead_picture=asset("Miami leads"))
    asset("Miami took in", uploaded_by=newsroom.reporter)
    make_story(newsroom.desert, lead_picture=asset("Desert leads"))
    asset("Nobody's")
    Station.objects.filter(pk=newsroom.kmia.pk).update(logo=asset("Miami is known by"))
    client = desk(newsroom.gia)
    miami = str(newsroom.local.station_id)
    assert titles(client, station=miami) == ["Miami is known by", "Miami took in", "Miami leads"]
    assert titles(client, station=str(newsroom.desert.station_id)) == ["Desert leads"]
    # Whoever works for one station is asked nothing.
    answer: Any = desk(newsroom.editor).get(url("asset_changelist"))
    assert "station" not in [spec.parameter_name for spec in answer.context["cl"].filter_specs[:-1]]


def test_rights_that_end_soon_are_listed_by_their_end(newsroom: Newsroom) -> None:
    now = timezone.now()
    for title, days in {"In a week": 7, "Tomorrow": 1, "In a year": 365, "Yesterday": -1}.items():
        asset(title, expires_at=now + dt.timedelta(days=days))
    client = desk(newsroom.editor)
    assert titles(client, state="lapsing") == ["Tomorrow", "In a week"]
    assert titles(client, state="expired") == ["Yesterday"]
    page = client.get(url("asset_changelist"), {"state": "lapsing"}).content.decode()
    assert "Rights end soon" in page
    assert f"{now + dt.timedelta(days=7):%Y-%m-%d}" in page


def test_by_words_of_the_alt_text_too(newsroom: Newsroom) -> None:
    asset("Bay", alt="Two boats")
    asset("Pier")
    assert titles(desk(newsroom.editor), q="boats") == ["Bay"]


# --- Many at once -----------------------------------------------------------------------------------


def shared(**fields: Any) -> dict[str, Any]:
    names = ("title", "alt", "caption", "credit", "copyright", "licence", "expires_at", "digital_source")
    return dict.fromkeys(names, "") | {"focal_x": "0.5", "focal_y": "0.5"} | fields


def test_many_come_in_at_once_without_scripts(newsroom: Newsroom) -> None:
    answer: Any = desk(newsroom.reporter).post(
        url("asset_add"), shared(file=files(3, xmp=ALT), credit="Ana Ruiz"), follow=True
    )
    assert answer.redirect_chain[-1][0] == url("asset_changelist")
    assert "3 pictures are taken in." in answer.content.decode()
    found = Asset.objects.order_by("title").values_list("title", "alt", "credit")
    assert list(found) == [(f"pier {number}", "A pier at dusk", "Ana Ruiz") for number in range(3)]


def test_of_many_each_that_cannot_come_in_says_why(newsroom: Newsroom) -> None:
    sent = [*files(1, xmp=ALT), *files(2)[1:], SimpleUploadedFile("logo.svg", b"<svg/>")]
    page = desk(newsroom.reporter).post(url("asset_add"), shared(file=sent), follow=True).content.decode()
    assert "1 picture is taken in." in page
    assert "Say what pier-1.jpg shows (that is its alt text), or mark it decorative." in page
    assert "logo.svg is no JPEG, PNG, WebP, GIF or AVIF." in page
    assert Asset.objects.get().title == "pier 0"


def test_where_none_of_many_comes_in_the_form_stays(newsroom: Newsroom) -> None:
    answer: Any = desk(newsroom.reporter).post(url("asset_add"), shared(file=files(2), credit="Typed"))
    assert errors(answer)["file"] == ["None of these files came in. Take them in one by one."]
    assert "Typed" in answer.content.decode()
    assert not Asset.objects.exists()


def test_one_of_many_brings_its_words_and_what_counts_for_all(newsroom: Newsroom) -> None:
    client = desk(newsroom.reporter)
    (file,) = files(1)
    said = {"file": file, "alt": "A pier", "credit": "Ana Ruiz", "licence": "One use"}
    more = {"expires_at": "2027-07-01T18:00", "digital_source": "digitalCapture"}
    first = client.post(url("asset_take_in"), said | more).json()
    assert (first["created"], first["picture"]["title"]) == (True, "pier 0")
    found = Asset.objects.get()
    assert (found.credit, found.licence, found.digital_source) == ("Ana Ruiz", "One use", "digitalCapture")
    assert found.expires_at == dt.datetime(2027, 7, 1, 22, 0, tzinfo=dt.UTC)
    (again,) = files(1)
    second = client.post(url("asset_take_in"), {"file": again}).json()
    assert (second["created"], second["picture"]["address"]) == (False, url("asset_change", found.pk))


# --- Another file, and where it is used -------------------------------------------------------------


@pytest.fixture
def pier(newsroom: Newsroom) -> Asset:
    client = desk(newsroom.reporter)
    client.post(url("asset_take_in"), {"file": files(1)[0], "alt": "A pier"})
    return Asset.objects.get()


def test_an_editor_replaces_the_file(newsroom: Newsroom, pier: Asset) -> None:
    client = desk(newsroom.editor)
    story = make_story(newsroom.local, "Ours", lead_picture=pier)
    asked = client.post(url("asset_replace", pier.pk))
    assert asked.status_code == 200
    assert "Ours" in asked.content.decode()
    before = pier.sha256
    sent = {"confirmed": "1", "file": files(2)[1]}
    done = client.post(url("asset_replace", pier.pk), sent, follow=True)
    assert "has another file. Every story that shows it shows that one." in done.content.decode()
    pier.refresh_from_db()
    assert pier.sha256 != before
    assert (pier.width, pier.version, pier.alt) == (401, 2, "A pier")
    assert Story.objects.get(pk=story.pk).lead_picture == pier


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg/>", "pier.jpg is no JPEG, PNG, WebP, GIF or AVIF."),
        (b"\xff\xd8\xff\xe0half", "cannot be read"),
    ],
)
def test_a_file_that_is_no_picture_replaces_nothing(
    newsroom: Newsroom, pier: Asset, data: bytes, sentence: str
) -> None:
    sent = {"confirmed": "1", "file": SimpleUploadedFile("pier.jpg", data)}
    answer: Any = desk(newsroom.editor).post(url("asset_replace", pier.pk), sent)
    assert sentence in errors(answer)["file"][0]
    pier.refresh_from_db()
    assert (pier.version, pier.width) == (1, 400)


def test_a_file_of_another_picture_replaces_nothing_and_leads_there(newsroom: Newsroom, pier: Asset) -> None:
    client = desk(newsroom.editor)
    client.post(url("asset_take_in"), {"file": files(2)[1], "alt": "A boat"})
    boat = Asset.objects.exclude(pk=pier.pk).get()
    sent = {"confirmed": "1", "file": files(2)[1]}
    answer: Any = client.post(url("asset_replace", pier.pk), sent)
    said = errors(answer)["file"][0]
    assert said.startswith(f"pier-1.jpg is here already, as “{boat.title}”. Use that picture")
    page = answer.content.decode()
    assert f'<a href="{url("asset_change", boat.pk)}">Open that picture</a>' in page
    assert "has another file" not in page
    assert not list(answer.context["messages"])
    pier.refresh_from_db()
    assert (pier.version, pier.width) == (1, 400)


def test_its_own_file_replaces_nothing(newsroom: Newsroom, pier: Asset) -> None:
    client = desk(newsroom.editor)
    answer: Any = client.post(url("asset_replace", pier.pk), {"confirmed": "1", "file": files(1)[0]})
    assert errors(answer)["file"] == [
        f"pier-0.jpg is the file that “{pier.title}” has already. Send another one."
    ]
    assert "Open that picture" not in answer.content.decode()


def test_a_reporter_replaces_nothing(newsroom: Newsroom, pier: Asset) -> None:
    client = desk(newsroom.reporter)
    assert client.post(url("asset_replace", pier.pk)).status_code == 403
    assert "Replace the file" not in client.get(url("asset_change", pier.pk)).content.decode()


def test_the_page_says_where_it_is_used(newsroom: Newsroom, pier: Asset) -> None:
    ours = make_story(newsroom.local, "Ours", lead_picture=pier)
    make_story(newsroom.desert, "A story of theirs", lead_picture=pier)
    publish_story(placement=home(ours), by=None)
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", photo=pier)
    Station.objects.filter(pk=newsroom.kzvn.pk).update(logo=pier)
    page = desk(newsroom.reporter).get(url("asset_change", pier.pk)).content.decode()
    assert f'href="{url("story_change", ours.pk)}"' in page
    assert "· live" in page
    assert "The photo of Ana Ruiz" in page
    assert "The logo of High Desert Today" in page
    assert "1 more story, here or of other stations" in page
    assert "A story of theirs" not in page


def test_a_picture_in_no_story_says_so(newsroom: Newsroom, pier: Asset) -> None:
    page = desk(newsroom.editor).get(url("asset_change", pier.pk)).content.decode()
    assert "In no story, nobody's photo and no station's logo." in html.unescape(page)


def test_a_killed_picture_names_the_stories_that_it_left(newsroom: Newsroom, pier: Asset) -> None:
    story = make_story(newsroom.local, "Ours", lead_picture=pier)
    publish_story(placement=home(story), by=None)
    kill_picture(asset=pier, by=newsroom.gia, reason="The sitter asked for it.")
    client = desk(newsroom.gia)
    page = client.get(url("asset_change", pier.pk)).content.decode()
    assert "It left these stories" in page
    assert f'href="{url("story_change", story.pk)}"' in page
    assert "· live" in page
    assert "field-focus" not in page
    withdraw_story(placement=home(story), by=None)
    assert "· live" not in client.get(url("asset_change", pier.pk)).content.decode()
