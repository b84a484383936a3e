"""The people who sign in, and who may give them which role."""

import datetime as dt
from typing import Any

import pytest

from articles.errors import NotAllowed
from articles.models import Membership, Role, Station, User
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors_of, url
from tests.cast import make_user


def user_page(user: User, **fields: Any) -> dict[str, Any]:
    page = {
        "username": user.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }
    page |= {"is_active": "on"} if user.is_active else {}
    page |= {"is_superuser": "on"} if user.is_superuser else {}
    return page | fields


def test_a_group_administrator_makes_accounts_of_staff(newsroom: Newsroom) -> None:
    password = "a long enough phrase"
    answer = desk(newsroom.gia).post(
        url("user_add"),
        {
            "username": "nia",
            "first_name": "Nia",
            "last_name": "Reed",
            "email": "",
            "password1": password,
            "password2": password,
            "is_superuser": "on",
            "groups": "1",
        },
    )
    nia = User.objects.get(username="nia")
    assert answer.headers["Location"] == url("user_change", nia.pk)
    assert (nia.is_staff, nia.is_superuser, nia.is_active) == (True, False, True)
    assert nia.check_password(password)


def test_a_weak_password_is_refused(newsroom: Newsroom) -> None:
    page = {"username": "nia", "password1": "short", "password2": "short"}
    assert list(errors_of(desk(newsroom.gia).post(url("user_add"), page))) == ["password2"]


def test_people_are_deactivated_and_never_deleted(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    assert client.post(url("user_delete", newsroom.editor.pk), {"post": "yes"}).status_code == 403
    client.post(url("user_change", newsroom.editor.pk), user_page(newsroom.editor, is_active=""))
    newsroom.editor.refresh_from_db()
    assert not newsroom.editor.is_active


def test_nobody_takes_the_keys_from_themselves(newsroom: Newsroom) -> None:
    refused = desk(newsroom.gia).post(
        url("user_change", newsroom.gia.pk), user_page(newsroom.gia, is_superuser="", is_active="")
    )
    assert sorted(errors_of(refused)) == ["is_active", "is_superuser"]


def test_the_form_of_a_user_gives_no_django_permissions(newsroom: Newsroom) -> None:
    page = desk(newsroom.gia).get(url("user_change", newsroom.editor.pk))
    form: Any = page.context["adminform"].form
    assert not {"groups", "user_permissions", "is_staff", "password"} & form.fields.keys()
    assert b"pbkdf2" not in page.content
    assert b"md5$" not in page.content
    desk(newsroom.gia).post(
        url("user_change", newsroom.editor.pk),
        user_page(newsroom.editor, user_permissions=["1"], groups=["1"], is_staff="", password="x"),
    )
    after = User.objects.get(pk=newsroom.editor.pk)
    assert (after.is_staff, after.user_permissions.count(), after.password) == (
        True,
        0,
        newsroom.editor.password,
    )


def test_a_new_password_is_set_by_a_group_administrator_alone(newsroom: Newsroom) -> None:
    address = f"/admin/articles/user/{newsroom.editor.pk}/password/"
    sent = {"password1": "a long enough phrase", "password2": "a long enough phrase"}
    assert desk(newsroom.manager).post(address, sent).status_code == 403
    assert desk(newsroom.gia).post(address, sent).status_code == 302
    newsroom.editor.refresh_from_db()
    assert newsroom.editor.check_password("a long enough phrase")


def test_a_manager_sees_the_names_of_their_own_people_and_changes_nobody(newsroom: Newsroom) -> None:
    User.objects.filter(pk=newsroom.editor.pk).update(email="edna@example.org")
    Membership.objects.create(user=newsroom.editor, station=newsroom.kzvn, role=Role.REPORTER)
    client = desk(newsroom.manager)
    listed: Any = client.get(url("user_changelist"))
    assert [user.username for user in listed.context["cl"].result_list] == ["edna", "mia", "paul", "rita"]
    assert b"KZVN" not in listed.content
    page = client.get(url("user_change", newsroom.editor.pk))
    assert page.status_code == 200
    assert b"edna@example.org" not in page.content
    assert b"KZVN" not in page.content
    assert client.post(url("user_change", newsroom.editor.pk), user_page(newsroom.editor)).status_code == 403
    assert client.get(url("user_change", newsroom.zoe.pk)).status_code == 302
    assert client.get(url("user_add")).status_code == 403


@pytest.mark.parametrize(
    "asked", ["email__startswith=e", "password__contains=1", "last_login__gt=2020-01-01"]
)
def test_no_address_asks_for_what_the_list_does_not_show(newsroom: Newsroom, asked: str) -> None:
    assert desk(newsroom.manager).get(f"{url('user_changelist')}?{asked}").status_code == 400


def test_roles_in_one_section_are_told_as_such(newsroom: Newsroom) -> None:
    make_user("sam", Role.EDITOR, newsroom.kmia, section=newsroom.sports)
    page = desk(newsroom.gia).get(url("user_changelist")).content.decode()
    assert "Editor of Sports at KMIA" in page
    assert ">Editor at KMIA<" in page
    assert ">Group administrator<" in page


def test_when_somebody_signed_in_is_told_in_the_readers_zone(newsroom: Newsroom) -> None:
    Membership.objects.create(user=newsroom.gia, station=newsroom.kzvn, role=Role.MANAGER)
    Station.objects.filter(pk=newsroom.kmia.pk).update(timezone="America/Los_Angeles")
    seen = dt.datetime(2026, 1, 5, 16, 30, tzinfo=dt.UTC)
    User.objects.filter(pk=newsroom.editor.pk).update(last_login=seen)
    page = desk(newsroom.gia).get(url("user_change", newsroom.editor.pk)).content.decode()
    assert "8:30 a.m. PST, Jan. 5, 2026" in page
    assert "KMIA: Sports" in page  # and not "Sports", of which every station has one


# --- Memberships ----------------------------------------------------------------------------------------


def test_a_manager_gives_roles_at_their_own_station(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    page = {"user": "zoe", "station": newsroom.kmia.pk, "section": "", "role": "editor"}
    assert client.post(url("membership_add"), page).status_code == 302
    assert Membership.objects.filter(user=newsroom.zoe, station=newsroom.kmia, role="editor").exists()
    refused = client.post(url("membership_add"), page | {"station": newsroom.kzvn.pk, "role": "manager"})
    assert list(errors_of(refused)) == ["station"]
    refused = client.post(url("membership_add"), page | {"section": newsroom.desert.pk})
    assert list(errors_of(refused)) == ["section"]


@pytest.mark.parametrize("typed", ["zo", "Zoe", "dan", ""])
def test_a_manager_names_an_account_exactly_and_leafs_through_none(newsroom: Newsroom, typed: str) -> None:
    make_user("dan", is_active=False)
    client = desk(newsroom.manager)
    page = {"user": typed, "station": newsroom.kmia.pk, "section": "", "role": "editor"}
    refused = client.post(url("membership_add"), page)
    assert list(errors_of(refused)) == ["user"]
    assert b"<option" not in refused.content.split(b'id="id_user"')[1].split(b"</div>")[0]


def test_a_role_passes_to_nobody_else(newsroom: Newsroom) -> None:
    mine = Membership.objects.get(user=newsroom.reporter)
    page = {"user": "edna", "station": newsroom.kmia.pk, "section": "", "role": "publisher"}
    desk(newsroom.manager).post(url("membership_change", mine.pk), page)
    mine.refresh_from_db()
    assert (mine.user, mine.role) == (newsroom.reporter, "publisher")


def test_a_second_role_in_one_place_is_refused_in_words(newsroom: Newsroom) -> None:
    page = {"user": "rita", "station": newsroom.kmia.pk, "section": "", "role": "editor"}
    assert errors_of(desk(newsroom.manager).post(url("membership_add"), page)) == {
        "__all__": ["This person has a role there already: change that one."]
    }


def test_a_manager_takes_a_role_back(newsroom: Newsroom) -> None:
    mine = Membership.objects.get(user=newsroom.reporter)
    theirs = Membership.objects.get(user=newsroom.zoe)
    client = desk(newsroom.manager)
    assert client.post(url("membership_delete", mine.pk), {"post": "yes"}).status_code == 302
    client.post(url("membership_delete", theirs.pk), {"post": "yes"})
    assert set(Membership.objects.filter(pk__in=[mine.pk, theirs.pk])) == {theirs}


@pytest.mark.parametrize("section", ["", "local"])
def test_who_manages_one_section_gives_no_role_beyond_it(newsroom: Newsroom, section: str) -> None:
    head = make_user("sam", Role.MANAGER, newsroom.kmia, section=newsroom.sports)
    page = {"user": "sam", "station": newsroom.kmia.pk, "role": "manager"}
    client = desk(head)
    beyond = newsroom.local.pk if section else ""
    refused = client.post(url("membership_add"), page | {"section": beyond})
    expected = {"section"} if section else {"__all__"}
    assert errors_of(refused).keys() == expected
    if not section:
        assert errors_of(refused)["__all__"] == [str(NotAllowed())]
    inside = {"user": "zoe", "station": newsroom.kmia.pk, "role": "editor"}
    assert client.post(url("membership_add"), inside | {"section": newsroom.sports.pk}).status_code == 302


def test_an_editor_gives_no_roles(newsroom: Newsroom) -> None:
    assert desk(newsroom.editor).get(url("membership_add")).status_code == 403
    assert desk(newsroom.editor).get(url("membership_changelist")).status_code == 403
