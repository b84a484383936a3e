"""A station's icon as readers have it now, or why they have the letters of its brand."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.picture_parts import standing_of
from articles.models import Station
from articles.site import Logo


def icon_box(station: Station) -> SafeString | str:
    logo = station.logo
    if logo is None:
        return _("The letters of the brand, on its colour.")
    standing = standing_of(logo, timezone.now())
    if standing.code in ("killed", "expired"):
        return format_html("{} {}", standing.badge(), _("Readers see the letters of the brand."))
    if not logo.has_icons:
        return _("Being made from the logo. Until then readers see the letters of the brand.")
    return format_html(
        '<img src="{}" width="64" height="64" alt="">', Logo(logo.token, logo.version).touch.src
    )
