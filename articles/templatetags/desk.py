"""Filters for the admin's own templates: times as the desk says them."""

import datetime as dt

from django import template

from articles.forms import times

register = template.Library()


@register.filter
def countdown(moment: dt.datetime, now: dt.datetime) -> str:
    """How far ahead of `now`: "in 2 h 14 min"."""
    return times.countdown(moment, now)
