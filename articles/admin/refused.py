"""The pages of the desk for what cannot be answered: nothing there, and a form that cannot be believed."""

from collections.abc import Iterator

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.admin.site import with_admin_policy

# Of what a form sends, what nobody typed.
UNTYPED = ("_", "csrf", "once", "next", "version", "username")
# Shorter ones, such as a choice from a list, are quickly given again.
LONG_ENOUGH = 20


@with_admin_policy  # type: ignore[arg-type]
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "There is nothing at this address"}
    return render(request, "admin/404.html", context, status=404)


@with_admin_policy
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing was done. What was typed is shown to be copied: a button could send on a stranger's words."""
    context = {
        **admin.site.each_context(request),
        "title": "Nothing was saved",
        "typed": list(typed_words(request)),
        "again": request.get_full_path(),
    }
    return render(request, "admin/403_csrf.html", context, status=403)


def typed_words(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, value in request.POST.items():
        text = str(value).strip()
        if name.startswith(UNTYPED) or name.endswith("_FORMS") or "password" in name:
            continue
        if len(text) >= LONG_ENOUGH or " " in text:
            yield name.replace("_", " ").capitalize(), text
