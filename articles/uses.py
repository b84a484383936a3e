"""Where readers have, or will have, what all stations share: pictures, people and subjects."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.models import Asset, Edition, EditionKey, Membership, Person, PublishedClock, Station, Tag

Shared = Asset | Person | Tag


def stations_using(row: Shared) -> QuerySet[Station]:
    """Stations with a live or scheduled edition that has it, those whose logo it is, or that list the person.

    Drafts do not count: nobody could take a picture down that lies in somebody's drawer.
    """
    match row:
        case Asset():
            people = list(Person.objects.filter(photo=row, merged_into=None).values_list("pk", flat=True))
            leading = Edition.objects.due_or_live().filter(station=OuterRef("pk"), lead_picture=row)
            standing = Exists(leading) | _standing_in(EditionKey.Kind.PICTURE, row.pk)
            shown = standing | _with_people(people) | Q(logo=row)
        case Person():
            shown = _with_people([row.merged_into_id or row.pk])
        case Tag():
            shown = Q(_standing_in(EditionKey.Kind.TAG, row.merged_into_id or row.pk))
    return Station.objects.filter(shown).order_by("callsign")


def stations_of_taker(asset: Asset) -> QuerySet[Station]:
    """Those that whoever took a picture in works for; none where the importer or an administrator did."""
    roles = Membership.objects.filter(user__isnull=False, user=asset.uploaded_by_id)
    return Station.objects.filter(pk__in=roles.values("station")).order_by("callsign")


def _with_people(people: list[int]) -> Q:
    listing = Person.listed_on.through.objects.filter(station=OuterRef("pk"), person__in=people)
    return Q(_standing_in(EditionKey.Kind.PERSON, *people)) | Q(Exists(listing))


def _standing_in(kind: EditionKey.Kind, *numbers: int) -> Exists:
    """By station, as the index of lists is; an edition that ended by itself still has its keys."""
    keys = EditionKey.objects.filter(station_id=OuterRef("pk"), kind=kind, key__in=numbers)
    return Exists(
        keys.filter(edition__live_until__gt=PublishedClock(), edition__live_from__lt=F("edition__live_until"))
    )
