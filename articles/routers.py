"""Which database alias a model is read through."""

from typing import Any

from django.db.models import Model


class ReadersRouter:
    """Send the `published_*` views to `readers`; keep migrations off it."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "readers" if model._meta.db_table.startswith("published_") else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"
