"""What every public template gets."""

from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The station of the request; nothing on admin hosts."""
    station = getattr(request, "site", None)
    return {"site": station} if station else {}
