"""The themes that a station can have, in the words of whoever looks."""

from django.utils.translation import gettext as _

from articles.themes import theme_of, themes


def theme_choices() -> list[tuple[str, str]]:
    return [(name, theme_words(name)) for name in themes()]


def theme_words(name: str) -> str:
    theme = theme_of(name)
    if theme.name == name:
        return f"{theme.words('name')}: {theme.words('about')}"
    gone = _("{name}: its folder is not there, and readers have “{other}”")
    return gone.format(name=name, other=theme.words("name"))
