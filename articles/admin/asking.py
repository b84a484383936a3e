"""What a list may be asked: by its own filters and in a few words, never by any column at will."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property

from articles.forms.desk_search import DeskSearchForm

MOST_COUNTED = 1000
# What Django's filters of a column put into addresses.
FILTER_LOOKUPS = ("", "__exact", "__isnull", "__id__exact")


class ShortPaginator(Paginator):
    """Counts to a thousand and no further: a list is searched and filtered, not leafed through."""

    is_short = True

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        found: int = rows.order_by()[: MOST_COUNTED + 1].count()
        return found


class DeskChangeList(ChangeList):
    search_form_class = DeskSearchForm

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Without values that the database could not take: no text of it has a NUL."""
        asked = super().get_filters_params(params)
        kept = {name: [value for value in values if "\0" not in value] for name, values in asked.items()}
        return {name: values for name, values in kept.items() if values}


class AsksNarrowly:
    """For an admin. Django lets every column of the row be asked about, with every lookup.

    That tells of a column that is not shown, letter by letter, and a regular expression over all bodies
    keeps the database from everybody else.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup in filter_parameters(self.get_list_filter(request))  # type: ignore[attr-defined]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList


def filter_parameters(list_filter: Iterable[Any]) -> set[str]:
    """Names in an address that a page's filters understand."""
    found = set()
    for item in list_filter:
        if hasattr(item, "parameter_name"):
            found.add(item.parameter_name)
        else:
            column = item[0] if isinstance(item, tuple) else item
            found |= {column + lookup for lookup in FILTER_LOOKUPS}
    return found
