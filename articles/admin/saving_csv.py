"""A list of events as a file for a spreadsheet: all that it has under its filters and search."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.functional import Promise

from articles.admin.story_page import Place
from articles.importers.pipeline.report import harmless

CHUNK = 1000


class Echo:
    """A file for the csv module whose lines come back to whoever writes them."""

    def write(self, line: str) -> str:
        return line


class SavesCsv(ModelAdmin):
    """Whoever may see the list may save it, and gets no row that it would not show."""

    change_list_template = "admin/articles/saved_as_csv.html"
    csv_columns: ClassVar[tuple[str | Promise, ...]]
    # What stands under each of them in the line of a row.
    csv_cells: Callable[[Any], Iterable[object]]

    def get_urls(self) -> list[URLPattern]:
        name = f"articles_{self.opts.model_name}_export"
        export = path("export/", self.admin_site.admin_view(self.export_view), name=name)
        return [export, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        given = {"export": f"admin:articles_{self.opts.model_name}_export", **(extra_context or {})}
        return super().changelist_view(request, given)

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).queryset
        name = str(self.opts.verbose_name_plural).replace(" ", "-")
        return StreamingHttpResponse(
            self.csv_lines(newest_first(rows), translation.get_language()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    def csv_lines(self, rows: Iterable[Any], language: str) -> Iterator[str]:
        """No cell is a formula. They are read after the request, and its language with it, have ended."""
        lines: Any = csv.writer(Echo())
        with translation.override(language):
            # Excel knows UTF-8 by this mark.
            yield "\ufeff" + lines.writerow(self.csv_columns)
            for row in rows:
                yield lines.writerow([harmless(cell) for cell in self.csv_cells(row)])


def newest_first(rows: QuerySet[Any]) -> Iterator[Any]:
    """By place, a short query a thousand rows: one of all events would be stopped before its end."""
    place = None
    while chunk := list(
        (rows.filter(place.condition("at")) if place else rows).order_by("-at", "-pk")[:CHUNK]
    ):
        yield from chunk
        place = Place(chunk[-1].at, chunk[-1].pk)
