"""What every page of an account's own has: the desk's frame and policy, and its name on the record."""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from articles.models import User
from articles.services.accounts import acting, end_sessions, has_second_factor


def page(view: Callable[..., Any]) -> Callable[..., Any]:
    @never_cache
    @csp(settings.ADMIN_CSP)
    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user if request.method == "POST" and isinstance(request.user, User) else None
        had = user is not None and has_second_factor(user)
        with acting(user) if user else nullcontext():
            answer: HttpResponse = view(request, *args, **kwargs)
            if user and not had and has_second_factor(user):
                # Whoever was signed in elsewhere with the password alone is not any more.
                end_sessions(user=user)
                update_session_auth_hash(request, user)
        if hasattr(answer, "context_data"):
            answer.context_data = {**admin.site.each_context(request), **(answer.context_data or {})}
        return answer

    return inner
