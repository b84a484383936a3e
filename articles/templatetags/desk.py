"""Filters for the admin's own templates: times as the desk says them."""

import datetime as dt
from typing import Any

from django import template

from articles.forms import times

register = template.Library()


@register.simple_tag
def own_time(moment: dt.datetime, standing: Any, user: Any) -> str:
    """ "(3:00 p.m. PDT for you)", where that person has named a zone in which it reads otherwise."""
    words = times.own_time(moment, standing.zone, user.timezone, standing.now)
    return f" ({words})" if words else ""


@register.filter
def countdown(moment: dt.datetime, now: dt.datetime) -> str:
    """How far ahead of `now`: "in 2 h 14 min"."""
    return times.countdown(moment, now)
