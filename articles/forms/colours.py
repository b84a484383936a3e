"""Whether a colour can be read on the paper it is printed on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# WCAG 2.2, success criterion 1.4.3: text against its background.
LEAST_CONTRAST = 4.5
# Of a paper that black stands out from as much as white does.
MIDDLE = 0.179
# Also what the form's script says, which fills in the ratio.
READABLE = gettext_lazy("Contrast {ratio}:1. It can be read: text needs {least}:1.")
TOO_FAINT = gettext_lazy("Contrast {ratio}:1. Too faint to read: text needs {least}:1.")


def contrast(one: str, other: str) -> float:
    """The ratio of two colours written #rrggbb, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(colour: str, paper: str) -> str:
    """A sentence about a colour that nobody can read on `paper`; empty where it can be read."""
    ratio = contrast(colour, paper)
    if ratio >= LEAST_CONTRAST:
        return ""
    way = _("darker") if _luminance(paper) > MIDDLE else _("lighter")
    return _(
        "{colour} has a contrast of {shown}:1 on {paper}, and text needs at least {least}:1. "
        "Choose a {way} colour."
    ).format(colour=colour, shown=rounded_down(ratio), paper=paper, least=LEAST_CONTRAST, way=way)


def verdict(colour: str, paper: str) -> str:
    """The ratio, and whether it is enough, in words."""
    ratio = contrast(colour, paper)
    words = READABLE if ratio >= LEAST_CONTRAST else TOO_FAINT
    return words.format(ratio=rounded_down(ratio), least=LEAST_CONTRAST)


def rounded_down(ratio: float) -> float:
    """To a tenth, so that 4.49 never reads as 4.5."""
    return int(ratio * 10) / 10


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
