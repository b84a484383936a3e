"""A second factor: who needs one, how it is asked for, what it ends, and what happens when it is lost."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from articles.models import AccountEvent, Autosave, Role, User
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.articles.admin.test_signed_out import sign_in, typed_into
from tests.cast import make_story, make_user

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RIGHT = "correct horse"


def code(secret: str = SECRET, ahead: int = 0) -> str:
    """What an app shows now, or so many codes later: the next one is let through already."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + ahead))


def wrong_code() -> str:
    """None of those that the tolerance lets through."""
    now = int(time.time()) // 30
    taken = [totp.format_hotp_value(totp.hotp_value(SECRET, now + step)) for step in (-1, 0, 1, 2)]
    return next(text for text in ("000000", "111111", "222222", "333333", "444444") if text not in taken)


def with_app(user: User) -> User:
    totp.TOTP.activate(user, SECRET)
    return user


def browser() -> Client:
    return Client(headers={"host": "localhost"})


def give_password(client: Client, name: str, leads_to: str = "") -> Any:
    return client.post("/admin/login/", {"username": name, "password": RIGHT, "next": leads_to})


def give_code(client: Client, text: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": text})


@pytest.fixture
def required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def verbs_of(user: User) -> list[str]:
    return list(AccountEvent.objects.filter(user=user).order_by("pk").values_list("verb", flat=True))


# --- Signing in -----------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing_once_there_is_an_app(newsroom: Newsroom) -> None:
    with_app(newsroom.editor)
    client = browser()
    asked = give_password(client, "edna", "/admin/articles/story/")
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/admin/articles/story/").status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert give_code(client, wrong_code()).status_code == 200
    assert client.get("/admin/articles/story/").status_code == 302
    assert give_code(client, code()).headers["Location"] == "/admin/articles/story/"
    assert client.get("/admin/articles/story/").status_code == 200
    last = AccountEvent.objects.filter(user=newsroom.editor, verb="signed_in").get()
    assert last.after == {"by_means_of": ["password", "totp"]}


def test_a_code_works_once_in_every_process(newsroom: Newsroom) -> None:
    with_app(newsroom.editor)
    now = code()
    first, second = browser(), browser()
    give_password(first, "edna")
    give_password(second, "edna")
    assert give_code(first, now).status_code == 302
    assert give_code(second, now).status_code == 200


def test_a_code_that_the_tolerance_lets_through_for_longer_works_once_as_well(newsroom: Newsroom) -> None:
    """allauth forgets it after 30 seconds, when it may have another minute to go."""
    with_app(newsroom.editor)
    next_one = code(ahead=1)
    first, second = browser(), browser()
    give_password(first, "edna")
    give_password(second, "edna")
    assert give_code(first, next_one).status_code == 302
    assert cache.delete(f"allauth.mfa.totp.used?user={newsroom.editor.pk}&code={next_one}")
    assert give_code(second, f" {next_one[:3]} {next_one[3:]}").status_code == 200
    assert second.get("/admin/").status_code == 302


def test_five_wrong_codes_and_not_even_the_right_one(newsroom: Newsroom) -> None:
    with_app(newsroom.editor)
    client = browser()
    give_password(client, "edna")
    for _ in range(5):
        give_code(client, wrong_code())
    assert give_code(client, code()).status_code == 200
    assert client.get("/admin/").status_code == 302
    assert verbs_of(newsroom.editor).count("try_failed") == 6


def test_a_recovery_code_works_once(newsroom: Newsroom) -> None:
    with_app(newsroom.editor)
    spare = RecoveryCodes.activate(newsroom.editor).get_unused_codes()[0]
    client = browser()
    give_password(client, "edna")
    assert give_code(client, spare).status_code == 302
    again = browser()
    give_password(again, "edna")
    assert give_code(again, spare).status_code == 200


def test_another_secret_key_is_told_and_lets_nobody_in(newsroom: Newsroom, settings) -> None:
    with_app(newsroom.editor)
    settings.SECRET_KEY = "another key"
    client = browser()
    give_password(client, "edna")
    refused = give_code(client, code())
    assert refused.status_code == 200
    assert b"SECRET_KEY is not what it was" in refused.content
    assert client.get("/admin/").status_code == 302


def test_what_was_typed_comes_back_with_the_second_factor_asked_in_between(newsroom: Newsroom) -> None:
    with_app(newsroom.editor)
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    sent = typed_into(client, story, headline="New headline")
    Session.objects.all().delete()
    page = client.post(url("story_change", story.pk), sent)
    asked = sign_in(client, page, "edna")
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    answer = give_code(client, code())
    row = Autosave.objects.get()
    assert answer.headers["Location"] == f"{url('story_change', story.pk)}?_restore={row.pk}"
    assert client.get(answer.headers["Location"]).context["form"]["headline"].value() == "New headline"


def test_no_sign_in_leads_to_another_site(newsroom: Newsroom, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    with_app(newsroom.editor)
    client = browser()
    give_password(client, "edna", "https://example.com/")
    assert give_code(client, code()).headers["Location"] == "/admin/"


# --- Who needs one --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "needs"), [("rita", False), ("edna", False), ("paul", True), ("mia", True)])
def test_everybody_who_can_publish_sets_one_up_first(
    newsroom: Newsroom, required: None, name: str, needs: bool
) -> None:
    client = browser()
    give_password(client, name)
    for address in ("/admin/", "/admin/articles/story/", "/admin/you/"):
        answer = client.get(address)
        assert answer.status_code == (302 if needs else 200)
        assert answer.headers.get("Location") == (reverse("mfa_index") if needs else None)
    assert client.get(reverse("mfa_index")).status_code == 200


def test_who_is_made_a_publisher_sets_one_up_with_their_text_kept(newsroom: Newsroom, required: None) -> None:
    sam = make_user("sam", Role.EDITOR, newsroom.kmia)
    story = make_story(newsroom.local)
    client = desk(sam)
    sent = typed_into(client, story, deck="New")
    sam.memberships.update(role=Role.PUBLISHER)
    headers = {"sec-fetch-site": "same-origin"}
    answer = client.post(url("story_change", story.pk), sent, headers=headers)
    assert answer.headers["Location"] == reverse("mfa_index")
    assert "deck=New" in Autosave.objects.get(user=sam).data
    story.refresh_from_db()
    assert story.deck == ""


def test_setting_up_an_app_lets_in_and_ends_the_other_sessions(newsroom: Newsroom, required: None) -> None:
    here, elsewhere = browser(), browser()
    give_password(here, "paul")
    give_password(elsewhere, "paul")
    page = here.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = here.session["mfa.totp.secret"]
    used = code(secret)
    done = here.post(reverse("mfa_activate_totp"), {"code": used})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert len(here.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]) == 10
    assert here.get("/admin/").status_code == 200
    assert "/admin/login/" in elsewhere.get("/admin/").headers["Location"]
    stored = Authenticator.objects.get(user=newsroom.publisher, type="totp")
    assert secret not in str(stored.data)
    events = AccountEvent.objects.filter(user=newsroom.publisher, verb="factor_set")
    assert {(event.actor, event.after["kind"]) for event in events} == {
        (newsroom.publisher, "totp"),
        (newsroom.publisher, "recovery_codes"),
    }
    give_password(elsewhere, "paul")
    assert give_code(elsewhere, used).status_code == 200
    assert give_code(elsewhere, code(secret, ahead=1)).status_code == 302


def test_the_pages_speak_the_language_of_the_desk(newsroom: Newsroom, required: None) -> None:
    User.objects.filter(pk=newsroom.publisher.pk).update(language="es")
    client = browser()
    give_password(client, "paul")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Quien puede publicar necesita uno de estos" in page
    assert "Autenticación de doble factor" in page
    assert 'href="/admin/you/"' in page


def test_a_demo_asks_nobody_and_says_so(newsroom: Newsroom) -> None:
    client = browser()
    give_password(client, "paul")
    assert b"This is a demo: the password is enough." in client.get("/admin/").content


# --- The end of sessions --------------------------------------------------------------------------------


def test_a_reset_ends_the_sessions_and_is_on_the_record(newsroom: Newsroom) -> None:
    client = desk(with_app(newsroom.editor))
    assert client.get("/admin/").status_code == 200
    call_command("reset_second_factor", "edna")
    assert client.get("/admin/").status_code == 302
    assert not Authenticator.objects.filter(user=newsroom.editor).exists()
    assert verbs_of(newsroom.editor)[-2:] == ["factor_removed", "factor_reset"]
    with pytest.raises(CommandError, match="Nobody has the username nobody"):
        call_command("reset_second_factor", "nobody")


def test_a_new_password_ends_the_sessions(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    sent = {"password1": "a long enough phrase", "password2": "a long enough phrase"}
    desk(newsroom.gia).post(f"/admin/articles/user/{newsroom.editor.pk}/password/", sent)
    assert client.get("/admin/").status_code == 302


def test_a_deactivated_colleague_is_out_with_the_next_click_and_their_words_stay_on_the_page(
    newsroom: Newsroom,
) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    sent = typed_into(client, story, headline="New headline")
    User.objects.filter(pk=newsroom.editor.pk).update(is_active=False)
    page = client.post(url("story_change", story.pk), sent)
    assert page.status_code == 200
    assert "headline=New+headline" in page.context["typed"]
    refused = sign_in(client, page, "edna")
    assert refused.status_code == 200
    assert refused.context["typed"] == page.context["typed"]
    story.refresh_from_db()
    assert story.headline == "Ferry returns to the bay"
    assert not Autosave.objects.exists()


def test_signing_out_ends_the_session(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    key = client.session.session_key
    assert client.post("/admin/logout/").status_code == 200
    assert not Session.objects.filter(pk=key).exists()
    assert verbs_of(newsroom.editor)[-1] == "signed_out"


# --- What is not there ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_logout", "socialaccount_login"])
def test_what_is_not_used_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_station_hosts_have_none_of_it(newsroom: Newsroom) -> None:
    answer = Client(headers={"host": newsroom.kmia.hosts.get().name}).get(reverse("mfa_index"))
    assert answer.status_code == 404
