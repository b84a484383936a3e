"""The one way to a page for readers: a template as the theme of the station has it."""

from collections.abc import Mapping
from typing import Any

from django import shortcuts
from django.http import HttpRequest, HttpResponse

from articles.site import site_of


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int | None = None
) -> HttpResponse:
    """Whatever the template extends or includes comes from the theme as well, where that has its own."""
    return shortcuts.render(request, template, context, status=status, using=site_of(request).look.engine)
