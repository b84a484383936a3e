"""The app: newsroom's articles."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "newsroom"

    def ready(self) -> None:
        """Tables and columns are called in English in the code, and in whatever language a page is asked for.

        Django derives these names from the code. Marking each there would repeat it, and alter every table
        in a migration that does nothing.
        """
        for model in self.get_models():
            meta: Any = model._meta
            meta.verbose_name = gettext_lazy(meta.verbose_name)
            meta.verbose_name_plural = gettext_lazy(meta.verbose_name_plural)
            for field in meta.get_fields(include_parents=False):
                if not field.auto_created:
                    field.verbose_name = gettext_lazy(str(field.verbose_name))
