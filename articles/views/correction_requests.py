"""Where a reader asks for a correction. One of the doors that use `default`; never stored, and no cookie."""

import logging
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from articles import links
from articles.errors import TooManyRequests
from articles.forms.correction_requests import FOREIGN, CorrectionRequestForm, stamp
from articles.forms.typed import is_from_here
from articles.services.correction_requests import count_request, take_request
from articles.site import site_of
from articles.views.addresses import moved, of_number
from articles.views.plain import NEVER_STORED
from articles.views.showing import render

log = logging.getLogger(__name__)
# More than every field can hold, however it is encoded on its way.
MOST = 256 * 1024


@csrf_exempt
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and what is sent with it. The page's own stamp and the browser's word stand for a token."""
    if request.path != links.correction_request_path():
        return moved(request, links.correction_request_path())
    if request.method == "POST":
        if len_of(request) > MOST:
            sentence = _("This is too long. Write less, and give links for the rest.")
            return HttpResponse(f"{sentence}\n", status=413, content_type="text/plain", headers=NEVER_STORED)
        return take(request)
    return page(request, form_of(request, request.GET.get("story", ""), None))


def take(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    form = form_of(request, request.POST.get("story", ""), request.POST)
    if not is_from_here(request):
        form.add_error(None, FOREIGN)
        return page(request, form, 403)
    if not form.is_valid():
        return page(request, form, 422)
    try:
        count_request(station_id=site.station_id, address=request.META.get("REMOTE_ADDR", ""))
        take_request(station_id=site.station_id, asked=form.asked(), language=site.language)
    except TooManyRequests:
        form.add_error(None, _("Many requests came from your address within an hour. Send it again later."))
        return page(request, form, 429)
    except OperationalError as error:
        log.error("A request for correction could not be kept", exc_info=error)
        form.add_error(None, _("We could not take this in just now. Wait a minute, then send it again."))
        return page(request, form, 503)
    return HttpResponseRedirect(links.request_sent_path(), headers=NEVER_STORED)


def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about/request_sent.html", {"heading": _("Thank you")})


def form_of(request: HttpRequest, number: str, data: Any) -> CorrectionRequestForm:
    """About a story, where its number is one that readers have here. One query, or none."""
    site = site_of(request)
    row = None
    if number.isascii() and number.isdigit() and len(number) < 19:
        row = of_number(site, int(number)).values("number", "headline").first()
    story = (row["number"], row["headline"]) if row else None
    return CorrectionRequestForm(data, station_id=site.station_id, story=story)


def page(request: HttpRequest, form: CorrectionRequestForm, status: int = 200) -> HttpResponse:
    """With a fresh stamp, whatever was sent."""
    context = {
        "form": form,
        "heading": _("Report an error"),
        "stamp": stamp(site_of(request).station_id, timezone.now()),
        "canonical_url": site_of(request).base_url + links.correction_request_path(),
    }
    answer = render(request, "public/about/request.html", context, status=status)
    answer["Cache-Control"] = NEVER_STORED["Cache-Control"]
    return answer


def len_of(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0
