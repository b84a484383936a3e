"""What the desk answers where there is nothing."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.admin.site import with_admin_policy


@with_admin_policy  # type: ignore[arg-type]
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": _("There is nothing at this address")}
    return render(request, "admin/404.html", context, status=404)
