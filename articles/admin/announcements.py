"""FCC notices and contests: they come and go by themselves."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskInline
from articles.admin.rights import Verbs
from articles.admin.station_nouns import StationNounAdmin
from articles.forms.announcements import A_NOTICE_STAYS, ContestForm, ContestRulesForm, FccNoticeForm
from articles.forms.base import NamedRows
from articles.forms.times import full_time
from articles.models import Contest, ContestRules, FccNotice
from articles.services.clock import database_now


@admin.register(FccNotice)
class FccNoticeAdmin(StationNounAdmin):
    form = FccNoticeForm
    plural = gettext_lazy("FCC notices")
    nothing_yet = gettext_lazy(
        "Readers are told that nothing is pending, with the day on which somebody looked."
    )
    list_display = ("title", "station", "begins", "ends")
    list_filter = (("station", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("title", "file_number")
    fields = ("station", ("title", "file_number"), "text", ("shown_from", "shown_until"))

    def turning_points(self, obj: FccNotice) -> Iterable[dt.datetime | None]:
        return obj.shown_from, obj.shown_until

    @admin.display(description=gettext_lazy("Shown from"), ordering="shown_from")
    def begins(self, notice: FccNotice) -> str:
        return full_time(notice.shown_from, notice.station.zone)

    @admin.display(description=gettext_lazy("Shown until"), ordering="shown_until")
    def ends(self, notice: FccNotice) -> str:
        return full_time(notice.shown_until, notice.station.zone)


class PostedNow(NamedRows):
    """Rules are posted by saving them."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.posted_at = database_now()
        return BaseInlineFormSet.save_new(self, form, commit)


class ContestRulesInline(DeskInline):
    """Each version stays as it was posted; a change is the next one."""

    model = ContestRules
    form = ContestRulesForm
    formset = PostedNow
    verbose_name = gettext_lazy("version of the rules")
    verbose_name_plural = gettext_lazy("Rules")
    verbs = Verbs(view="edit_duties", add="edit_duties")
    readonly_fields = ("posted",)

    @admin.display(description=gettext_lazy("Posted"))
    def posted(self, rules: ContestRules) -> str:
        return full_time(rules.posted_at, rules.contest.station.zone) if rules.pk else _("When you save")


@admin.register(Contest)
class ContestAdmin(StationNounAdmin):
    form = ContestForm
    nothing_yet = gettext_lazy("A contest has its rules here, free to read, until 30 days after it ends.")
    verbs = Verbs(view="edit_duties", add="edit_duties", change="edit_duties")
    list_display = ("name", "station", "ends")
    list_filter = (("station", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name",)
    inlines = (ContestRulesInline,)
    fields = ("station", "name", ("announced_at", "ends_at"))

    def turning_points(self, obj: Contest) -> Iterable[dt.datetime | None]:
        return obj.announced_at, obj.ends_at, obj.ends_at + A_NOTICE_STAYS

    @admin.display(description=gettext_lazy("Ends"), ordering="ends_at")
    def ends(self, contest: Contest) -> str:
        return full_time(contest.ends_at, contest.station.zone)
