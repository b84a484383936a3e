"""Search: an address that can be shared, words of live stories only. Three queries, two more for filters."""

from typing import Any
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles import links, structured_data
from articles.forms.searching import SearchForm
from articles.models import PublishedPerson, PublishedTag
from articles.models.published import PublishedQuerySet
from articles.search import MARK_END, MARK_START, RANKED, Search, passages, suggestion
from articles.site import Site, site_of
from articles.views.addresses import moved
from articles.views.cards import PER_PAGE, cards, cursor_query
from articles.views.cursors import read_cursor
from articles.views.showing import render

# What makes a search; anything else in the address is left out of the links that go on from it.
PARAMETERS = ("q", "section", "tag", "person", "since", "until", "sort")
NARROWING = ("section", "tag", "person", "since", "until")


def search(request: HttpRequest) -> HttpResponse:
    if request.path != links.search_path():
        return moved(request, links.search_path())
    site = site_of(request)
    form = SearchForm(request.GET, site=site)
    url = site.base_url + links.search_path()
    graph = structured_data.of_page(site, _("Search"), url, kind="SearchResultsPage")
    context: dict[str, Any] = {
        "form": form,
        "kind": "search",
        "asked": False,
        "tag": named(PublishedTag.objects, site, request.GET.get("tag")),
        "person": named(PublishedPerson.objects, site, request.GET.get("person")),
        "graph": graph,
    }
    status = 200
    if not form.is_valid():
        status = 400
    elif form.cleaned_data["q"]:
        try:
            context |= found(request, site, form, context["tag"], context["person"])
        except OperationalError:  # the statement time-out of the readers' login
            context["too_slow"], status = True, 503
    else:
        context["narrowed"] = any(request.GET.get(name) for name in NARROWING)
    return render(request, "public/search.html", context, status=status)


def found(
    request: HttpRequest,
    site: Site,
    form: SearchForm,
    tag: dict[str, Any] | None,
    person: dict[str, Any] | None,
) -> dict[str, Any]:
    """What the page shows of one search."""
    query = form.cleaned_data["q"]
    search = Search(
        query=query,
        section=form.section_id,
        tag=tag["id"] if tag else None,
        person=person["id"] if person else None,
        since=form.first_instant(),
        until=form.last_instant(),
    )
    cursor = read_cursor(request)
    more, others = False, False
    if form.cleaned_data["sort"] == "best":
        best = search.best(site, limit=PER_PAGE + 1)
        numbers, others = best[:PER_PAGE], len(best) > PER_PAGE
    else:
        hits = search.hits(site, limit=PER_PAGE + 1, before=cursor)
        numbers, more = [number for number, __ in hits[:PER_PAGE]], len(hits) > PER_PAGE
    shown = [{**card, "passage": pieces(card["passage"])} for card in cards(passages(site, numbers, query))]
    meant = "" if shown or cursor else suggestion(site, query)
    return {
        "asked": True,
        "query": query,
        "cards": shown,
        # Relevance is told of some, and has no second page.
        "all_url": address_of(request, sort="") if others else "",
        "best_of": RANKED,
        "first_url": address_of(request) if cursor else "",
        "next_url": address_of(request, cursor_query(shown[-1])) if more and shown else "",
        "meant": meant,
        "meant_url": address_of(request, q=meant) if meant else "",
    }


def named(rows: Any, site: Site, slug: str | None) -> dict[str, Any] | None:
    """The tag or person of the address, or whom it was merged into; 404 for one that the station does not
    show. One query, two for a merged one.
    """
    if not slug:
        return None
    published: PublishedQuerySet = rows.filter(station_id=site.station_id, slug=slug[:120].lower())
    row = published.values("id", "name", "slug", "leads_to").first() if "\0" not in slug else None
    if row is None:
        raise Http404
    return named(rows, site, row["leads_to"]) if row["leads_to"] else row


def address_of(request: HttpRequest, cursor: str = "", **changes: str) -> str:
    """The search again, with its parameters in one order: the same search has one address."""
    given = {name: changes.get(name, request.GET.get(name, "")) for name in PARAMETERS}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{links.search_path()}?{query}{cursor.replace('?', '&')}"


def pieces(passage: str) -> list[tuple[str, bool]]:
    """A passage as texts and whether each is a word that was searched for."""
    first, *rest = passage.split(MARK_START)
    parts = [(first, False)]
    for part in rest:
        marked, __, plain = part.partition(MARK_END)
        parts += [(marked, True), (plain, False)]
    return [part for part in parts if part[0]]
