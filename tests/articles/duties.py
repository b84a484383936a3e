"""Stations that have done their duties, or some of them."""

import datetime as dt
from typing import Any

from articles.duties import DUTIES
from articles.models import Imprint, MastheadEntry, Organisation, Ownership, Policy, Station

LONG_AGO = dt.datetime(2020, 5, 1, 12, tzinfo=dt.UTC)
FILLED: dict[str, Any] = {
    "service": "tv",
    "legal_name": "Biscayne Licence LLC",
    "community": "Miami, Florida",
    "founded": 1961,
    "address": "12 Pelican Way\nMiami, FL 33100",
    "phone": "+1 305 555 0100",
    "email": "desk@miami.example",
    "public_file_url": "https://publicfiles.fcc.example/tv-profile/KMIA",
    "public_file_contact": "Rosa Okafor",
    "public_file_phone": "+1 305 555 0101",
    "eeo_report_url": "https://miami.example/eeo-2026.pdf",
    "eeo_year": 2026,
    "fcc_reviewed_on": dt.date(2026, 11, 2),
    "captions_phone": "+1 305 555 0102",
    "captions_email": "captions@miami.example",
    "captions_complaints": "Lee Ostrander\n12 Pelican Way",
}


def add_policy(
    station: Station | None, kind: str = "ethics", text: str = "We ask twice.", **fields: Any
) -> Policy:
    return Policy.objects.create(
        station=station, kind=kind, text=text, **{"in_force_from": LONG_AGO, "language": "en"} | fields
    )


def complete(station: Station, **fields: Any) -> Imprint:
    """Everything that the service of the station owes."""
    imprint = Imprint.objects.create(station=station, **FILLED | fields)
    group, _ = Organisation.objects.get_or_create(name="Gulf Holdings")
    owner, _ = Organisation.objects.get_or_create(
        name="Bay Media Inc.", defaults={"parent": group, "parent_share": 51, "funding": "Advertising."}
    )
    Ownership.objects.create(imprint=imprint, organisation=owner, share=100)
    MastheadEntry.objects.create(
        station=station, name="Ana Ruiz", role="Editor in chief", since=dt.date(2019, 3, 1)
    )
    for duty in DUTIES:
        if duty.table == "policy":
            add_policy(station, duty.key, f"Our words on {duty.key}.")
    return imprint
