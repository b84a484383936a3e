"""A reader asks for a correction: without a cookie, once, within limits, and what was typed is never lost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.forms.correction_requests import FILLED, FOREIGN, OLD, QUICK, stamp
from articles.models import CorrectionRequest, Host, Imprint, Section, Station, Story
from articles.services import correction_requests
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
PAGE = "/contact/correction/"
SENT = "/contact/correction/sent/"
ORIGIN = "http://kmia.localhost"
WRONG = "The ferry costs five dollars, not four."


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def story(section: Section) -> Story:
    story = make_story(section)
    publish_story(placement=home(story), by=None)
    return story


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost", "origin": ORIGIN}, enforce_csrf_checks=True)


def filled(**fields: Any) -> dict[str, Any]:
    """As a page that was opened a minute ago sends it."""
    station = Station.objects.get(callsign="KMIA")
    made = timezone.now() - dt.timedelta(minutes=1)
    return {"wrong": WRONG, "stamp": stamp(station.pk, made), "website": ""} | fields


def fields_of(page: Any) -> dict[str, str]:
    """What the fields of the page show."""
    html = page.content.decode()
    inputs = re.findall(r'<input type="(?:text|email)" name="(\w+)" value="([^"]*)"', html)
    areas = re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', html)
    return {name: value for name, value in [*inputs, *areas] if value}


def errors(page: Any) -> list[str]:
    return [str(error) for found in page.context["form"].errors.values() for error in found]


def test_a_story_s_page_leads_to_the_form_about_it(reader: Client, story: Story) -> None:
    page = reader.get(f"/local-news/{story.pk}/", follow=True)
    address = f"{PAGE}?story={story.pk}"
    assert address in page.content.decode()
    form = reader.get(address)
    assert "In “Ferry returns to the bay”." in form.content.decode()
    assert 'name="about"' not in form.content.decode()


def test_it_is_never_kept_and_sets_no_cookie(reader: Client, story: Story) -> None:
    for answer in (reader.get(PAGE), reader.post(PAGE, filled()), reader.post(PAGE, {})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert "csrftoken" not in answer.content.decode()


def test_it_has_one_address(reader: Client, story: Story) -> None:
    answer = reader.get(f"{PAGE.rstrip('/')}?story={story.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"{PAGE}?story={story.pk}")
    assert reader.post(PAGE.rstrip("/"), filled()).status_code == 405


def test_the_page_costs_two_queries_and_reads_what_is_public(
    reader: Client, story: Story, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        reader.get(f"{PAGE}?story={story.pk}")
    draft = make_story(story.station.sections.get(), "Embargoed: the dam")
    for number in (draft.pk, 999_999, "x", "9" * 40, "-1"):
        page = reader.get(PAGE, {"story": number})
        assert page.status_code == 200
        assert "Embargoed" not in page.content.decode()


def test_a_request_becomes_a_ticket_and_the_newsroom_is_told(
    reader: Client, story: Story, django_capture_on_commit_callbacks: Any
) -> None:
    Imprint.objects.create(station=story.station, email="desk@miami.example")
    sent = filled(
        story=story.pk, name=" Ana  Ruiz ", email="ana@example.org", evidence="The sign\r\nat the pier\x07."
    )
    with django_capture_on_commit_callbacks(execute=True):
        answer = reader.post(PAGE, sent)
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    assert "Miami News has your request." in reader.get(SENT).content.decode()
    ticket = CorrectionRequest.objects.get()
    assert (ticket.station, ticket.story) == (story.station, story)
    assert (ticket.wrong, ticket.name, ticket.email) == (WRONG, "Ana Ruiz", "ana@example.org")
    assert (ticket.evidence, ticket.language) == ("The sign\nat the pier.", "en")
    [message] = mail.outbox
    assert (message.to, message.subject) == (["desk@miami.example"], "KMIA: a reader asks for a correction")
    assert f"http://localhost:8000/admin/articles/correctionrequest/{ticket.pk}/change/" in message.body


def test_a_button_pressed_three_times_makes_one_ticket(reader: Client, section: Section) -> None:
    sent = filled()
    assert [reader.post(PAGE, sent).status_code for _ in range(3)] == [302] * 3
    assert CorrectionRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"wrong": "  "}, "Say what is wrong: a sentence is enough."),
        ({"email": "ana at home"}, "Write an address such as ana@example.org, or leave it empty."),
        ({"website": "https://cheap.example"}, FILLED),
        ({"wrong": "x" * 4001}, "Ensure this value has at most 4000 characters (it has 4001)."),
        ({"stamp": "1.2.3:forged"}, FOREIGN),
        ({"stamp": ""}, FOREIGN),
        # Nothing is left of the first; a letter of the second is three in NFC.
        ({"wrong": "\u202e\x00"}, "Say what is wrong: a sentence is enough."),
        ({"wrong": "\ufb2c" * 1334}, "Ensure this value has at most 4000 characters (it has 4002)."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    reader: Client, section: Section, fields: dict[str, str], sentence: str
) -> None:
    typed = {"name": "Ana Ruiz", "evidence": "The sign at the pier", "about": "The front page"}
    page = reader.post(PAGE, filled(**typed | fields))
    assert page.status_code == 422
    assert errors(page) == [str(sentence)]
    assert {name: fields_of(page).get(name) for name in typed} == typed
    assert not CorrectionRequest.objects.exists()


def test_whoever_s_browser_filled_in_the_hidden_field_can_send_it_again(
    reader: Client, section: Section
) -> None:
    page = reader.post(PAGE, filled(website="https://ana.example"))
    html = page.content.decode()
    assert "Look at what is marked below" not in html
    assert 'name="website" id="id_website" tabindex="-1" autocomplete="off" value=""' in html
    assert reader.post(PAGE, filled()).status_code == 302
    assert CorrectionRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("age", "sentence"), [(dt.timedelta(seconds=1), QUICK), (dt.timedelta(hours=13), OLD)]
)
def test_a_stamp_too_new_or_too_old_is_renewed(
    reader: Client, section: Section, age: dt.timedelta, sentence: str
) -> None:
    given = stamp(section.station_id, timezone.now() - age)
    page = reader.post(PAGE, filled(stamp=given))
    assert errors(page) == [str(sentence)]
    fresh = re.search(r'name="stamp" value="([^"]+)"', page.content.decode())
    assert fresh
    assert fresh[1] != given
    assert fields_of(page)["wrong"] == WRONG


def test_a_stamp_of_another_station_is_none(reader: Client, section: Section) -> None:
    other = make_station("KZVN")
    page = reader.post(PAGE, filled(stamp=stamp(other.pk, timezone.now() - dt.timedelta(minutes=1))))
    assert errors(page) == [str(FOREIGN)]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
    ],
)
def test_another_site_cannot_send_it(section: Section, headers: dict[str, str]) -> None:
    stranger = Client(headers={"host": "kmia.localhost"} | headers)
    page = stranger.post(PAGE, filled())
    assert (page.status_code, errors(page)) == (403, [str(FOREIGN)])
    assert fields_of(page)["wrong"] == WRONG
    assert not CorrectionRequest.objects.exists()


def test_who_asks_too_often_waits_and_loses_nothing(reader: Client, section: Section) -> None:
    answers = [reader.post(PAGE, filled()) for _ in range(correction_requests.OF_AN_ADDRESS + 1)]
    assert [answer.status_code for answer in answers] == [302] * correction_requests.OF_AN_ADDRESS + [429]
    assert fields_of(answers[-1])["wrong"] == WRONG
    assert errors(answers[-1]) == [
        "Many requests came from your address within an hour. Send it again later."
    ]
    neighbour = reader.post(PAGE, filled(), REMOTE_ADDR="203.0.113.9")
    assert neighbour.status_code == 302


def test_a_database_that_is_away_loses_nothing(
    reader: Client, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**given: Any) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("articles.views.correction_requests.take_request", away)
    page = reader.post(PAGE, filled())
    assert page.status_code == 503
    assert fields_of(page)["wrong"] == WRONG


def test_a_body_that_no_field_could_hold_is_refused_unread(reader: Client, section: Section) -> None:
    answer = reader.post(PAGE, filled(wrong="x" * 300_000))
    assert (answer.status_code, answer.content.decode()) == (
        413,
        "This is too long. Write less, and give links for the rest.\n",
    )


def test_a_story_that_went_meanwhile_is_not_named(reader: Client, story: Story) -> None:
    kill_story(story=story, by=None)
    assert reader.post(PAGE, filled(story=story.pk)).status_code == 302
    assert CorrectionRequest.objects.get().story is None


def test_no_other_page_takes_a_post_and_an_alias_takes_none(reader: Client, section: Section) -> None:
    Host.objects.create(station=section.station, name="www.kmia.localhost")
    assert reader.post("/contact/").status_code == 405
    assert reader.put(PAGE).status_code == 405
    for host in ("www.kmia.localhost", "kmia.localhost."):
        alias = Client(headers={"host": host, "origin": f"http://{host}"})
        assert alias.post(PAGE, filled()).status_code == 405
    assert not CorrectionRequest.objects.exists()


def test_words_are_words(reader: Client, section: Section) -> None:
    page = reader.post(PAGE, filled(wrong="", name='"><script>alert(1)</script>'))
    assert "<script>alert" not in page.content.decode()


def test_a_field_of_the_desk_s_changes_nothing(reader: Client, section: Section) -> None:
    """Every column that a ticket has, and every name of one: a reader fills in what the form shows."""
    other = make_station("KZVN")
    asked = {"wrong", "evidence", "name", "email", "about", "story"}
    desks = {
        field.name: field for field in CorrectionRequest._meta.concrete_fields if field.name not in asked
    }
    more = {**dict.fromkeys(desks, "1"), **{field.attname: str(other.pk) for field in desks.values()}}
    more |= {
        "closed_at": "2026-01-01",
        "received_at": "2020-01-01",
        "language": "es",
        "station": str(other.pk),
    }
    reader.post(PAGE, filled(**more))
    ticket = CorrectionRequest.objects.get()
    assert (ticket.station, ticket.wrong, ticket.language) == (section.station, WRONG, "en")
    assert (ticket.closed_at, ticket.closed_by, ticket.answer, ticket.correction) == (None, None, "", None)
    assert ticket.received_at.year > 2020
    assert len(ticket.form) == 64
