"""The app: newsroom's articles."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

import articles.checks  # noqa: F401  # registers them


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "newsroom"

    def import_models(self) -> None:
        """Tables and columns are called in English in the code, and for each person in their language.

        Django derives the names from the code: marking every one there would say it twice. It is done before
        forms are made, which take their labels from here.
        """
        super().import_models()
        for model in self.models.values():
            meta: Any = model._meta
            meta.verbose_name = gettext_lazy(meta.verbose_name)
            meta.verbose_name_plural = gettext_lazy(meta.verbose_name_plural)
            for field in (*meta.local_fields, *meta.local_many_to_many):
                field.verbose_name = gettext_lazy(str(field.verbose_name))
