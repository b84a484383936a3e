"""Error pages of the admin that give back what was typed."""

import logging

from csp.decorators import csp
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from articles.forms.typed import is_from_here, keep_words, restore_address, words_in
from articles.models import User

log = logging.getLogger(__name__)


@never_cache
@csp(settings.ADMIN_CSP)
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is older than the sign-in. From a page of ours its words are kept, and nothing is done.

    A script of ours is told the token of the new sign-in; a page of another site cannot read the answer.
    """
    log.warning("%s: %s", reason, request.path)
    if not is_from_here(request):
        return render(request, "admin/csrf.html", status=403)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"token": get_token(request)}, status=403)
    return render(request, "admin/csrf.html", {"restore": kept_address(request)}, status=403)


def kept_address(request: HttpRequest) -> str:
    """Where the words of this request can be brought back; empty where there is nothing, or nobody, or no
    database to keep them."""
    if request.method != "POST" or not hasattr(request, "user"):
        return ""
    try:
        user = request.user
        if not isinstance(user, User):
            return ""
        row = keep_words(user=user, address=request.path, words=words_in(request.POST))
    except DatabaseError:
        return ""
    return restore_address(row.path, row.pk) if row else ""
