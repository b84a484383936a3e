"""What `manage.py check` says of themes: of a folder that is none, and of a station whose theme has gone."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import connections
from django.template import TemplateSyntaxError, engines

from articles.themes import DEFAULT, Theme, refused, themes


@checks.register(checks.Tags.templates)
def themes_are_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    wrong = [str(refusal) for refusal in refused()]
    wrong += [sentence for theme in themes().values() for sentence in broken_templates(theme)]
    hint = "Mend it, or take the folder away. docs/how-to/themes.md says what a theme is made of."
    return [checks.Error(sentence, hint=hint, id="articles.E001") for sentence in wrong]


def broken_templates(theme: Theme) -> list[str]:
    """Those that Django cannot read, before a reader asks for them."""
    folder, found = theme.folder / "templates", []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            engines[theme.engine].get_template(path.relative_to(folder).as_posix())
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            found.append(f"{path}: {error}.")
    return found


@checks.register(checks.Tags.database)
def themes_are_there(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Asked by `check --database default` and `migrate`, the first time of an empty database."""
    station = apps.get_model("articles", "Station")
    table = station._meta.db_table
    if "default" not in (databases or ()) or table not in connections["default"].introspection.table_names():
        return []
    lost = station._default_manager.exclude(theme__in=themes()).values_list("callsign", "theme")
    return [
        checks.Warning(
            f"The theme of {callsign} is “{name}”, and no such folder is there: readers have “{DEFAULT}”.",
            hint="Put the folder back, or choose another look on the station's page.",
            id="articles.W001",
        )
        for callsign, name in lost
    ]
