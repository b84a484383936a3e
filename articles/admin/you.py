"""One's own page: time zone, mails, password. And the news one has read."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.rights import staff
from articles.forms.people import YouForm
from articles.services.notices import mark_read


def you_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    form = YouForm(
        request.POST if request.method == "POST" else None, instance=staff(request), label_suffix=""
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:index"))
    context: dict[str, Any] = {**site.each_context(request), "title": _("You"), "form": form}
    return TemplateResponse(request, "admin/you.html", context)


@require_POST
def read_view(request: HttpRequest) -> HttpResponse:
    mark_read(user=staff(request))
    return HttpResponseRedirect(reverse("admin:index"))
