"""Who gets into the admin, what they find there, and what its answers carry."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.test import Client, RequestFactory

from articles.admin.base import DeskAdmin
from articles.admin.site import GROUPS
from articles.models import PageChange, Role, Station, Story, User
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, save, url
from tests.cast import make_picture, make_story, make_user

# Organisations that own nothing, versions and notices to come, spam: each has its own test.
BEFORE_READERS_HAVE_THEM = ("Organisation", "Policy", "MastheadEntry", "FccNotice", "CorrectionRequest")


def as_user(user: User) -> HttpRequest:
    request = RequestFactory(headers={"host": "localhost"}).get("/admin/")
    request.user = user
    return request


def menu(client: Client) -> dict[str, list[str]]:
    groups: Any = client.get("/admin/").context["app_list"]
    return {group["name"]: [table["name"] for table in group["models"]] for group in groups}


def test_the_menu_of_a_group_administrator(newsroom: Newsroom) -> None:
    assert menu(desk(newsroom.gia)) == {
        "Desk": ["Stories", "Fronts", "Breaking", "Pictures", "Requests for correction"],
        "Stations": ["Stations", "Sections", "People", "Sources", "Tags", "Addresses"],
        "Duties": [
            "Who is behind each station",
            "Organisations",
            "Policies",
            "Masthead",
            "FCC notices",
            "Contests",
        ],
        "Record": ["Editions", "Events", "Account events", "Files sent", "Import runs"],
        "Access": ["Users", "Memberships"],
    }


def test_the_menu_of_a_reporter(newsroom: Newsroom) -> None:
    assert menu(desk(newsroom.reporter)) == {
        "Desk": ["Stories", "Pictures"],
        "Stations": ["People", "Sources", "Tags"],
        "Record": ["Editions", "Events"],
    }


def test_the_menu_of_a_station_manager(newsroom: Newsroom) -> None:
    assert menu(desk(newsroom.manager))["Access"] == ["Users", "Memberships"]


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"is_staff": False}], ids=["deactivated", "not staff"]
)
def test_who_is_not_active_staff_is_sent_to_sign_in(newsroom: Newsroom, fields: dict[str, bool]) -> None:
    client = desk(newsroom.editor)
    User.objects.filter(pk=newsroom.editor.pk).update(**fields)
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_staff_without_a_role_is_sent_to_sign_in(newsroom: Newsroom) -> None:
    client = desk(make_user("nobody"))
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_django_permissions_give_nobody_anything(newsroom: Newsroom) -> None:
    newsroom.reporter.user_permissions.set(Permission.objects.all())
    client = desk(newsroom.reporter)
    for name in ("station_add", "user_add", "section_add", "membership_add", "edition_add"):
        assert client.get(url(name)).status_code == 403, name


def test_an_admin_without_verbs_refuses_even_a_group_administrator(newsroom: Newsroom) -> None:
    class Undecided(DeskAdmin):
        pass

    undecided = Undecided(Station, admin.site)
    request = as_user(newsroom.gia)
    assert not undecided.has_module_permission(request)
    assert not undecided.has_view_permission(request, newsroom.kmia)
    assert not undecided.has_add_permission(request)
    assert not undecided.has_change_permission(request, newsroom.kmia)
    assert not undecided.has_delete_permission(request, newsroom.kmia)


def test_an_admin_that_says_whose_its_rows_are_not_shows_none(newsroom: Newsroom) -> None:
    class Unscoped(DeskAdmin):
        verbs = admin.site.get_model_admin(Station).verbs  # type: ignore[attr-defined]

    assert not Unscoped(Station, admin.site).get_queryset(as_user(newsroom.manager)).exists()


def test_only_admins_with_verbs_of_ours_are_in_the_site() -> None:
    assert {model.__name__ for model in admin.site._registry} == {
        *(table for *_, tables in GROUPS for table in tables),
        "Revision",  # reached from its story
    }
    assert all(isinstance(found, DeskAdmin) for found in admin.site._registry.values())


def test_what_is_on_the_record_cannot_be_deleted(newsroom: Newsroom) -> None:
    make_story(newsroom.local)
    request = as_user(newsroom.gia)
    for model in admin.site._registry:
        name = model.__name__
        if name in ("Section", "Source", "Address", "Membership", *BEFORE_READERS_HAVE_THEM):
            continue
        row = model._default_manager.first()
        assert not admin.site.get_model_admin(model).has_delete_permission(request, row), name


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/", "/admin/articles/story/", "/admin/nothing/"])
def test_admin_answers_carry_the_admin_policy(newsroom: Newsroom, path: str) -> None:
    policy = desk(newsroom.gia).get(path).headers.get("Content-Security-Policy", "")
    if path == "/admin/login/":
        policy = Client(headers={"host": "localhost"}).get(path).headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy


def test_a_refusal_is_a_page_of_the_desk(newsroom: Newsroom) -> None:
    answer = desk(newsroom.reporter).get(url("station_add"))
    assert answer.status_code == 403
    assert b"A station manager can give you one that does." in answer.content
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_admin_speaks_no_inline_script(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.gia)
    for path in ("/admin/", url("story_changelist"), url("story_change", story.pk), url("story_add")):
        page = client.get(path).content.decode()
        assert "<script>" not in page, path
        assert "onclick=" not in page, path


def test_posts_need_their_token(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    client.force_login(newsroom.gia)
    assert client.post(url("story_publish", story.pk)).status_code == 403
    assert client.post(url("station_close", newsroom.kmia.pk)).status_code == 403
    assert not story.editions.exists()


def test_djangos_log_never_holds_the_words_of_a_story(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, "A headline to keep quiet about")
    save(desk(newsroom.editor), story, headline="Another one to keep quiet about")
    assert Story.objects.get(pk=story.pk).headline == "Another one to keep quiet about"
    assert not LogEntry.objects.exists()


def test_the_settings_name_a_policy_for_the_admin() -> None:
    assert settings.ADMIN_CSP["default-src"] == ["'none'"]


def test_completion_offers_only_what_one_may_see(newsroom: Newsroom) -> None:
    make_story(newsroom.desert, "Reservoir questions")
    ask = "/admin/autocomplete/?app_label=articles&model_name=address&field_name=story&term=reservoir"
    assert desk(newsroom.editor).get(ask).json()["results"] == []
    assert [row["text"] for row in desk(newsroom.zoe).get(ask).json()["results"]] == ["Reservoir questions"]
    users = "/admin/autocomplete/?app_label=articles&model_name=membership&field_name=user&term=a"
    assert desk(newsroom.editor).get(users).status_code == 403


def test_a_role_in_one_section_reaches_no_further(newsroom: Newsroom) -> None:
    sports_editor = make_user("sam", Role.EDITOR, newsroom.kmia, section=newsroom.sports)
    here, there = make_story(newsroom.sports, "Final whistle"), make_story(newsroom.local, "Council votes")
    client = desk(sports_editor)
    assert [story.headline for story in client.get(url("story_changelist")).context["cl"].result_list] == [
        "Final whistle"
    ]
    assert client.get(url("story_change", here.pk)).status_code == 200
    assert client.get(url("story_change", there.pk)).status_code == 302
    assert client.post(url("story_ready", there.pk)).status_code == 404
    refused = save(client, here, section=newsroom.local.pk)
    assert list(refused.context["form"].errors) == ["section"]


def test_saving_what_pages_show_tells_the_pages(newsroom: Newsroom) -> None:
    page = {
        "station": newsroom.kmia.pk,
        "name": "Local",
        "slug": "local-news",
        "aliases": "",
        "parent": "",
    }
    answer = desk(newsroom.manager).post(url("section_change", newsroom.local.pk), page)
    assert answer.status_code == 302
    keys = [f"section:{newsroom.local.pk}", f"station:{newsroom.kmia.pk}"]
    assert [change.keys for change in PageChange.objects.all()] == [keys]


def test_the_picture_list_is_everybodys(newsroom: Newsroom) -> None:
    make_picture()
    for user in (newsroom.reporter, newsroom.zoe):
        assert desk(user).get(url("asset_changelist")).context["cl"].result_count == 1
