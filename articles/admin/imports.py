"""Import runs and what became of every file. To read only."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import ReadOnlyAdmin
from articles.admin.import_files import ShowsFiles, chart_of
from articles.admin.import_items import items_for, items_of, seen_by
from articles.admin.import_words import arguments_in_words, named
from articles.admin.record import person_words
from articles.admin.rights import Verbs, staff
from articles.admin.scope import zone_of
from articles.forms.times import full_time
from articles.models import ImportItem, ImportRun, ImportUpload

# Of the refused, with their first bytes; the list below has all.
SHOWN = 20
# Of those that were sent through the admin.
FILES_NAMED = 20
OUTCOMES = ("found", *ImportItem.Outcome.values)


@admin.register(ImportRun)
class ImportRunAdmin(ShowsFiles, ReadOnlyAdmin):
    """A run is shown to whoever started it, and to editors of stations that its files are of."""

    nothing_yet = gettext_lazy(
        "Send old files under “Files sent”, or run manage.py import_stories: each run is listed here."
    )
    verbs = Verbs(view="view_import")
    shared = True
    list_display = (
        "run",
        "started",
        "who",
        "found",
        "created",
        "updated",
        "unchanged",
        "duplicate",
        "refused",
    )
    list_display_links = ("run",)
    list_select_related = ("started_by",)
    fieldsets = (
        (None, {"fields": ("started", "finished", "who", "arguments", "totals_in_words", "chart")}),
        (gettext_lazy("Refused"), {"fields": ("refused_files",)}),
    )
    change_form_template = "admin/articles/importrun/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        runs: QuerySet[ImportRun] = super().get_queryset(request)
        runs = runs.annotate(zone=Value(zone_of(request.user).key))
        if request.user.is_superuser:
            return runs
        mine = ImportItem.objects.filter(items_for(request), run=OuterRef("pk"))
        return runs.filter(Q(started_by=staff(request)) | Exists(mine))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> ImportRun | None:
        """With what of it this user may see: of another station's files neither name nor reason."""
        run: ImportRun | None = super().get_object(request, object_id, from_field)
        if run:
            run.seen = seen_by(request, run)  # type: ignore[attr-defined]
            run.asked_by = request  # type: ignore[attr-defined]
        return run

    def get_urls(self) -> list[URLPattern]:
        return [*self.file_urls(), *super().get_urls()]

    # --- Columns ----------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Run"), ordering="pk")
    def run(self, run: ImportRun) -> str:
        return str(run)

    @admin.display(description=gettext_lazy("Started"), ordering="started_at")
    def started(self, run: ImportRun) -> str:
        return full_time(run.started_at, zone_for(run))

    @admin.display(description=gettext_lazy("Finished"))
    def finished(self, run: ImportRun) -> str:
        if run.finished_at is None:
            return _("Still running, or stopped midway")
        return full_time(run.finished_at, zone_for(run))

    @admin.display(description=gettext_lazy("By"))
    def who(self, run: ImportRun) -> str:
        return person_words(run.started_by) if run.started_by else _("From the command line")

    @admin.display(description=gettext_lazy("Found"))
    def found(self, run: ImportRun) -> int | None:
        return run.totals.get("found")

    @admin.display(description=gettext_lazy("Created"))
    def created(self, run: ImportRun) -> int | None:
        return run.totals.get("created")

    @admin.display(description=gettext_lazy("Updated"))
    def updated(self, run: ImportRun) -> int | None:
        return run.totals.get("updated")

    @admin.display(description=gettext_lazy("Unchanged"))
    def unchanged(self, run: ImportRun) -> int | None:
        return run.totals.get("unchanged")

    @admin.display(description=gettext_lazy("Duplicate"))
    def duplicate(self, run: ImportRun) -> int | None:
        return run.totals.get("duplicate")

    @admin.display(description=gettext_lazy("Refused"))
    def refused(self, run: ImportRun) -> int | None:
        return run.totals.get("refused")

    # --- A run's own page -------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Arguments"))
    def arguments(self, run: ImportRun) -> SafeString:
        """Of files that were sent here, where the server keeps them meanwhile says nothing."""
        told = run.options
        if upload := ImportUpload.objects.filter(run=run).first():
            told = {**told, "paths": upload.files[:FILES_NAMED]}
        elif called := told.get("called"):
            told = {**told, "paths": [f"{named(*names)}, corrected" for _, *names in called]}
        given = arguments_in_words(told, zone_for(run))
        return format_html("<dl class='plain'>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", given))

    @admin.display(description=gettext_lazy("Totals"))
    def totals_in_words(self, run: ImportRun) -> str:
        """Of the whole run, also where some of its files are other stations'."""
        totals = (f"{run.totals[name]:,} {name}" for name in OUTCOMES if name in run.totals)
        return ", ".join(totals) or _("Not known before the end")

    @admin.display(description=gettext_lazy("Files"))
    def refused_files(self, run: ImportRun) -> SafeString | str:
        return self.refused_list(run.asked_by, run, SHOWN)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("Outcomes"))
    def chart(self, run: ImportRun) -> SafeString | str:
        return chart_of(run.totals)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context["items"] = items_of(request, kwargs["obj"])
        return super().render_change_form(request, context, *args, **kwargs)


def zone_for(run: Any) -> ZoneInfo:
    """Of whoever reads; annotated, since a run belongs to no station."""
    return ZoneInfo(run.zone)
