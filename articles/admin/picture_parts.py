"""What the desk shows of a picture: its thumbnail, how it stands, its focus and where it is used."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.admin.record import person_words
from articles.admin.standing import State
from articles.errors import PictureIsHere
from articles.forms.times import full_time
from articles.models import Asset, Edition, EditionKey, Person, Station, Story, User
from articles.permissions import stories_for
from articles.picture_sizes import SHAPES, WHOLE
from articles.renditions import desk_path, picture_file

LAPSES_WITHIN = dt.timedelta(days=30)
MOST_USES = 50
# What readers and search engines may get of a picture, beside the whole of it.
CROPS = ("16x9", "3x2", "1x1")


def thumbnail(asset: Asset | None, css: str = "thumb", width: int = 320, shape: str = WHOLE) -> SafeString:
    """An `<img>`, a word where the picture was killed, an empty frame where there is none."""
    if asset is None:
        return format_html('<span class="{} no-picture"></span>', css)
    if asset.killed_at:
        return format_html('<span class="{} killed-picture">{}</span>', css, pgettext("picture", "Killed"))
    # The title or headline stands beside it, so a second telling would only be noise.
    return format_html(
        '<img class="{}" src="{}" alt="" loading="lazy">', css, desk_path(picture_file(asset), width, shape)
    )


def standing_of(asset: Asset, now: dt.datetime) -> State:
    if asset.killed_at:
        return State("killed", pgettext("picture", "Killed"))
    if asset.expires_at and asset.expires_at <= now:
        return State("expired", _("Rights ended"))
    if asset.expires_at and asset.expires_at <= now + LAPSES_WITHIN:
        return State("scheduled", _("Rights end soon"))
    return State("live", _("Usable"))


def killed_words(asset: Asset) -> str:
    """When, by whom and why, as far as that was kept."""
    said = [full_time(asset.killed_at, ZoneInfo(asset.zone))]  # type: ignore[attr-defined,arg-type]
    if asset.killed_by:
        said.append(person_words(asset.killed_by))
    return ", ".join(said) + (f": “{asset.kill_reason}”" if asset.kill_reason else "")


def ends(asset: Asset) -> str:
    """When the rights end, on the clock of the station that it came from; empty where they do not."""
    return full_time(asset.expires_at, ZoneInfo(asset.zone)) if asset.expires_at else ""  # type: ignore[attr-defined]


def focus_box(asset: Asset) -> SafeString:
    """The picture with its crops. By number without scripts; with them, by a click or the arrow keys."""
    if asset.killed_at:
        return thumbnail(asset, "large-picture")
    file = picture_file(asset)
    crops = [
        {
            "shape": shape,
            "name": "{} : {}".format(*(SHAPES[shape].ratio or ())),
            "src": desk_path(file, max(640, SHAPES[shape].widths[0]), shape),
        }
        for shape in CROPS
    ]
    context = {"asset": asset, "whole": desk_path(file, 960), "crops": crops}
    return render_to_string("admin/articles/asset/_focus.html", context)


def with_way_to(error: PictureIsHere, asset: Asset) -> SafeString | str:
    """Why a file does not replace that of `asset`, with a link to the other picture that has it."""
    if error.picture == asset.pk:
        return str(error)
    address = reverse("admin:articles_asset_change", args=[error.picture])
    return format_html('{} <a href="{}">{}</a>', str(error), address, _("Open that picture"))


@dataclasses.dataclass(frozen=True, slots=True)
class Uses:
    """Where a picture stands in working copies; of stories only those that the user may see."""

    stories: list[Story]
    hidden: int
    people: list[Person]
    stations: list[Station]
    # Numbers of stories whose live edition shows it, or would if it had not been killed.
    live: set[int]

    @property
    def none(self) -> bool:
        return not (self.stories or self.hidden or self.people or self.stations)


def uses_of(asset: Asset, user: User) -> Uses:
    """Six queries."""
    showing = Story.objects.showing(asset.pk)
    stories = list(stories_for(user, showing).select_related("station").order_by("-updated_at")[:MOST_USES])
    in_text = EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=asset.pk).values("edition")
    live = Edition.objects.live()
    numbers = {
        *live.filter(lead_picture=asset).values_list("story", flat=True),
        *live.filter(pk__in=in_text).values_list("story", flat=True),
    }
    return Uses(
        stories=stories,
        hidden=max(showing.count() - len(stories), 0),
        people=list(Person.objects.filter(photo=asset).order_by("name")),
        stations=list(asset.logo_of.all()),
        live=numbers,
    )
