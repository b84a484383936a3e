"""Every form of the admin, posted with every field of its table: what a role may not change, stays."""

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.utils import timezone

from articles import models as nouns
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, forms_on, shown, url
from tests.articles.duties import LONG_AGO, add_policy, complete
from tests.articles.world import DRAFTS
from tests.cast import home, make_picture, make_story

# What each role may change of each table through its form, given a row of their own station.
# A table or field that is not here must not change; a new one fails until somebody has decided.
STORY = {
    *("headline", "deck", "body", "language", "dateline", "source_id", "lead_picture_id", "published_at"),
    *(
        "published_at_estimated",
        "published_at_day_only",
        "label",
        "ai_use",
        "embargo_until",
        "on_hold",
        "version",
        "updated_at",
    ),
}
SECTION = {"name", "slug", "parent_id", "aliases"}
PERSON = {"name", "job_title", "bio", "photo_id"}
SOURCE = {"name", "kind", "owner_type", "country", "label"}
TAG = {"name", "labels"}
ADDRESS = {"host_id", "path", "story_id", "url", "gone"}
MEMBERSHIP = {"station_id", "section_id", "role"}
ORGANISATION = {"name", "country", "website", "parent_share", "funding"}
IMPRINT = {
    *("service", "legal_name", "community", "founded", "address", "phone", "email", "public_file_contact"),
    *(
        "public_file_phone",
        "public_file_email",
        "public_file_url",
        "eeo_report_url",
        "eeo_year",
        "eeo_exempt",
    ),
    *("fcc_reviewed_on", "captions_phone", "captions_email", "captions_complaints"),
}
# Until it is in force; who wrote it is noted by itself.
POLICY = {"language", "text", "in_force_from", "written_by_id"}
MASTHEAD = {"role", "name", "person_id", "email", "position", "since", "until"}
NOTICE = {"title", "file_number", "text", "shown_from", "shown_until"}
CONTEST = {"name", "announced_at", "ends_at"}
DUTIES = {
    "organisation": ORGANISATION,
    "imprint": IMPRINT,
    "policy": POLICY,
    "mastheadentry": MASTHEAD,
    "fccnotice": NOTICE,
    "contest": CONTEST,
}
# Its answer closes it, by whoever gives it.
REQUEST = {"answer", "correction_id", "closed_at", "closed_by_id", "mailed_at"}
ASSET = {
    *("title", "alt", "is_decorative", "caption", "credit", "copyright", "licence", "expires_at"),
    *("digital_source", "focal_x", "focal_y"),
}
STATION = {
    "brand",
    "callsign",
    "tagline",
    "timezone",
    "language",
    "brand_color",
    "brand_color_dark",
    "logo_id",
}
USER = {"username", "first_name", "last_name", "email", "is_active", "is_superuser"}
MAY: dict[str, dict[str, set[str]]] = {
    "reporter": {},
    "editor": {"story": STORY, "tag": TAG, "asset": ASSET, "correctionrequest": REQUEST},
    "publisher": {"story": STORY, "tag": TAG, "asset": ASSET, "correctionrequest": REQUEST},
    "manager": {
        "story": STORY,
        "tag": TAG,
        "asset": ASSET,
        "correctionrequest": REQUEST,
        **DUTIES,
        "section": SECTION,
        "person": PERSON,
        "source": SOURCE,
        "address": ADDRESS,
        "membership": MEMBERSHIP,
    },
    "gia": {
        "story": STORY,
        "tag": TAG,
        "asset": ASSET,
        "correctionrequest": REQUEST,
        **DUTIES,
        "section": SECTION,
        "person": PERSON,
        "source": SOURCE,
        "address": ADDRESS,
        "membership": MEMBERSHIP,
        "station": STATION,
        "user": USER,
    },
    "zoe": {"tag": TAG, "asset": ASSET},
}
# Each value differs from the row's, and would be dear if it got through.
POISON: dict[str, Any] = {
    "stage": "ready",
    "is_staff": "",
    "is_superuser": "on",
    "killed_at": "2026-01-01T00:00",
    "opened_at": "",
    "binned_at": "2026-01-01T00:00",
    "created_by": "1",
    "token": "f" * 32,
    "sha256": "f" * 64,
    "slug": "poisoned",
    "merged_into": "",
    "name": "Poisoned",
    "headline": "Poisoned",
    "number": "99",
    "verb": "published",
    "totals": "{}",
    "outcome": "created",
    "live_from": "2020-01-01T00:00",
    "live_until": "2020-01-01T00:00",
}


@pytest.fixture
def table(newsroom: Newsroom) -> dict[str, Model]:
    story = make_story(newsroom.local)
    edition = publish_story(placement=home(story), by=None)
    host = newsroom.kmia.hosts.get()
    return {
        "story": story,
        "edition": edition,
        "revision": story.revisions.get(),
        "storyevent": nouns.StoryEvent.objects.latest("pk"),
        "accountevent": nouns.AccountEvent.objects.create(
            at=timezone.now(), verb="invited", user=newsroom.reporter
        ),
        "importrun": nouns.ImportRun.objects.create(options={}, started_by=newsroom.editor),
        "importupload": nouns.ImportUpload.objects.create(
            by=newsroom.manager, folder="sent-0", files=["a.txt"], options=DRAFTS, stage="tried"
        ),
        "station": newsroom.kmia,
        "section": newsroom.local,
        "person": nouns.Person.objects.create(name="Ana Ruiz", slug="ana-ruiz"),
        "source": nouns.Source.objects.create(name="Wire", kind="wire", label="From the wire"),
        "tag": nouns.Tag.objects.create(name="Harbor", slug="harbor"),
        "address": nouns.Address.objects.create(host=host, path="/1", gone=True),
        "membership": nouns.Membership.objects.get(user=newsroom.reporter),
        "user": newsroom.reporter,
        **duties_of(newsroom),
        "asset": make_picture(),
    }


def duties_of(newsroom: Newsroom) -> dict[str, Model]:
    imprint, soon = complete(newsroom.kmia), timezone.now() + dt.timedelta(days=9)
    given = {"station": newsroom.kmia}
    return {
        "imprint": imprint,
        "organisation": nouns.Organisation.objects.get(name="Bay Media Inc."),
        "policy": add_policy(newsroom.kmia, "mission", in_force_from=soon),
        "mastheadentry": nouns.MastheadEntry.objects.get(),
        "fccnotice": nouns.FccNotice.objects.create(
            **given, title="Renewal", text="KMIA applies.", shown_from=LONG_AGO, shown_until=soon
        ),
        "contest": nouns.Contest.objects.create(**given, name="Ferry", announced_at=LONG_AGO, ends_at=soon),
        "correctionrequest": nouns.CorrectionRequest.objects.create(
            **given, wrong="Five.", language="en", form="0" * 64, received_at=LONG_AGO
        ),
    }


def stored(row: Model) -> dict[str, Any]:
    found: dict[str, Any] = type(row)._default_manager.filter(pk=row.pk).values().get()
    return found


def everything(page: Any, row: Model) -> dict[str, Any]:
    """Every field of the table, under what the form itself would send, so that the post is a good one."""
    sent: dict[str, Any] = {}
    for field in row._meta.get_fields():
        sent |= {field.name: POISON.get(field.name, "1"), f"{field.name}_id": "1"}
    sent |= {bound.html_name: shown(bound) for form in forms_on(page) for bound in form}
    sent |= {name: POISON[name] for name in ("name", "headline") if name in sent}
    return {name: "" if value is None else value for name, value in sent.items() if value is not False}


@pytest.mark.parametrize("role", MAY)
def test_every_form_changes_what_its_role_may_and_nothing_else(
    newsroom: Newsroom, table: dict[str, Model], role: str
) -> None:
    assert {model._meta.model_name for model in admin.site._registry} == table.keys()
    client, moved = desk(getattr(newsroom, role)), set()
    for name, row in table.items():
        before = stored(row)
        page = client.get(url(f"{name}_change", row.pk))
        client.post(url(f"{name}_change", row.pk), everything(page, row))
        after = stored(row)
        changed = {field for field in before if before[field] != after[field]}
        assert changed <= MAY[role].get(name, set()), name
        moved |= {name} if changed else set()
    # The posts were good ones: what a role may change has changed.
    assert moved >= MAY[role].keys() & {"story", "tag", "section", "person", "source"}


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher", "manager", "zoe"])
def test_nobody_but_a_group_administrator_makes_stations_and_accounts(newsroom: Newsroom, role: str) -> None:
    client = desk(getattr(newsroom, role))
    for name in ("station", "user"):
        assert client.post(url(f"{name}_add"), POISON).status_code == 403
