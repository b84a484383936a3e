"""What somebody had typed into a form of the admin when it could not be taken: kept, to be brought back."""

import re
import uuid
from urllib.parse import urlsplit

from django.apps import apps
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Autosave, Story, User
from articles.services.autosaves import Typed, keep_typed, offered

# Twice what a body may have, as it is encoded on its way.
MOST = 12 * 1024 * 1024
# What belongs to one page and one sign-in, and would be wrong on the next.
LEFT_OUT = {"csrfmiddlewaretoken", "once", "_changelist_filters", "typed_tab", "typed_turn"}
_FORM = re.compile(r"articles_([a-z]+)_([a-z_]+)")
# Forms that are no row's own, by the names of their addresses.
_PAGES = {
    "station_front": gettext_lazy("Front"),
    "section_front": gettext_lazy("Front"),
    "breaking": gettext_lazy("Breaking news"),
}


def words_in(posted: QueryDict) -> str:
    """The fields as the form would send them again; nothing where a password is among them."""
    if any("password" in name for name in posted):
        return ""
    left = QueryDict(mutable=True)
    for name, values in posted.lists():
        if name not in LEFT_OUT:
            left.setlist(name, values)
    words = left.urlencode()
    return words if len(words) <= MOST else ""


def form_of(address: str) -> str | None:
    """The form that posts to this address: itself, or that of the row whose button was pressed."""
    match = _match(address)
    if match is None:
        return None
    if match.url_name in _PAGES:
        return reverse(f"admin:{match.url_name}", kwargs=match.kwargs)
    found = _FORM.fullmatch(match.url_name or "")
    if not found:
        return None
    model, name = found.groups()
    if name == "add":
        return reverse(f"admin:articles_{model}_add")
    row = match.kwargs.get("object_id") if name == "change" else match.kwargs.get("pk")
    return reverse(f"admin:articles_{model}_change", args=[row]) if row else None


def _match(address: str) -> ResolverMatch | None:
    """Where in the admin that is."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return match if match.app_name == "admin" else None


def form_words(path: str) -> str:
    """What a form is about, where no story says it: "Story, new", "Section"."""
    found = re.fullmatch(r".*/([a-z]+)/(?:(add)|[^/]+/change)/", path)
    if not found or found[1] not in apps.all_models["articles"]:
        match = _match(path)
        return str(_PAGES.get(match.url_name or "", path)) if match else path
    noun = str(capfirst(apps.get_model("articles", found[1])._meta.verbose_name))
    return _("{noun}, new").format(noun=noun) if found[2] else noun


def keep_words(*, user: User, address: str, words: str) -> Autosave | None:
    """Keep what was posted to an address for its form. None where it belongs to no form, or to somebody else.

    Whoever signs in next at a browser does not get what another had typed there: it goes to its writer.
    """
    path = form_of(address)
    if path is None or not words:
        return None
    posted = QueryDict(words)
    key = _key(posted.get("draft", ""))
    before = Autosave.objects.filter(key=key).select_related("user").first()
    writer = before.user if before else user
    version = posted.get("version", "")
    _, row = keep_typed(
        user=writer,
        typed=Typed(
            key=key,
            tab=uuid.uuid4(),
            turn=before.turn + 1 if before else 1,
            after=before.turn if before else 0,
            data=words,
            path=path,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
        ),
        story=_story(path),
    )
    return row if writer == user and row.settled_at is None else None


def kept_for(user: User, path: str, number: str) -> Autosave | None:
    """What the address of a form asks to be brought back: of this person and this form, still open."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return offered(user, path).filter(pk=number).select_related("story").first()


def restore_address(path: str, pk: int) -> str:
    return f"{path}?_restore={pk}"


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of this very host sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    same = f"{request.scheme}://{request.get_host()}"
    return site == "same-origin" or (site is None and origin == same)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _story(path: str) -> Story | None:
    found = re.fullmatch(r".*/story/(\d+)/change/", path)
    return Story.objects.filter(pk=found[1]).first() if found else None
