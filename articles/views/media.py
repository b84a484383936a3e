"""Renditions of pictures: to readers while a live edition shows them, to the desk until they are killed."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.models import Asset, PublishedAsset, User
from articles.permissions import may
from articles.renditions import FORMATS, WIDTHS, rendition_file

# A day: a picture that is killed leaves this server at once, and browsers that have it within a day.
FOR_READERS = "public, max-age=86400"
# Asked again each time, which costs an empty answer.
FOR_THE_DESK = "private, no-cache"
# A file that a browser took for a page could do nothing.
INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def rendition(request: HttpRequest, token: str, width: str, extension: str) -> HttpResponseBase:
    """A picture of a live edition whose rights hold. One query; killed, expired and unknown answer alike."""
    if not is_size(width, extension):
        return no_picture()
    found = PublishedAsset.objects.filter(token=token).values_list("token", flat=True).first()
    response = send(request, found, width, extension, FOR_READERS)
    # Feed readers and sites that show a story load it into pages of theirs.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def desk_rendition(request: HttpRequest, token: str, width: str, extension: str) -> HttpResponseBase:
    """Any picture that is not killed, for people who work on a station; for others there is none."""
    user: User | AnonymousUser = request.user
    if not is_size(width, extension) or not may(user, "view_desk"):
        return no_picture()
    pictures = Asset.objects.filter(token=token, killed_at__isnull=True)
    return send(request, pictures.values_list("token", flat=True).first(), width, extension, FOR_THE_DESK)


def is_size(width: str, extension: str) -> bool:
    return width in map(str, WIDTHS) and extension in FORMATS


def send(
    request: HttpRequest, token: str | None, width: str, extension: str, cache_control: str
) -> HttpResponseBase:
    """The file, or 304 where the browser has it. `token` comes from the database, never from the address."""
    if token is None:
        return no_picture()
    path = rendition_file(token, int(width), extension)
    try:
        found = path.stat()
        etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        response: HttpResponseBase | None = get_conditional_response(
            request, etag=etag, last_modified=int(found.st_mtime)
        )
        if response is None:
            # Whole: a rendition is some hundred kilobytes at most.
            response = HttpResponse(path.read_bytes(), content_type=FORMATS[extension])
            response["Content-Disposition"] = f'inline; filename="{path.name}"'
    except FileNotFoundError:
        return no_picture()
    response["ETag"] = etag
    response["Last-Modified"] = http_date(found.st_mtime)
    response["Cache-Control"] = cache_control
    for name, value in INERT.items():
        response[name] = value
    return response


def no_picture() -> HttpResponse:
    return HttpResponse(
        "There is no such picture.\n",
        status=404,
        content_type="text/plain",
        headers={"Cache-Control": "no-store", **INERT},
    )
