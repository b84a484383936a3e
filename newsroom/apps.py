"""Names the project as an app, so that its commands and checks are found."""

from django.apps import AppConfig

import newsroom.checks  # noqa: F401  # registers them


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom project"
