"""The record of accounts: complete whoever writes, for reading only, and safe in a spreadsheet."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from articles.models import AccountEvent, Membership, User
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.articles.admin.test_users import user_page


def events(user: User, *verbs: str) -> list[tuple[Any, ...]]:
    found = AccountEvent.objects.filter(user=user, verb__in=verbs).order_by("pk")
    return list(found.values_list("verb", "actor__username", "before", "after"))


def test_a_role_given_changed_and_taken_back_at_the_desk(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    page = {"user": "zoe", "station": newsroom.kmia.pk, "section": newsroom.sports.pk, "role": "editor"}
    client.post(url("membership_add"), page)
    held = Membership.objects.get(user=newsroom.zoe, station=newsroom.kmia)
    client.post(url("membership_change", held.pk), page | {"role": "publisher"})
    client.post(url("membership_delete", held.pk), {"post": "yes"})
    editor = {"role": "editor", "station": "KMIA", "section": "Sports"}
    publisher = editor | {"role": "publisher"}
    assert events(newsroom.zoe, "role_given", "role_changed", "role_taken")[1:] == [
        ("role_given", "mia", {}, editor),
        ("role_changed", "mia", editor, publisher),
        ("role_taken", "mia", publisher, {}),
    ]


def test_a_deactivation_and_a_group_administrator(newsroom: Newsroom) -> None:
    sent = user_page(newsroom.editor, is_active="", is_superuser="on", email="edna@example.org")
    desk(newsroom.gia).post(url("user_change", newsroom.editor.pk), sent)
    assert events(newsroom.editor, "deactivated", "group_given", "mail_changed") == [
        ("mail_changed", "gia", {}, {}),
        ("deactivated", "gia", {"active": True}, {"active": False}),
        ("group_given", "gia", {"group administrator": False}, {"group administrator": True}),
    ]


def test_what_a_command_or_sql_does_is_on_the_record_as_well(newsroom: Newsroom, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough phrase\n"))
    call_command("createadmin", "ada")
    ada = User.objects.get(username="ada")
    with connection.cursor() as cursor:
        cursor.execute("update articles_user set is_active = false where id = %s", [ada.pk])
    assert [
        row[:2] for row in events(ada, "account_created", "group_given", "password_changed", "deactivated")
    ] == [
        ("account_created", None),
        ("group_given", None),
        ("password_changed", None),
        ("deactivated", None),
    ]


def test_a_failed_try_names_no_account_that_is_not_there(newsroom: Newsroom, client) -> None:
    for name in ("edna", "my secret password"):
        client.post("/admin/login/", {"username": name, "password": "wrong"}, headers={"host": "localhost"})
    tries = AccountEvent.objects.filter(verb="try_failed").order_by("pk")
    assert [(row.user, row.after) for row in tries] == [
        (newsroom.editor, {"at_step": "password"}),
        (None, {"at_step": "password"}),
    ]


@pytest.mark.parametrize(
    "change", ["update articles_accountevent set verb = 'x'", "delete from articles_accountevent"]
)
def test_nothing_is_changed_or_taken_away(newsroom: Newsroom, change: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_sign_ins_of_more_than_a_year_ago_may_go_and_nothing_else(newsroom: Newsroom) -> None:
    now = dt.datetime.now(dt.UTC)
    for verb in ("signed_in", "role_given"):
        for days in (300, 400):
            AccountEvent.objects.create(at=now - dt.timedelta(days=days), verb=verb, user=newsroom.zoe)
    call_command("prune_sign_ins")
    left = AccountEvent.objects.filter(user=newsroom.zoe, at__lt=now - dt.timedelta(days=1))
    assert sorted((row.verb, (now - row.at).days) for row in left) == [
        ("role_given", 300),
        ("role_given", 400),
        ("signed_in", 300),
    ]


def test_it_is_searched_and_exported_and_no_cell_is_a_formula(newsroom: Newsroom) -> None:
    User.objects.filter(pk=newsroom.zoe.pk).update(username="=zoe")
    client = desk(newsroom.gia)
    listed = client.get(url("accountevent_changelist"), {"q": "=zoe", "verb": "renamed"})
    assert [row.verb for row in listed.context["cl"].result_list] == ["renamed"]
    answer = client.get(url("accountevent_export"), {"q": "=zoe", "verb": "renamed"})
    text = b"".join(answer.streaming_content).decode()
    head, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == ["when (UTC)", "what", "account", "by", "before", "after"]
    assert row[1:] == ["Username changed", "'=zoe", "", "username: zoe", "username: =zoe"]
    assert desk(newsroom.manager).get(url("accountevent_export")).status_code == 403


def test_it_is_exported_in_the_language_of_the_desk(newsroom: Newsroom) -> None:
    User.objects.filter(pk=newsroom.gia.pk).update(language="es")
    client = desk(User.objects.get(pk=newsroom.gia.pk))
    text = b"".join(client.get(url("accountevent_export"), {"verb": "role_given"}).streaming_content).decode()
    head, row, *_ = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == ["cuándo (UTC)", "qué", "cuenta", "por", "antes", "después"]
    assert row[1:3] == ["Función dada", "zoe"]
