"""Signing in: how often, how long, and to which page; and what strangers may send."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.errors import TooManyAtOnce, TooManyTries
from articles.forms import sign_in
from articles.middleware import BodyLimitMiddleware, is_trusted
from articles.models import SignInTry
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk
from tests.conftest import Clock

RIGHT = "correct horse"


def sign(name: str, password: str = "wrong", query: str = "", **environ: Any) -> Any:
    client = Client(headers={"host": "localhost"})
    return client.post(f"/admin/login/{query}", {"username": name, "password": password}, **environ)


def sentences(page: Any) -> list[str]:
    return list(page.context["form"].non_field_errors())


def test_five_tries_a_minute_for_an_account_then_not_even_the_right_password(
    newsroom: Newsroom, clock: Clock
) -> None:
    for _ in range(5):
        assert sign("edna").status_code == 200
    refused = sign("EDNA", RIGHT, REMOTE_ADDR="203.0.113.9")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert sentences(refused) == [str(TooManyTries())]
    assert sign("paul", RIGHT).status_code == 302
    clock.advance(dt.timedelta(minutes=1))
    assert sign("edna", RIGHT).status_code == 302


def test_twenty_tries_a_minute_for_an_address_whatever_the_account(newsroom: Newsroom) -> None:
    for number in range(20):
        assert sign(f"nobody{number}").status_code == 200
    assert sign("edna", RIGHT).status_code == 429
    assert sign("edna", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_who_is_stopped_by_address_locks_no_account(newsroom: Newsroom) -> None:
    for number in range(20):
        sign(f"nobody{number}")
    for _ in range(6):
        sign("edna")
    assert sign("edna", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_an_ipv6_customer_is_one_address(newsroom: Newsroom) -> None:
    for number in range(20):
        sign(f"nobody{number}", REMOTE_ADDR=f"2001:db8:1:2:{number:x}::1")
    assert sign("edna", RIGHT, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert sign("edna", RIGHT, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


@pytest.fixture
def proxies(settings) -> Iterator[None]:
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8"]
    is_trusted.cache_clear()
    yield
    is_trusted.cache_clear()


def test_behind_a_proxy_of_ours_the_client_is_counted(newsroom: Newsroom, proxies: None) -> None:
    for number in range(20):
        sign(f"nobody{number}", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.9, 10.0.0.7")
    assert sign("edna", RIGHT, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429
    assert sign("edna", RIGHT, HTTP_X_FORWARDED_FOR="203.0.113.10").status_code == 302


def test_nobody_chooses_the_address_they_are_counted_by(newsroom: Newsroom) -> None:
    for number in range(20):
        sign(f"nobody{number}", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert sign("edna", RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_nothing_is_hashed_past_the_limits(newsroom: Newsroom, monkeypatch) -> None:
    for _ in range(5):
        sign("edna")
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", lambda *a, **k: pytest.fail("hashed"))
    assert sign("edna", RIGHT).status_code == 429


def test_a_worker_hashes_two_passwords_at_once_and_refuses_the_third(newsroom: Newsroom) -> None:
    assert sign_in.AT_ONCE == 2
    with sign_in.hashing, sign_in.hashing:
        refused = sign("edna", RIGHT)
    assert refused.status_code == 429
    assert sentences(refused) == [str(TooManyAtOnce())]
    assert sign("edna", RIGHT).status_code == 302


def test_no_name_and_no_address_is_kept_and_old_counts_go(newsroom: Newsroom, clock: Clock) -> None:
    sign("a password typed into the wrong field")
    assert all(len(row.key) == 64 and row.tries == 1 for row in SignInTry.objects.all())
    assert SignInTry.objects.count() == 2
    clock.advance(dt.timedelta(hours=2))
    sign("edna", REMOTE_ADDR="203.0.113.9")
    assert SignInTry.objects.count() == 2


def test_a_session_ends_twelve_hours_after_signing_in_however_it_is_used(newsroom: Newsroom) -> None:
    client = Client(headers={"host": "localhost"})
    client.post("/admin/login/", {"username": "edna", "password": RIGHT})
    session = client.session
    end = session.get_expiry_date()
    assert dt.timedelta(hours=11, minutes=59) < end - timezone.now() <= dt.timedelta(hours=12)
    session["used"] = "again"
    session.save()
    assert client.session.get_expiry_date() == end


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("", "/admin/"),
        ("?next=https://example.com/", "/admin/"),
        ("?next=//example.com/", "/admin/"),
        ("?next=/admin/articles/story/", "/admin/articles/story/"),
    ],
)
def test_signing_in_leads_to_the_desk(newsroom: Newsroom, query: str, leads_to: str) -> None:
    assert sign("edna", RIGHT, query).headers["Location"] == leads_to


@pytest.mark.parametrize("cookie", ["", "newsroom-session=made-up"])
def test_a_large_body_of_a_stranger_is_refused_unread(newsroom: Newsroom, cookie: str) -> None:
    length = str(BodyLimitMiddleware.OF_STRANGERS + 1)
    refused = sign("edna", RIGHT, CONTENT_LENGTH=length, HTTP_COOKIE=cookie)
    assert refused.status_code == 413
    assert refused.text == "This is larger than 4 MB, and you are not signed in. Sign in, then send it.\n"
    assert SignInTry.objects.count() == 0


def test_of_a_colleague_it_is_taken_up_to_a_limit(newsroom: Newsroom) -> None:
    client, address = desk(newsroom.editor), "/admin/articles/story/add/"
    assert client.post(address, {"body": "x" * 100_000}).status_code == 200
    refused = client.post(address, {}, CONTENT_LENGTH=str(BodyLimitMiddleware.OF_ANYBODY + 1))
    assert (refused.status_code, refused.text) == (413, "This is larger than 48 MB. Send less at once.\n")


def test_a_browser_gets_a_page_that_says_what_to_do_and_leads_back(newsroom: Newsroom) -> None:
    address = "/admin/articles/importupload/add/"
    browser = {
        "HTTP_ACCEPT": "text/html,*/*;q=0.8",
        "HTTP_REFERER": f"http://localhost{address}",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "CONTENT_LENGTH": str(BodyLimitMiddleware.OF_ANYBODY + 1),
    }
    refused = desk(newsroom.manager).post(address, {}, **browser)
    assert refused.status_code == 413
    assert "<h1>Too much to send at once</h1>" in refused.text
    assert "This is larger than 48 MB. Send less at once. Nothing of it was kept." in refused.text
    assert "pack them as a .zip" in refused.text
    assert f'href="http://localhost{address}">Back to the form' in refused.text
    elsewhere = desk(newsroom.manager).post(address, {}, **browser | {"HTTP_SEC_FETCH_SITE": "cross-site"})
    assert "Back to the form" not in elsewhere.text
    stranger = sign("edna", RIGHT, **browser)
    assert stranger.status_code == 413
    assert "Too much to send at once" in stranger.text
    assert ".zip" not in stranger.text
