"""Whether a colour can be read on the paper it is printed on."""

from django.utils.translation import gettext as _

# The readers' pages on light and on dark screens (static/public/css/site.css).
PAPER = "#fdfcf9"
DARK_PAPER = "#14171a"
# WCAG 2.2, success criterion 1.4.3: text against its background.
LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """The ratio of two colours written #rrggbb, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(colour: str, paper: str) -> str:
    """A sentence about a colour that nobody can read on `paper`; empty where it can be read."""
    ratio = contrast(colour, paper)
    if ratio >= LEAST_CONTRAST:
        return ""
    # Rounded down, so that 4.49 never reads as 4.5.
    shown = int(ratio * 10) / 10
    way = _("darker") if paper == PAPER else _("lighter")
    return _(
        "{colour} has a contrast of {shown}:1 on {paper}, and text needs at least {least}:1. "
        "Choose a {way} colour."
    ).format(colour=colour, shown=shown, paper=paper, least=LEAST_CONTRAST, way=way)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
