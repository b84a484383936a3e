"""Tables whose changes are put on the record of accounts, with the name of whoever makes them."""

from typing import Any

from django.http import HttpRequest

from articles.admin.rights import staff
from articles.services.accounts import acting


class RecordedAccounts:
    """For an admin of accounts or roles; the database writes the events, and this says who acts."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with acting(staff(request)):
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with acting(staff(request)):
            return super().delete_view(request, *args, **kwargs)  # type: ignore[misc]
