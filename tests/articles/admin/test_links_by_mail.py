"""Links to set a password, by mail: of an invitation, and of a forgotten one."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import tasks
from articles.errors import MailRefused
from articles.models import User
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, said, url
from tests.articles.admin.test_second_factor import browser, verbs_of


def link_in(sent: Any) -> str:
    found = re.search(r"http://[^/]+(/admin/account/password/\S+)", sent.body)
    assert found
    return found[1]


def set_password(client: Client, link: str, password: str = "a long enough phrase") -> Any:
    form = client.get(link, follow=True)
    if not form.context["validlink"]:
        return form
    address = form.redirect_chain[-1][0]
    return client.post(address, {"new_password1": password, "new_password2": password})


def test_an_invitation_is_a_link_that_works_once(newsroom: Newsroom) -> None:
    page = {"username": "nia", "email": "nia@example.org", "password1": "", "password2": ""}
    added = desk(newsroom.gia).post(url("user_add"), page)
    assert said(added)[-1] == "A link to set the password went to nia@example.org."
    nia = User.objects.get(username="nia")
    assert not nia.has_usable_password()
    link = link_in(mail.outbox[0])
    assert mail.outbox[0].to == ["nia@example.org"]
    assert set_password(browser(), link).status_code == 302
    nia.refresh_from_db()
    assert nia.check_password("a long enough phrase")
    assert set_password(browser(), link, "another long phrase").status_code == 200
    nia.refresh_from_db()
    assert nia.check_password("a long enough phrase")
    assert verbs_of(nia) == ["account_created", "invited", "password_changed"]


def test_an_account_needs_a_password_or_an_address(newsroom: Newsroom) -> None:
    page = {"username": "nia", "email": "", "password1": "", "password2": ""}
    answer = desk(newsroom.gia).post(url("user_add"), page)
    assert list(answer.context["adminform"].form.errors) == ["email"]


def ask_for_link(address: str) -> Any:
    return browser().post(reverse("admin_password_reset"), {"email": address})


def left_to_the_worker() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="articles.tasks.mail_links").order_by("pk"))


def do_the_mails() -> None:
    """As the worker does."""
    for job in left_to_the_worker():
        tasks.mail_links(**job.args)


def test_a_forgotten_password_and_nothing_told_about_others(newsroom: Newsroom) -> None:
    User.objects.filter(pk=newsroom.editor.pk).update(email="edna@example.org")
    User.objects.filter(pk=newsroom.reporter.pk).update(email="rita@example.org", is_active=False)
    answers = [ask_for_link(name) for name in ("edna@example.org", "rita@example.org", "nobody@example.org")]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, reverse("password_reset_done"))
    ] * 3
    do_the_mails()
    assert [sent.to for sent in mail.outbox] == [["edna@example.org"]]
    assert set_password(browser(), link_in(mail.outbox[0])).status_code == 302


def test_an_address_that_nobody_has_costs_the_same_steps(newsroom: Newsroom) -> None:
    """The time of the answer would tell whether a mail was sent before it."""
    User.objects.filter(pk=newsroom.editor.pk).update(email="edna@example.org")
    taken = []
    for address in ("edna@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as seen:
            ask_for_link(address)
        taken.append([query["sql"].split(" ", 3)[:3] for query in seen])
    assert taken[0] == taken[1]
    assert len(taken[0]) == 6
    assert mail.outbox == []
    assert [job.args for job in left_to_the_worker()] == [
        {"accounts": [newsroom.editor.pk]},
        {"accounts": []},
    ]


def test_a_link_that_the_mail_host_refused_is_tried_again(newsroom: Newsroom, monkeypatch: Any) -> None:
    User.objects.filter(pk=newsroom.editor.pk).update(email="edna@example.org")
    ask_for_link("edna@example.org")
    with monkeypatch.context() as away:
        away.setattr("articles.services.accounts.send_mail", refuse)
        with pytest.raises(MailRefused):
            do_the_mails()
    do_the_mails()
    assert [sent.to for sent in mail.outbox] == [["edna@example.org"]]


def refuse(*args: Any, **options: Any) -> None:
    raise OSError("the mail host is away")


def test_links_are_asked_for_five_times_a_minute(newsroom: Newsroom) -> None:
    asked = [ask_for_link("edna@example.org") for _ in range(6)]
    assert [answer.status_code for answer in asked] == [302] * 5 + [429]
