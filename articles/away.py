"""What readers get while the database is away: a page in the look of the station, as it was last seen."""

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from articles.sheets import FOLDER, SOURCES
from articles.site import Site
from articles.themes import PROGRAM

SHEETS = tuple(f"{FOLDER}{kind}-" for kind in SOURCES)
HEADERS = {"Retry-After": "30", "Cache-Control": "no-store"}


def database_away(request: HttpRequest, site: Site | None) -> HttpResponse:
    """A page for a browser, a line for programs. Asks neither the database nor a context processor."""
    language = site.language if site else translation.get_language_from_request(request)
    with translation.override(language):
        if "text/html" not in request.headers.get("Accept", ""):
            words = _("This page is not available right now. Please try again in a minute.")
            return HttpResponse(f"{words}\n", status=503, content_type="text/plain", headers=HEADERS)
        again = escape_leading_slashes(request.get_full_path())
        page = render_to_string("503.html", {"site": site, "again": again}, using=PROGRAM)
    # Where the station is not known the answer never comes to the middleware that sets the policy.
    policy = {"Content-Security-Policy": build_policy()}
    return HttpResponse(page, status=503, headers=HEADERS | policy)


def needs_no_database(path: str, site: Site) -> bool:
    """The style sheets, also of pages that a proxy keeps, and the mark."""
    return path == site.icon_url or path.startswith(SHEETS)
