"""Bringing files in without a shell: send them, look at their trial, then say so or leave it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.admin.base import ReadOnlyAdmin
from articles.admin.import_files import chart_of
from articles.admin.import_words import arguments_in_words, in_the_form
from articles.admin.once import once
from articles.admin.record import link, person_words
from articles.admin.rights import Verbs, staff
from articles.admin.scope import zone_of
from articles.errors import NewsroomError
from articles.forms.base import sentence_of
from articles.forms.times import full_time
from articles.forms.typed import kept_for
from articles.forms.uploads import MOST_BYTES, MOST_FILES, AnswersForm, UploadForm, answers_of
from articles.importers.pipeline import locks
from articles.importers.pipeline.sending import KEPT_FOR, bring_in, leave, send_files, try_again
from articles.models import ImportUpload
from articles.permissions import may

TEMPLATES = "admin/articles/importupload"
# A worker takes a job up within these seconds; after that a page says what may be wrong.
SOON = 15
NAMES_SHOWN = 5
Stage = ImportUpload.Stage


@admin.register(ImportUpload)
class ImportUploadAdmin(ReadOnlyAdmin):
    """Files are shown to whoever sent them, and to group administrators."""

    singular = _("files")
    plural = _("Files sent")
    nothing_yet = _("Send old text files here: they are tried first, and nothing comes in before you say so.")
    verbs = Verbs(view="run_import")
    shared = True
    list_display = ("name", "sent", "who", "standing", "number")
    list_display_links = ("name",)
    list_select_related = ("by", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportUpload]:
        rows: QuerySet[ImportUpload] = super().get_queryset(request)
        rows = rows.annotate(zone=Value(zone_of(request.user).key))
        return rows if request.user.is_superuser else rows.filter(by=staff(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "run_import")

    @admin.display(description=_("Origin"))
    def name(self, upload: ImportUpload) -> str:
        return str(upload)

    @admin.display(description=_("Sent"))
    def sent(self, upload: ImportUpload) -> str:
        return full_time(upload.created_at, ZoneInfo(upload.zone))  # type: ignore[attr-defined]

    @admin.display(description=_("By"))
    def who(self, upload: ImportUpload) -> str:
        return person_words(upload.by)

    @admin.display(description=_("Standing"))
    def standing(self, upload: ImportUpload) -> str:
        stopped = upload.problem and upload.stage != Stage.LEFT
        return gettext("Stopped") if stopped else upload.get_stage_display()

    @admin.display(description=_("Files"))
    def number(self, upload: ImportUpload) -> int:
        """With those inside archives, once somebody has looked."""
        return upload.total("found") or len(upload.files)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        progress = path(
            "<int:pk>/progress/",
            view(require_safe(self.progress_view)),
            name="articles_importupload_progress",
        )
        acts = [
            self.act_url("bring", self.bring_view),
            self.act_url("leave", self.leave_view),
            self.act_url("again", self.again_view),
        ]
        return [progress, *acts, *super().get_urls()]

    # --- Sending ----------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return once(request, lambda: self.send(request))

    def send(self, request: HttpRequest) -> HttpResponse:
        # What was typed before a sign-in ended; the files themselves no browser gives twice.
        kept = kept_for(staff(request), request.path, request.GET.get("_restore", ""))
        form = UploadForm(
            request.POST or None,
            request.FILES or None,
            user=staff(request),
            zone=zone_of(request.user),
            initial=QueryDict(kept.data).dict() if kept else None,
        )
        if request.method == "POST" and form.is_valid():
            try:
                upload = send_files(files=form.sendings(), options=form.options(), by=staff(request))
            except NewsroomError as error:
                form.add_error("chosen", sentence_of(error))
            else:
                self.settle_brought_back(request)
                self.log_addition(request, upload, [{"added": {}}])
                return self.back_to(upload)
        context = {
            **self.page_context(request),
            "title": gettext("Bring in files"),
            "form": form,
            "restored": kept,
            "most_bytes": MOST_BYTES,
            "most_files": MOST_FILES,
        }
        return TemplateResponse(request, f"{TEMPLATES}/send.html", context)

    # --- One sending ------------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        upload = self.get_object(request, object_id)
        if upload is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            raise PermissionDenied
        return self.page(request, upload)

    def page(
        self, request: HttpRequest, upload: ImportUpload, answers: AnswersForm | None = None
    ) -> HttpResponse:
        mine = upload.by_id == request.user.pk
        may_change = mine and upload.waits and upload.stage in (Stage.TRYING, Stage.TRIED)
        if answers is None and may_change:
            answers = AnswersForm(
                initial=answers_of(upload.options), user=staff(request), zone=zone_of(request.user)
            )
        context = {
            **self.page_context(request),
            **self.state_of(upload),
            "title": str(upload),
            "arguments": list(arguments_in_words(upload.options, ZoneInfo(upload.zone))),  # type: ignore[attr-defined]
            "names": upload.files[:NAMES_SHOWN],
            "more_names": max(len(upload.files) - NAMES_SHOWN, 0),
            "sent": self.sent(upload),
            "who": self.who(upload),
            "acts": self.acts_for(request, upload),
            "answers": answers if may_change else None,
            "kept_days": KEPT_FOR.days,
        }
        return TemplateResponse(request, f"{TEMPLATES}/one.html", context)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part of the page that moves, for the script that puts it there."""
        upload = self.get_object(request, str(pk))
        if upload is None:
            raise Http404
        answer = TemplateResponse(request, f"{TEMPLATES}/_progress.html", self.state_of(upload))
        answer["Cache-Control"] = "private, no-store"
        return answer

    def state_of(self, upload: ImportUpload) -> dict[str, Any]:
        waiting = (timezone.now() - upload.changed_at).total_seconds()
        return {
            "upload": upload,
            "found": upload.total("found"),
            "reasons": [(in_the_form(why), count) for why, count in upload.trial.get("reasons", ())],
            "refused": [
                {**row, "reason": in_the_form(row["reason"])} for row in upload.trial.get("refused", ())
            ],
            "doubts": [(in_the_form(why), count) for why, count in upload.trial.get("doubts", ())],
            "doubtful": [
                {**row, "reason": in_the_form(row["reason"])} for row in upload.trial.get("doubtful", ())
            ],
            "chart": chart_of(upload.totals) if upload.total("found") else "",
            "nobody": upload.is_under_way and waiting > SOON and not locks.is_held(locks.UPLOADS, upload.pk),
            "run": link(upload.run, str(upload.run)) if upload.run else "",
        }

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "plural": self.plural_words(),
            "media": self.media,
        }

    # --- Acts -------------------------------------------------------------------------------------------

    def acts_for(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Pairs of an act's name and what its button says."""
        acts: list[tuple[str, str]] = []
        if not obj.waits:
            return acts
        if obj.by_id == request.user.pk:
            if obj.stage == Stage.TRYING:
                acts.append(("again", gettext("Try again")))
            elif obj.stage == Stage.RUNNING:
                acts.append(("bring", gettext("Go on")))
            elif obj.total("found") > obj.total("refused"):
                count = obj.total("created") + obj.total("updated")
                acts.append(("bring", bring_words(count, publish=obj.options["publish"])))
        return [*acts, ("leave", gettext("Leave it, and remove the files"))]

    def bring_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.row_for(request, pk, "run_import")
        return self.do(request, row, lambda: bring_in(upload=pk, by=staff(request)))

    def leave_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.row_for(request, pk, "run_import")
        return self.do(request, row, lambda: leave(upload=pk, by=staff(request)))

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """With other answers, or with those of before where none are sent."""
        row = self.row_for(request, pk, "run_import")
        options = row.options
        if "source" in request.POST:
            form = AnswersForm(request.POST, user=staff(request), zone=zone_of(request.user))
            if not form.is_valid():
                return self.page(request, row, form)
            options = form.options()
        return self.do(request, row, lambda: try_again(upload=pk, options=options, by=staff(request)))

    def do(self, request: HttpRequest, row: ImportUpload, call: Any) -> HttpResponseRedirect:
        """The page tells what came of it; a message only what did not."""
        try:
            call()
        except NewsroomError as error:
            messages.error(request, sentence_of(error))
        return self.back_to(row)


def bring_words(count: int, *, publish: bool) -> str:
    """What the button will do, with the number of files that would make or change a story."""
    if not count:
        return gettext("Keep the record: nothing of this is new")
    if publish:
        return ngettext(
            "Bring %(count)s file in, live for readers", "Bring %(count)s files in, live for readers", count
        ) % {"count": f"{count:,}"}
    return ngettext("Bring %(count)s file in, as a draft", "Bring %(count)s files in, as drafts", count) % {
        "count": f"{count:,}"
    }
