"""The app: newsroom's articles."""

from django.apps import AppConfig
from django.core import checks


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "newsroom"

    def ready(self) -> None:
        from articles.checks import security_contacts_hold  # the models are there from here on

        checks.register(security_contacts_hold, checks.Tags.database)
