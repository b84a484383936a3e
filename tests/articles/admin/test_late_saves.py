"""Two people in one form of the desk: the second is told who changed what, and keeps what they typed."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Autosave, Host, Person, Role, Section, Source, Station, Tag, User
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, save, send, url
from tests.cast import home, make_picture, make_section, make_station, make_story, make_user


def opened(client: Client, address: str) -> dict[str, Any]:
    """What the browser of somebody who has the form open would send."""
    page = client.get(address)
    assert page.status_code == 200
    return sent_by(page)


def sent_by(page: Any) -> dict[str, Any]:
    form = page.context["adminform"].form
    bound = list(form)
    for formset in page.context["inline_admin_formsets"]:
        bound += list(formset.formset.management_form)
        bound += [field for row in formset.formset.forms for field in row]
    sent = {field.html_name: field.field.prepare_value(field.value()) for field in bound}
    sent = {name: value for name, value in sent.items() if value is not None and value is not False}
    found = re.search(r'name="_seen" value="([^"]*)"', page.content.decode())
    return sent | ({"_seen": unescape(found[1])} if found else {})


def sentence(page: Any) -> str:
    assert page.status_code == 200
    errors: list[str] = page.context["adminform"].form.non_field_errors()
    assert len(errors) == 1
    return str(errors[0])


def test_the_second_saver_is_told_and_the_form_has_both(newsroom: Newsroom) -> None:
    address = url("section_change", newsroom.local.pk)
    mine, theirs = desk(newsroom.manager), desk(newsroom.gia)
    sent = opened(mine, address) | {"name": "Local"}
    assert theirs.post(address, opened(theirs, address) | {"aliases": "Metro"}).status_code == 302

    late = mine.post(address, sent)
    assert sentence(late) == (
        "gia saved this while you were writing. Taken from there: Aliases. Look it over, then save again."
    )
    newsroom.local.refresh_from_db()
    assert (newsroom.local.name, newsroom.local.aliases) == ("Local News", ["Metro"])

    assert mine.post(address, sent_by(late)).status_code == 302
    newsroom.local.refresh_from_db()
    assert (newsroom.local.name, newsroom.local.aliases) == ("Local", ["Metro"])


def test_what_both_changed_stays_as_the_second_typed_it_and_the_first_is_told(newsroom: Newsroom) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", bio="Writes.")
    address = url("person_change", person.pk)
    mine, theirs = desk(newsroom.manager), desk(newsroom.gia)
    sent = opened(mine, address) | {"bio": "Mine."}
    theirs.post(address, opened(theirs, address) | {"bio": "Theirs.", "job_title": "Editor"})
    late = mine.post(address, sent)
    assert "Taken from there: Job title. Bio is now “Theirs.” there; the form has yours." in sentence(late)
    mine.post(address, sent_by(late))
    person.refresh_from_db()
    assert (person.bio, person.job_title) == ("Mine.", "Editor")


def test_a_third_save_while_one_looks_is_told_as_well(newsroom: Newsroom) -> None:
    tag = Tag.objects.create(name="Harbor", slug="harbor")
    address = url("tag_change", tag.pk)
    mine, theirs = desk(newsroom.editor), desk(newsroom.gia)
    sent = opened(mine, address) | {"name": "Port"}
    theirs.post(address, opened(theirs, address) | {"name_es": "Puerto"})
    late = mine.post(address, sent)
    assert "Taken from there: Name in Spanish." in sentence(late)
    theirs.post(address, opened(theirs, address) | {"name_es": "El puerto"})
    later = mine.post(address, sent_by(late))
    assert "Taken from there: Name in Spanish." in sentence(later)
    assert mine.post(address, sent_by(later)).status_code == 302
    tag.refresh_from_db()
    assert (tag.name, tag.labels) == ("Port", {"es": "El puerto"})


def test_hosts_of_a_station_that_came_meanwhile_are_told_and_stay(newsroom: Newsroom) -> None:
    address = url("station_change", newsroom.kmia.pk)
    mine, theirs = desk(newsroom.gia), desk(newsroom.gia)
    sent = opened(mine, address) | {"tagline": "On the bay"}
    Host.objects.create(station=newsroom.kmia, name="www2.kmia.localhost")
    assert theirs.get(address).status_code == 200
    late = mine.post(address, sent)
    assert "Hosts there: kmia.localhost, primary; www2.kmia.localhost." in sentence(late)
    assert mine.post(address, sent_by(late)).status_code == 302
    newsroom.kmia.refresh_from_db()
    assert newsroom.kmia.tagline == "On the bay"
    assert newsroom.kmia.hosts.count() == 2


@pytest.mark.parametrize("model", ["asset", "source", "user", "membership", "address"])
def test_every_form_with_more_than_one_author_is_guarded(newsroom: Newsroom, model: str) -> None:
    picture = make_picture()
    source = Source.objects.create(name="AW", kind="wire", label="From AW")
    old = newsroom.kmia.hosts.get().addresses.create(path="/old.html", gone=True)
    rows: dict[str, tuple[Any, dict[str, Any]]] = {
        "asset": (picture, {"credit": "Theirs"}),
        "source": (source, {"label": "Theirs"}),
        "user": (newsroom.editor, {"last_name": "Theirs"}),
        "membership": (newsroom.editor.memberships.get(), {"role": "publisher"}),
        "address": (old, {"path": "/theirs.html"}),
    }
    row, change = rows[model]
    address = url(f"{model}_change", row.pk)
    mine, theirs = desk(newsroom.gia), desk(newsroom.gia)
    sent = opened(mine, address)
    assert theirs.post(address, opened(theirs, address) | change).status_code == 302
    late = mine.post(address, sent)
    assert "gia saved this while you were writing. Taken from there:" in sentence(late)
    assert mine.post(address, sent_by(late)).status_code == 302
    (name,) = change
    row.refresh_from_db()
    assert str(getattr(row, name)) == change[name]


@pytest.mark.parametrize("seen", ["", "x", "[]", '{"fields": 1}', '{"fields": {}, "rows": []}', "null"])
def test_what_no_page_of_ours_sends_back_guards_nothing_and_breaks_nothing(
    newsroom: Newsroom, seen: str
) -> None:
    address = url("section_change", newsroom.local.pk)
    client = desk(newsroom.manager)
    assert client.post(address, opened(client, address) | {"_seen": seen, "name": "Local"}).status_code == 302


def test_other_mistakes_are_shown_beside_it(newsroom: Newsroom) -> None:
    address = url("section_change", newsroom.local.pk)
    mine, theirs = desk(newsroom.manager), desk(newsroom.gia)
    sent = opened(mine, address) | {"name": ""}
    theirs.post(address, opened(theirs, address) | {"aliases": "Metro"})
    late = mine.post(address, sent)
    form = late.context["adminform"].form
    assert list(form.errors) == ["name", "__all__"]
    assert form["aliases"].value() == "Metro"


# --- At the same instant --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_one_saves_and_nine_are_told() -> None:
    station = make_station("KMIA")
    section = make_section(station)
    clients = [desk(make_user(f"manager{n}", Role.MANAGER, station)) for n in range(10)]
    address = url("section_change", section.pk)
    sent = opened(clients[0], address)
    together = threading.Barrier(10)

    def press_save(number: int) -> int:
        try:
            together.wait()
            return int(clients[number].post(address, sent | {"name": f"Name {number}"}).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(press_save, range(10)))
    assert sorted(answers) == [200] * 9 + [302]
    assert Section.objects.get().name == f"Name {answers.index(302)}"


# --- What was typed before the sign-in ended ------------------------------------------------------------


def signed_out(user: User, address: str, **changes: Any) -> tuple[Client, Any]:
    """Type, be signed out, press Save, sign in again; gives what the browser is led to."""
    client = desk(user)
    sent = opened(client, address) | changes
    client.cookies.clear()
    page = client.post(address, sent)
    answer = client.post(
        "/admin/login/",
        {
            "username": user.username,
            "password": "correct horse",
            "next": page.context["next"],
            "typed": page.context["typed"],
        },
    )
    return client, client.get(answer.headers["Location"])


def test_any_form_comes_back_after_signing_in_and_is_not_saved_by_that(newsroom: Newsroom) -> None:
    address = url("station_change", newsroom.kmia.pk)
    client, back = signed_out(
        newsroom.gia, address, tagline="On the bay", **{"hosts-0-name": "new.localhost"}
    )
    form = back.context["adminform"].form
    assert sentence(back).startswith("This is what you had typed. It is not saved yet")
    assert form["tagline"].value() == "On the bay"
    assert b'value="new.localhost"' in back.content
    station = Station.objects.get(pk=newsroom.kmia.pk)
    assert (station.tagline, station.hosts.get().name) == ("", "kmia.localhost")

    row = Autosave.objects.get()
    again = sent_by(back) | {"_typed": str(row.pk)}
    assert f'name="_typed" value="{row.pk}"' in back.content.decode()
    assert client.post(address, again).status_code == 302
    station.refresh_from_db()
    assert (station.tagline, station.hosts.get().name) == ("On the bay", "new.localhost")
    row.refresh_from_db()
    assert row.data == ""


def test_bringing_back_what_somebody_may_no_longer_save_saves_nothing(newsroom: Newsroom) -> None:
    address = url("section_change", newsroom.local.pk)
    client, _ = signed_out(newsroom.manager, address, name="Mine")
    newsroom.manager.memberships.update(role=Role.EDITOR)
    row = Autosave.objects.get()
    answer = client.get(address, {"_restore": row.pk})
    assert answer.status_code in (302, 403)
    newsroom.local.refresh_from_db()
    assert newsroom.local.name == "Local News"


# --- Questions, rules and the front page of the desk ----------------------------------------------------


def test_a_question_about_an_older_text_is_asked_again(newsroom: Newsroom) -> None:
    """Somebody saved between the question and the answer: nothing goes out unseen."""
    story = make_story(newsroom.local, body="<p>Seen.</p>", deck="A deck")
    publish_story(placement=home(story), by=None)
    paul = desk(newsroom.publisher)
    asked = send(paul, url("story_correct", story.pk), story)
    assert asked.status_code == 200
    seen = re.search(r'name="seen_version" value="(\d+)"', asked.content.decode())
    assert seen
    save(desk(newsroom.editor), story, body="<p>Not seen.</p>")
    answer = {"asked": "1", "seen_version": seen[1], "kind": "correction", "text": "The pier is open."}
    late = paul.post(url("story_correct", story.pk), answer)
    assert "since you opened it" in late.context["form"].non_field_errors()[0]
    assert b"The pier is open." in late.content
    assert story.editions.count() == 1
    assert b'name="seen_version" value="2"' in late.content


def test_the_rules_of_a_station_are_guarded(newsroom: Newsroom) -> None:
    address = url("station_rules", newsroom.kmia.pk)
    mine, theirs = desk(newsroom.manager), desk(newsroom.gia)

    def rules(page: Any) -> dict[str, Any]:
        form = page.context["form"]
        sent = {field.html_name: field.value() for field in form if field.value() is not False}
        return sent | {"_seen": form.seen()}

    sent = rules(mine.get(address))
    theirs.post(address, rules(theirs.get(address)) | {"second_eyes": "on"})
    late = mine.post(address, sent)
    assert "Taken from there: Ask for a second pair of eyes." in late.context["form"].non_field_errors()[0]
    assert mine.post(address, rules(late)).status_code == 302
    newsroom.kmia.refresh_from_db()
    assert newsroom.kmia.second_eyes


def test_the_desk_lists_what_one_typed_and_did_not_save(newsroom: Newsroom) -> None:
    client, _ = signed_out(newsroom.gia, url("station_change", newsroom.kmia.pk), tagline="On the bay")
    row = Autosave.objects.get()
    page = client.get("/admin/")
    assert page.context["typed"][0].headline == "Station"
    assert f'href="{row.path}?_restore={row.pk}"' in page.content.decode()
    assert desk(newsroom.manager).get("/admin/").context["typed"] == []


def test_words_about_a_picture_come_back_without_its_file(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    client.cookies.clear()
    page = client.post(url("asset_add"), {"title": "Bay", "alt": "A bay at dusk"})
    given = {"username": "gia", "password": "correct horse"}
    carried = {name: page.context[name] for name in ("next", "typed")}
    back = client.post("/admin/login/", given | carried)
    form = client.get(back.headers["Location"])
    assert form.context["form"]["alt"].value() == "A bay at dusk"
    assert b"Choose the files again." in form.content
