"""What `check --deploy` says about an installation, beside Django's own questions."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def demo_is_not_deployed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    if not settings.DEMO:
        return []
    return [
        checks.Error(
            "This is a demo: its database lets every local login in.",
            hint="Set DATABASE_URL, READERS_DATABASE_URL, SECRET_KEY and ADMIN_HOSTS.",
            id="newsroom.E001",
        )
    ]
