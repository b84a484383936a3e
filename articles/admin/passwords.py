"""A password set by a link that came by mail: an invitation, or one that was forgotten."""

from typing import Any

from django.contrib.auth import views
from django.http import HttpResponse
from django.urls import reverse_lazy

from articles.errors import TooManyTries
from articles.forms.sign_in import LinkForm
from articles.models import User
from articles.services.accounts import account_event
from articles.services.signing_in import count_try


class AskView(views.PasswordResetView):
    """Says the same whether or not there is such an account."""

    form_class = LinkForm
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: Any) -> HttpResponse:
        address = self.request.META.get("REMOTE_ADDR", "")
        try:
            count_try(account=f"link for {form.cleaned_data['email']}", address=address)
        except TooManyTries as error:
            form.add_error(None, str(error))
            answer: HttpResponse = self.form_invalid(form)
            answer.status_code = 429
            return answer
        return super().form_valid(form)


class SentView(views.PasswordResetDoneView):
    pass


class SetView(views.PasswordResetConfirmView):
    success_url = reverse_lazy("password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user: User = form.user
        account_event("password_changed", user=user, by=user, by_link=True)
        return answer


class DoneView(views.PasswordResetCompleteView):
    pass
