"""What a station owes: the list that leads to the forms, the forms, and the door that stays shut."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from articles.admin.station_duties import missing_words
from articles.duties import DUTIES
from articles.models import (
    Contest,
    ContestRules,
    FccNotice,
    Host,
    Imprint,
    MastheadEntry,
    Organisation,
    PageChange,
    Policy,
    Station,
)
from articles.pagecache.keys import station_key
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors_of, said, url
from tests.articles.duties import FILLED, add_policy, complete
from tests.cast import make_station
from tests.conftest import Clock


def imprint_page(station: Station, owners: list[dict[str, Any]] = [], **fields: Any) -> dict[str, Any]:  # noqa: B006
    page = {"station": station.pk, **FILLED, "founded": 1961, "fcc_reviewed_on": "2026-11-02"}
    page |= {"owners-TOTAL_FORMS": len(owners), "owners-INITIAL_FORMS": 0}
    for number, row in enumerate(owners):
        page |= {f"owners-{number}-{name}": value for name, value in row.items()}
    return page | fields


# --- Opening --------------------------------------------------------------------------------------------


def test_a_station_with_something_missing_does_not_open(newsroom: Newsroom, settings: Any) -> None:
    settings.DEMO = False
    station = make_station("KGCN", opened=False)
    client = desk(newsroom.gia)
    answer = client.post(url("station_open", station.pk), follow=True)
    assert answer.redirect_chain[-1][0] == url("station_duties", station.pk)
    assert b"Complete what is listed, then open it." in answer.content
    assert Station.objects.get(pk=station.pk).opened_at is None
    complete(station, public_file_url="https://publicfiles.fcc.example/KGCN")
    assert b"Nothing is missing." in client.get(url("station_duties", station.pk)).content
    client.post(url("station_open", station.pk))
    assert Station.objects.get(pk=station.pk).opened_at is not None


def test_in_the_demo_it_opens_with_a_warning(newsroom: Newsroom) -> None:
    station = make_station("KGCN", opened=False)
    answer = desk(newsroom.gia).post(url("station_open", station.pk))
    assert "Outside a demo it could not open" in said(answer)[1]
    assert Station.objects.get(pk=station.pk).opened_at is not None


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "the EEO report, or that you are exempt is missing"),
        ("es", 1, "falta el informe EEO, o que están exentos"),
        ("es", 2, "faltan el informe EEO, o que están exentos, un contacto inmediato para los subtítulos"),
    ],
)
def test_the_warning_counts_what_is_missing(
    newsroom: Newsroom, language: str, count: int, words: str
) -> None:
    owed = [duty for duty in DUTIES if duty.code in ("eeo_report_url", "captions_phone")]
    with translation.override(language):
        warning = missing_words(newsroom.kmia, owed[:count])
    assert f'">{words}</a>.' in warning


def test_the_warning_names_three_and_counts_the_rest(newsroom: Newsroom) -> None:
    with translation.override("es"):
        warning = missing_words(newsroom.kmia, DUTIES[:5])
    first = "el titular de la licencia o editor, la comunidad de la licencia, una dirección postal"
    assert f"faltan {first} y 2 más</a>." in warning


def test_a_station_that_is_open_stays_open_and_says_what_is_missing(
    newsroom: Newsroom, settings: Any
) -> None:
    settings.DEMO = False
    page = desk(newsroom.manager).get(url("station_duties", newsroom.kmia.pk)).content.decode()
    assert "20 things are missing" in page
    assert "It is open already: complete them soon." in page
    assert Station.objects.get(pk=newsroom.kmia.pk).opened_at is not None


def test_each_missing_thing_leads_to_the_form_that_mends_it(newsroom: Newsroom) -> None:
    client, kmia = desk(newsroom.manager), newsroom.kmia
    rows = client.get(url("station_duties", kmia.pk)).context["rows"]
    addresses = {row["duty"].code: row["address"] for row in rows if row["missing"]}
    assert addresses["email"] == f"{url('imprint_add')}?station={kmia.pk}#id_email"
    assert addresses["policy_ethics"] == f"{url('policy_add')}?station={kmia.pk}&kind=ethics"
    assert addresses["masthead"] == f"{url('mastheadentry_add')}?station={kmia.pk}"
    for address in addresses.values():
        assert client.get(address.partition("#")[0]).status_code == 200
    imprint = Imprint.objects.create(station=kmia, service="online", email="desk@miami.example")
    rows = client.get(url("station_duties", kmia.pk)).context["rows"]
    left = {row["duty"].code: row["address"] for row in rows if row["missing"]}
    assert left["owners"] == f"{url('imprint_change', imprint.pk)}#owners-group"
    assert {"email", "public_file_url", "captions_phone"}.isdisjoint(left)


def test_a_manager_of_another_station_and_an_editor_get_none_of_it(newsroom: Newsroom) -> None:
    page = url("station_duties", newsroom.kmia.pk)
    assert desk(newsroom.editor).get(page).status_code == 404
    assert desk(newsroom.zoe).get(page).status_code == 404
    for table in ("imprint", "policy", "mastheadentry", "fccnotice", "contest"):
        assert desk(newsroom.editor).get(url(f"{table}_changelist")).status_code == 403


# --- The forms ------------------------------------------------------------------------------------------


def test_the_imprint_is_filled_in_once_with_its_owners(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    owner = Organisation.objects.create(name="Bay Media Inc.")
    page = client.get(f"{url('imprint_add')}?station={newsroom.kmia.pk}").content.decode()
    assert "Rule: 47 CFR 73.3526(b), 73.3527(b)." in page
    sent = imprint_page(newsroom.kmia, [{"organisation": owner.pk, "share": "60"}])
    assert client.post(url("imprint_add"), sent).status_code == 302
    imprint = Imprint.objects.get()
    assert (imprint.legal_name, imprint.owners.get().organisation) == ("Biscayne Licence LLC", owner)
    assert PageChange.objects.latest("pk").keys == [station_key(newsroom.kmia.pk)]
    again = client.post(url("imprint_add"), sent)
    assert "station" in errors_of(again)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("public_file_url", "https://f.example/tv/kmia", "Write the call sign in capitals: KMIA."),
        (
            "public_file_url",
            "https://f.example/tv/KZVN",
            "This address does not name KMIA: link its own file.",
        ),
        ("eeo_year", "", "Say of which year the report is."),
    ],
)
def test_the_imprint_says_what_is_wrong_and_keeps_what_was_typed(
    newsroom: Newsroom, field: str, value: str, sentence: str
) -> None:
    page = desk(newsroom.manager).post(url("imprint_add"), imprint_page(newsroom.kmia, **{field: value}))
    assert errors_of(page)[field] == [sentence]
    assert b"Biscayne Licence LLC" in page.content
    assert not Imprint.objects.exists()


def test_nobody_owns_themselves_by_way_of_others(newsroom: Newsroom) -> None:
    top = Organisation.objects.create(name="Gulf Holdings")
    bay = Organisation.objects.create(name="Bay Media", parent=top)
    sent = {"name": "Gulf Holdings", "parent": bay.pk}
    page = desk(newsroom.manager).post(url("organisation_change", top.pk), sent)
    assert errors_of(page) == {"parent": ["Gulf Holdings is an owner of Bay Media already."]}


def policy_page(station: Station | None, **fields: Any) -> dict[str, Any]:
    page = {"station": station.pk if station else "", "kind": "ethics", "language": "en"}
    return page | {"text": "We ask twice.", "in_force_from": "2021-05-01T09:00"} | fields


def test_a_policy_in_force_is_never_changed_and_the_next_version_begins_with_its_words(
    newsroom: Newsroom, clock: Clock
) -> None:
    client = desk(newsroom.manager)
    assert client.post(url("policy_add"), policy_page(newsroom.kmia)).status_code == 302
    policy = Policy.objects.get()
    assert policy.in_force_from == dt.datetime(2021, 5, 1, 13, tzinfo=dt.UTC)
    assert policy.written_by == newsroom.manager
    page = client.get(url("policy_change", policy.pk))
    next_one = f"{url('policy_add')}?kind=ethics&amp;station={newsroom.kmia.pk}"
    assert next_one in page.content.decode()
    assert (
        client.post(url("policy_change", policy.pk), policy_page(newsroom.kmia, text="No.")).status_code
        == 403
    )
    assert client.post(url("policy_delete", policy.pk), {"post": "yes"}).status_code == 403
    begun = client.get(next_one.replace("&amp;", "&")).context["adminform"].form.initial
    assert (begun["text"], begun["language"]) == ("We ask twice.", "en")


def test_a_version_to_come_may_change_and_tells_the_pages_when_it_comes(
    newsroom: Newsroom, clock: Clock
) -> None:
    client = desk(newsroom.manager)
    client.post(url("policy_add"), policy_page(newsroom.kmia, in_force_from="2090-01-01T09:00"))
    policy = Policy.objects.get()
    assert PageChange.objects.latest("pk").effective_at == policy.in_force_from
    sent = {"language": "en", "text": "We ask three times.", "in_force_from": "2090-01-01T09:00"}
    assert client.post(url("policy_change", policy.pk), sent).status_code == 302
    assert Policy.objects.get().text == "We ask three times."
    earlier = client.post(url("policy_add"), policy_page(newsroom.kmia))
    assert errors_of(earlier)["__all__"] == [
        "Another version is dated then or later: date this one after it."
    ]


def test_the_group_speaks_through_its_administrators_alone(newsroom: Newsroom) -> None:
    add_policy(None, "privacy", "We keep little.")
    row = Policy.objects.get()
    manager = desk(newsroom.manager)
    assert manager.get(url("policy_change", row.pk)).status_code == 200
    page = manager.post(url("policy_add"), policy_page(None))
    assert "station" in errors_of(page)
    assert desk(newsroom.gia).post(url("policy_add"), policy_page(None)).status_code == 302
    assert Policy.objects.filter(station=None).count() == 2


def test_an_fcc_notice_stays_for_thirty_days_where_nobody_says_otherwise(newsroom: Newsroom) -> None:
    sent = {
        "station": newsroom.kmia.pk, "title": "Renewal of licence", "file_number": "", "text": "We apply.",
        "shown_from": "2090-01-01T09:00", "shown_until": "",
    }  # fmt: skip
    assert desk(newsroom.manager).post(url("fccnotice_add"), sent).status_code == 302
    notice = FccNotice.objects.get()
    assert notice.shown_until - notice.shown_from == dt.timedelta(days=30)
    moments = PageChange.objects.order_by("pk").values_list("effective_at", flat=True)
    assert list(moments)[1:] == [notice.shown_from, notice.shown_until]


def test_the_rules_of_a_contest_are_added_to_and_never_changed(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    sent = {
        "station": newsroom.kmia.pk, "name": "Name the ferry",
        "announced_at": "2026-01-01T09:00", "ends_at": "2090-01-01T09:00",
        "rules-TOTAL_FORMS": 1, "rules-INITIAL_FORMS": 0, "rules-0-text": "One name each.",
    }  # fmt: skip
    assert client.post(url("contest_add"), sent).status_code == 302
    contest, first = Contest.objects.get(), ContestRules.objects.get()
    changed = sent | {
        "rules-TOTAL_FORMS": 2, "rules-INITIAL_FORMS": 1, "rules-0-id": first.pk, "rules-0-text": "Other.",
        "rules-1-text": "Two names each.",
    }  # fmt: skip
    client.post(url("contest_change", contest.pk), changed)
    assert list(ContestRules.objects.values_list("text", flat=True)) == ["Two names each.", "One name each."]


def test_somebody_in_the_masthead_gets_a_last_day(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    sent = {"station": newsroom.kmia.pk, "role": "Editor in chief", "name": "Ana Ruiz", "position": 0}
    sent |= {"since": "2026-01-01", "until": "2025-01-01"}
    page = client.post(url("mastheadentry_add"), sent)
    assert errors_of(page)["__all__"] == ["The last day comes after the first one."]
    assert client.post(url("mastheadentry_add"), sent | {"until": "2090-01-01"}).status_code == 302
    midnight = dt.datetime(2090, 1, 2, 5, tzinfo=dt.UTC)
    assert PageChange.objects.latest("pk").effective_at == midnight
    assert MastheadEntry.objects.get().until == dt.date(2090, 1, 1)


def test_rows_of_another_station_are_out_of_reach(newsroom: Newsroom) -> None:
    imprint = complete(newsroom.kzvn, public_file_url="https://f.example/KZVN")
    client = desk(newsroom.manager)
    assert client.get(url("imprint_change", imprint.pk)).status_code == 302
    sent = policy_page(newsroom.kzvn, in_force_from="2090-01-01T09:00")
    assert "station" in errors_of(client.post(url("policy_add"), sent))
    assert Host.objects.count() == 2
