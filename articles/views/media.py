"""Renditions of pictures: to readers while a live edition shows them, to the desk until they are killed."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.models import Asset, PublishedAsset, User
from articles.permissions import may
from articles.picture_sizes import widths_of
from articles.renditions import FORMATS, PictureFile, Rendition, nearest, picture_file, rendition_file

# A picture that is killed leaves this server at once, and browsers that have it within a day. Caches between,
# which would give it to everybody for as long, ask again after a minute: mostly for an empty answer.
FOR_READERS = "public, max-age=86400, s-maxage=60"
# An address of a version that is no more, or of what is not made yet, answers with what there is now.
MEANWHILE = "public, max-age=60"
# Asked again each time, which costs an empty answer.
FOR_THE_DESK = "private, no-cache"
NOT_FOUND = 404
# A file that a browser took for a page could do nothing.
INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def rendition(
    request: HttpRequest, token: str, size: str, extension: str, version: str = ""
) -> HttpResponseBase:
    """A picture of a live edition whose rights hold. One query; killed, expired and unknown answer alike."""
    asked = rendition_of(size, extension)
    answer: HttpResponseBase = no_picture()
    if asked is None:
        return answer
    # Once more, where the files were replaced between the row and the disk.
    for _ in range(2):
        row = PublishedAsset.objects.filter(token=token).first()
        file = picture_file(row) if row else None
        fits = file and version == str(file["version"]) and nearest(file, asked) == asked
        answer = send(request, file, asked, FOR_READERS if fits else MEANWHILE)
        if answer.status_code != NOT_FOUND or file is None:
            break
    # Feed readers and sites that show a story load it into pages of theirs.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@require_safe
def desk_rendition(
    request: HttpRequest, token: str, size: str, extension: str, version: str = ""
) -> HttpResponseBase:
    """Any picture that is not killed, for people who work on a station; for others there is none."""
    user: User | AnonymousUser = request.user
    asked = rendition_of(size, extension)
    if asked is None or not may(user, "view_desk"):
        return no_picture()
    return send(request, unkilled(token), asked, FOR_THE_DESK)


def unkilled(token: str) -> PictureFile | None:
    asset = Asset.objects.filter(token=token, killed_at__isnull=True).first()
    return picture_file(asset) if asset else None


def rendition_of(size: str, extension: str) -> Rendition | None:
    """What `size`, as in "960" or "3x2-640", stands for in our lists; None where it is not in them."""
    shape, _, width = size.rpartition("-")
    if width not in map(str, widths_of(shape, extension)):
        return None
    return Rendition(shape, int(width), extension)


def send(
    request: HttpRequest, file: PictureFile | None, asked: Rendition, cache_control: str
) -> HttpResponseBase:
    """What comes nearest to it, or 304 where the browser has it. `file` comes from the database."""
    if file is None:
        return no_picture()
    found = nearest(file, asked)
    path = rendition_file(file, found)
    try:
        stat = path.stat()
        etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        response: HttpResponseBase | None = get_conditional_response(
            request, etag=etag, last_modified=int(stat.st_mtime)
        )
        if response is None:
            # Whole: a rendition is some hundred kilobytes at most.
            response = HttpResponse(path.read_bytes(), content_type=FORMATS[found.extension])
            response["Content-Disposition"] = f'inline; filename="{path.name}"'
    except FileNotFoundError:
        return no_picture()
    response["ETag"] = etag
    response["Last-Modified"] = http_date(stat.st_mtime)
    response["Cache-Control"] = cache_control
    for name, value in INERT.items():
        response[name] = value
    return response


def no_picture() -> HttpResponse:
    return HttpResponse(
        "There is no such picture.\n",
        status=NOT_FOUND,
        content_type="text/plain",
        headers={"Cache-Control": "no-store", **INERT},
    )
