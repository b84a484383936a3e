"""Tags and filters for the admin's own templates: times, mistakes, and what forms carry along unseen."""

import dataclasses
import datetime as dt
import itertools
import secrets
from collections.abc import Iterator
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.forms import times

register = template.Library()


@register.simple_tag
def own_time(moment: dt.datetime, standing: Any, user: Any) -> str:
    """ "(3:00 p.m. PDT for you)", where that person has named a zone in which it reads otherwise."""
    words = times.own_time(moment, standing.zone, user.timezone, standing.now)
    return f" ({words})" if words else ""


def kept_of(request: HttpRequest) -> str:
    """What the list was filtered by from which somebody came, as Django spells it in the address."""
    return request.POST.get("_changelist_filters") or request.GET.get("_changelist_filters", "")


BLANK = (">—</td>", ' no-picture"></span></td>')


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Of each row the cells, each with the header of its column and whether there is nothing in it."""

    headers: list[Any]
    rows: list[list[tuple[Any, str, bool]]]


@register.simple_tag
def filled_columns(headers: list[Any], results: list[list[str]]) -> Table:
    """Without the columns that have nothing in any row, save one that the list is sorted by."""
    rows = [
        [(header, cell, cell.endswith(BLANK)) for header, cell in zip(headers, cells, strict=True)]
        for cells in results
    ]
    blank = [all(is_blank for *_, is_blank in column) for column in zip(*rows, strict=True)]
    kept = [not of or header.get("sorted") for header, of in zip(headers, blank, strict=True)]
    shown = [list(itertools.compress(row, kept)) for row in rows]
    return Table(list(itertools.compress(headers, kept)), shown)


@register.simple_tag(takes_context=True)
def kept_list(context: dict[str, Any]) -> SafeString | str:
    """A hidden field that carries the list's filters through a form, to whichever address it is posted."""
    kept = kept_of(context["request"])
    return format_html('<input type="hidden" name="_changelist_filters" value="{}">', kept) if kept else ""


@register.simple_tag(takes_context=True)
def one_time_token(context: dict[str, Any]) -> SafeString:
    """A hidden field by which the form of a new row is known when it is sent a second time."""
    token = context["request"].POST.get("once") or secrets.token_urlsafe(16)
    return format_html('<input type="hidden" name="once" value="{}">', token)


@register.simple_tag(takes_context=True)
def list_address(context: dict[str, Any]) -> str:
    """The list of this table, filtered as it was."""
    opts, kept = context["opts"], kept_of(context["request"])
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{url}?{kept}" if kept else url


@register.simple_tag
def counted(moment: dt.datetime, now: dt.datetime) -> SafeString:
    """How far ahead of `now`: "in 2 h 14 min"; a script counts on."""
    return format_html(
        '<time datetime="{}" data-countdown="{}">{}</time>',
        moment.isoformat(),
        now.isoformat(),
        times.countdown(moment, now),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence, and the field that it is about where it is about one."""

    sentence: str
    label: str = ""
    field: str = ""


@register.inclusion_tag("admin/_error_summary.html")
def error_summary(*parts: Any, kept: str | None = None, lead: str = "") -> dict[str, Any]:
    """What is wrong with the given forms and sets of forms, each mistake with a link to its field.

    `kept` says what became of what was typed; empty, nothing is said of it. `lead` is what did not happen,
    where that is not the saving.
    """
    single = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    found = [mistake for part in single for mistake in mistakes_of(getattr(part, "formset", part))]
    sentences, at_fields = [m for m in found if not m.field], [m for m in found if m.field]
    lead = lead or gettext("Not saved.")
    return {"sentences": sentences, "at_fields": at_fields, "kept": kept, "lead": lead}


def mistakes_of(part: Any) -> Iterator[Mistake]:
    if isinstance(part, BaseForm):
        yield from mistakes_of_form(part)
        return
    yield from (Mistake(str(sentence)) for sentence in part.non_form_errors())
    for number, form in enumerate(part.forms, start=1):
        yield from mistakes_of_form(form, f" ({number})")


def mistakes_of_form(form: BaseForm, row: str = "") -> Iterator[Mistake]:
    for name, sentences in form.errors.items():
        for sentence in sentences:
            if name in form.fields and not form.fields[name].widget.is_hidden:
                bound = form[name]
                yield Mistake(str(sentence), f"{bound.label}{row}", id_of(bound))
            else:
                yield Mistake(str(sentence))


def id_of(bound: BoundField) -> str:
    """Of the field, or of the first of its buttons where it is a choice of several."""
    return bound.id_for_label or f"{bound.auto_id}_0"
