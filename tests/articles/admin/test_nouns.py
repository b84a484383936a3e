"""People, sources, tags and addresses."""

from typing import Any

import pytest

from articles.models import Address, Person, Source, Tag
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors_of, url
from tests.cast import home, make_story


def person_page(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "job_title": "", "bio": "", "photo": "", "listed_on": []} | fields


def test_a_persons_address_comes_with_the_name_and_stays(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    for more in ({}, {"namesake": "on"}):
        client.post(url("person_add"), person_page("Zoë Müller-Ruiz", **more))
    assert list(Person.objects.values_list("slug", flat=True)) == ["zoe-muller-ruiz", "zoe-muller-ruiz-2"]
    person = Person.objects.get(slug="zoe-muller-ruiz")
    client.post(url("person_change", person.pk), person_page("Zoë Ruiz", slug="hacked", merged_into="2"))
    person.refresh_from_db()
    assert (person.name, person.slug, person.merged_into) == ("Zoë Ruiz", "zoe-muller-ruiz", None)


def test_a_second_person_of_a_name_is_asked_about(newsroom: Newsroom) -> None:
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", job_title="Meteorologist")
    theo = Person.objects.create(name="Theo Marchetti", slug="theo-marchetti")
    client = desk(newsroom.manager)
    asked = client.post(url("person_add"), person_page("ANA RUIZ"))
    (sentence,) = errors_of(asked)["name"]
    assert sentence.startswith("Ana Ruiz, Meteorologist, has the page /person/ana-ruiz/ already.")
    assert b'name="namesake"' in asked.content
    assert b'name="namesake"' not in client.get(url("person_add")).content
    assert list(errors_of(client.post(url("person_change", theo.pk), person_page("Ana Ruiz")))) == ["name"]
    assert (
        client.post(url("person_change", theo.pk), person_page("Theo Marchetti", bio="New")).status_code
        == 302
    )
    client.post(url("person_add"), person_page("Ana Ruiz", namesake="on"))
    assert set(Person.objects.filter(name="Ana Ruiz").values_list("slug", flat=True)) == {
        "ana-ruiz",
        "ana-ruiz-2",
    }


def test_a_manager_lists_people_on_their_own_station_and_leaves_the_others_alone(newsroom: Newsroom) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    person.listed_on.set([newsroom.kzvn])
    client = desk(newsroom.manager)
    client.post(url("person_change", person.pk), person_page("Ana Ruiz", listed_on=[newsroom.kmia.pk]))
    assert set(person.listed_on.all()) == {newsroom.kmia, newsroom.kzvn}
    client.post(url("person_change", person.pk), person_page("Ana Ruiz"))
    assert set(person.listed_on.all()) == {newsroom.kzvn}
    refused = client.post(
        url("person_change", person.pk), person_page("Ana Ruiz", listed_on=[newsroom.kzvn.pk])
    )
    assert list(errors_of(refused)) == ["listed_on"]


def test_a_person_whom_others_have_can_be_listed_and_not_renamed(newsroom: Newsroom) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", bio="Weather since 2009.")
    person.listed_on.set([newsroom.kzvn])
    client = desk(newsroom.manager)
    page = client.get(url("person_change", person.pk)).content.decode()
    assert "Readers of KZVN have it, or will. Only a manager of that station may do this" in page
    assert 'name="listed_on"' in page
    assert 'name="name"' not in page
    sent = person_page("Mine", bio="Mine", listed_on=[newsroom.kmia.pk])
    assert client.post(url("person_change", person.pk), sent).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.bio) == ("Ana Ruiz", "Weather since 2009.")
    assert set(person.listed_on.all()) == {newsroom.kmia, newsroom.kzvn}


def test_a_tag_that_others_have_is_theirs_to_name(newsroom: Newsroom) -> None:
    publish_story(placement=home(make_story(newsroom.desert, "Dam", tags=["Harbor"])), by=None)
    tag = Tag.objects.get()
    client = desk(newsroom.editor)
    page = client.get(url("tag_change", tag.pk)).content.decode()
    assert "Readers of KZVN have it, or will. Only an editor of that station may do this" in page
    assert client.post(url("tag_change", tag.pk), {"name": "Mine", "name_es": ""}).status_code == 403
    renamed = desk(newsroom.zoe).post(url("tag_change", tag.pk), {"name": "Port", "name_es": ""})
    assert renamed.status_code == 302
    make_story(newsroom.local, "Ferry", tags=["Port"])
    assert list(Tag.objects.values_list("name", flat=True)) == ["Port"]


def test_a_tag_of_any_alphabet_gets_an_address_that_stays(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    client.post(url("tag_add"), {"name": "Ураган", "name_es": "Huracán"})
    tag = Tag.objects.get()
    assert (tag.slug, tag.labels) == ("uragan", {"es": "Huracán"})
    client.post(url("tag_change", tag.pk), {"name": "Hurricanes", "name_es": "", "slug": "other"})
    tag.refresh_from_db()
    assert (tag.name, tag.slug, tag.labels) == ("Hurricanes", "uragan", {})


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("HARBOR", "There is a tag “Harbor” already."),
        ("Boats, ships", "A comma parts one tag from the next: use another sign."),
    ],
)
def test_tags_that_would_be_confused_are_refused(newsroom: Newsroom, name: str, sentence: str) -> None:
    Tag.objects.create(name="Harbor", slug="harbor")
    refused = desk(newsroom.editor).post(url("tag_add"), {"name": name, "name_es": ""})
    assert errors_of(refused) == {"name": [sentence]}


def test_a_reporter_reads_tags_and_changes_none(newsroom: Newsroom) -> None:
    tag = Tag.objects.create(name="Harbor", slug="harbor")
    client = desk(newsroom.reporter)
    assert client.get(url("tag_change", tag.pk)).status_code == 200
    assert client.post(url("tag_change", tag.pk), {"name": "Mine", "name_es": ""}).status_code == 403


def test_no_name_brings_a_control_into_the_feeds(newsroom: Newsroom) -> None:
    """XML has no way to write one: a feed that met it could not be made, and no story was in it."""
    client = desk(newsroom.manager)
    page = {"name": "Gulf\x1b Wire", "label": " From \u202eGulf\x1b  Wire", "kind": "wire", "owner_type": ""}
    client.post(url("source_add"), page | {"country": "us"})
    source = Source.objects.get()
    assert (source.name, source.label) == ("Gulf Wire", "From Gulf Wire")
    section = {
        "station": newsroom.kmia.pk,
        "name": "Spo\x1brts",
        "slug": "sports",
        "parent": "",
        "aliases": "",
    }
    client.post(url("section_change", newsroom.sports.pk), section)
    newsroom.sports.refresh_from_db()
    assert newsroom.sports.name == "Sports"


def test_a_bio_keeps_its_paragraphs_and_no_control(newsroom: Newsroom) -> None:
    bio = "Covers the port.\r\n\r\nGrew up\x1b in the bay."
    desk(newsroom.gia).post(url("person_add"), person_page("Ana Ruiz", bio=bio))
    assert Person.objects.get().bio == "Covers the port.\n\nGrew up in the bay."


def test_a_source_that_a_story_names_stays(newsroom: Newsroom) -> None:
    page = {"name": "Gulf Coast Wire", "label": "From Gulf Coast Wire", "kind": "wire", "owner_type": ""}
    client = desk(newsroom.manager)
    client.post(url("source_add"), page | {"country": "us"})
    source = Source.objects.get()
    assert source.country == "US"
    story = make_story(newsroom.local, source=source)
    assert client.post(url("source_delete", source.pk), {"post": "yes"}).status_code == 403
    story.source = None
    story.save()
    assert client.post(url("source_delete", source.pk), {"post": "yes"}).status_code == 302


def test_an_address_leads_to_one_place_on_ones_own_host(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    mine, theirs = newsroom.kmia.hosts.get(), newsroom.kzvn.hosts.get()
    client = desk(newsroom.manager)
    page = {"host": mine.pk, "path": "/news/1.html", "story": story.pk, "url": ""}
    assert client.post(url("address_add"), page).status_code == 302
    address = Address.objects.get()
    assert (address.path, address.story) == ("/news/1.html", story)
    refused = client.post(url("address_add"), page | {"path": "/2", "gone": "on"})
    assert errors_of(refused) == {"url": ["Say one thing: a story, a place elsewhere, or gone."]}
    refused = client.post(url("address_add"), page | {"path": "/2", "host": theirs.pk})
    assert list(errors_of(refused)) == ["host"]
    refused = client.post(url("address_add"), page | {"path": "//evil.example/"})
    assert list(errors_of(refused)) == ["path"]


def test_an_address_does_not_lead_to_a_story_one_cannot_see(newsroom: Newsroom) -> None:
    story = make_story(newsroom.desert)
    page = {"host": newsroom.kmia.hosts.get().pk, "path": "/1", "story": story.pk, "url": ""}
    assert list(errors_of(desk(newsroom.manager).post(url("address_add"), page))) == ["story"]
    theirs = Address.objects.create(host=newsroom.kzvn.hosts.get(), path="/1", gone=True)
    assert desk(newsroom.manager).get(url("address_change", theirs.pk)).status_code == 302
