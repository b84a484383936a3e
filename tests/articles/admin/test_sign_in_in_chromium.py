"""Signing in in a real browser: password and code, a passkey of a virtual authenticator, five wrong tries."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.errors import TooManyTries
from articles.models import AccountEvent, Role, User
from tests.articles.admin.chromium import AXE, WATCH
from tests.articles.admin.test_second_factor import code
from tests.cast import make_station, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paul(transactional_db: None, settings) -> User:
    settings.SECOND_FACTOR_REQUIRED = True
    return make_user("paul", Role.PUBLISHER, make_station("KMIA"))


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, paul: User) -> Any:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def type_password(page: Page, password: str = "correct horse") -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", "paul")
    page.fill("#id_password", password)
    page.click("#login-form input[type=submit]")


def give_code(page: Page, text: str) -> None:
    page.fill("#id_code", text)
    page.click("#content button.act-main")


def sign_out(page: Page) -> None:
    page.click("#logout-form button")
    page.wait_for_load_state()


def is_in_order(page: Page) -> None:
    """No violation of the policy, and nothing that keeps people out."""
    assert page.evaluate("violations") == []
    found = Axe().run(page, options=AXE).response["violations"]
    serious = [
        (row["id"], row["nodes"][0]["html"]) for row in found if row["impact"] in ("serious", "critical")
    ]
    assert serious == []


def give_key(page: Page) -> None:
    """A device that holds passkeys and knows its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_both_ways_in_stand_one_below_the_other(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/login/")
    rows = "#id_username, #id_password, #login-form input[type=submit], #passkey_login"
    boxes: Any = [row.bounding_box() for row in page.locator(rows).all()]
    assert len(boxes) == 4
    assert len({(box["x"], box["width"]) for box in boxes}) == 1
    ends = [box["y"] + box["height"] for box in boxes]
    assert all(end < box["y"] for end, box in zip(ends, boxes[1:], strict=False))


def test_a_password_and_an_app(page: Page, paul: User) -> None:
    type_password(page)
    expect(page).to_have_url(re.compile(reverse("mfa_index")))
    is_in_order(page)
    page.click(f"a[href='{reverse('mfa_activate_totp')}']")
    is_in_order(page)
    secret = page.input_value("#authenticator_secret")
    give_code(page, code(secret))
    expect(page.locator("#recovery_codes")).to_have_value(re.compile(r"^(\w+\n){9}\w+$"))
    is_in_order(page)
    spare = page.input_value("#recovery_codes").split("\n")[0]
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/admin/$"))
    sign_out(page)

    type_password(page)
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
    is_in_order(page)
    shown = code(secret, ahead=1)
    for wrong in ("no code", code(secret, ahead=9)):
        give_code(page, wrong)
        expect(page.locator(".errorlist")).to_be_visible()
    give_code(page, shown)
    expect(page).to_have_url(re.compile("/admin/$"))
    last = AccountEvent.objects.filter(user=paul, verb="signed_in").latest("pk")
    assert last.after == {"by_means_of": ["password", "totp"]}
    sign_out(page)

    type_password(page)
    give_code(page, shown)
    expect(page.locator(".errorlist")).to_be_visible()
    give_code(page, spare)
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_passkey_is_added_and_then_enough(page: Page, paul: User) -> None:
    give_key(page)
    type_password(page)
    page.click(f"a[href='{reverse('mfa_add_webauthn')}']")
    is_in_order(page)
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    expect(page).to_have_url(re.compile(reverse("mfa_view_recovery_codes")))
    page.goto("/admin/")
    sign_out(page)

    page.goto("/admin/login/?next=/admin/articles/story/")
    is_in_order(page)
    page.click("#passkey_login")
    expect(page).to_have_url(re.compile(r"^[^?]+/admin/articles/story/$"))
    last = AccountEvent.objects.filter(user=paul, verb="signed_in").latest("pk")
    assert last.after == {"by_means_of": ["webauthn"]}
    page.goto(reverse("mfa_list_webauthn"))
    is_in_order(page)


def test_without_a_passkey_a_sentence_says_so(page: Page, paul: User) -> None:
    give_key(page)
    page.goto("/admin/login/")
    page.click("#passkey_login")
    expect(page.locator("#passkey-error")).to_contain_text("The passkey was not taken.")


def test_five_wrong_tries(page: Page, paul: User) -> None:
    for _ in range(5):
        type_password(page, "wrong")
        expect(page.locator(".errornote")).to_contain_text("correct username and password")
    type_password(page)
    expect(page.locator(".errornote")).to_contain_text(str(TooManyTries()))
