"""Single files of an import run: their original bytes, and a corrected file for one that was refused."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.admin.import_words import named, of_the_run
from articles.admin.rights import staff
from articles.errors import NewsroomError
from articles.forms.base import sentence_of
from articles.importers.pipeline.run import RunResult
from articles.importers.pipeline.uploads import bring_corrected
from articles.models import ImportItem, ImportRun
from articles.permissions import may
from articles.services.import_files import first_bytes, original_bytes
from articles.text.first_bytes import visible

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
BAR = 400


class ShowsFiles:
    """What a run's page says of its files. `get_object` has hung `seen` on the run: what the user may see."""

    admin_site: Any
    get_object: Callable[..., ImportRun | None]

    def file_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:run>/files/<int:item>/",
                view(require_safe(self.bytes_view)),
                name="articles_importrun_bytes",
            ),
            path(
                "<int:run>/files/<int:item>/correct/",
                view(require_POST(self.correct_view)),
                name="articles_importrun_correct",
            ),
        ]

    def item_for(self, request: HttpRequest, run: int, item: int) -> ImportItem:
        found = self.get_object(request, str(run))
        if found is None:
            raise Http404
        seen: QuerySet[ImportItem] = found.seen  # type: ignore[attr-defined]
        return get_object_or_404(seen.select_related("run", "source", "blob"), pk=item)

    def bytes_view(self, request: HttpRequest, run: int, item: int) -> HttpResponse:
        """As they came, to be saved and never to be shown by the browser."""
        if not may(request.user, "view_import"):
            raise PermissionDenied
        found = self.item_for(request, run, item)
        data = original_bytes(found)
        if data is None:
            raise Http404
        name = quote((found.member or found.path).rsplit("/", 1)[-1], safe="")
        return HttpResponse(
            data,
            content_type="text/plain; charset=utf-8",
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )

    def correct_view(self, request: HttpRequest, run: int, item: int) -> HttpResponse:
        if not may(request.user, "run_import"):
            raise PermissionDenied
        found = self.item_for(request, run, item)
        file = request.FILES.get("file")
        if file is None:
            name = named(found.path, found.member)
            messages.error(request, _("Choose the corrected file for {path} first.").format(path=name))
            return to_run(run)
        try:
            result = bring_corrected(item=found, file=file, by=staff(request))
        except NewsroomError as error:
            messages.error(request, sentence_of(error))
            return to_run(run)
        tell(request, found, result)
        return to_run(result.run.pk if result.run else run)

    def refused_list(self, request: HttpRequest, run: ImportRun, shown: int) -> SafeString:
        """The first refused files, each with its reason, its first bytes and a way to send a better one."""
        seen: QuerySet[ImportItem] = run.seen  # type: ignore[attr-defined]
        items = list(seen.filter(outcome="refused").select_related("blob")[:shown])
        return render_to_string(
            "admin/articles/importrun/_refused.html",
            {
                "run": run,
                "rows": [row_of(item) for item in items],
                "shown": shown if len(items) == shown else 0,
                "may_correct": may(request.user, "run_import"),
            },
            request,
        )


def row_of(item: ImportItem) -> dict[str, Any]:
    beginning = first_bytes(item)
    return {
        "item": item,
        "reason": of_the_run(item.reason),
        "name": named(item.path, item.member),
        "beginning": None if beginning is None else visible(beginning),
        # A broken archive is many files: it is imported as a whole.
        "is_archive": not item.member and item.path.lower().endswith(ARCHIVES),
    }


def tell(request: HttpRequest, item: ImportItem, result: RunResult) -> None:
    name = named(item.path, item.member)
    outcome = next(value for value in ImportItem.Outcome.values if result.totals[value])
    if outcome == ImportItem.Outcome.REFUSED:
        reason = of_the_run(next(iter(result.reasons), ""))
        messages.error(
            request,
            _("The corrected file for {path} was refused too: {reason}.").format(path=name, reason=reason),
        )
    else:
        messages.success(
            request,
            _("The corrected file for {path} was brought in: {outcome}.").format(path=name, outcome=outcome),
        )


def to_run(number: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[number]))


def chart_of(totals: dict[str, int]) -> SafeString | str:
    """The outcomes as bars, each with its name and number beside it."""
    counts = [(str(label), totals.get(value, 0)) for value, label in ImportItem.Outcome.choices]
    most = max(count for __, count in counts)
    if not most:
        return _("No files yet")
    bars = [
        {
            "name": label,
            "kind": kind,
            "count": count,
            "y": 28 * place,
            "text_y": 28 * place + 17,
            "width": max(round(BAR * count / most), 1 if count else 0),
        }
        for place, (kind, (label, count)) in enumerate(zip(ImportItem.Outcome.values, counts, strict=True))
    ]
    for bar in bars:
        bar["count_x"] = 108 + int(str(bar["width"]))
    return render_to_string(
        "admin/articles/importrun/_chart.html", {"bars": bars, "height": 28 * len(bars), "said": said(counts)}
    )


def said(counts: list[tuple[str, int]]) -> str:
    return ", ".join(f"{count:,} {label.lower()}" for label, count in counts)
