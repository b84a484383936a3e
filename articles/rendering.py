"""From the body's closed vocabulary to the markup that readers get."""

from django.utils.safestring import SafeString, mark_safe

from articles.text.html import clean_body

# Raise it when the markup below or the cleaner changes; `manage.py rerender` rebuilds what is older.
RENDERER_VERSION = 1


# A wide table scrolls by itself; who uses a keyboard must be able to get there, and hear what it is.
TABLE_LABELS = {"en": "Table", "es": "Tabla"}


def render_body(body: str, language: str = "en") -> str:
    """Clean once more and turn our nodes into markup. Costs one run of the cleaner."""
    label = TABLE_LABELS.get(language, TABLE_LABELS["en"])
    opening = f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0"><table>'
    return clean_body(body).replace("<table>", opening).replace("</table>", "</table></div>")


def published_html(rendered: str) -> SafeString:
    """Mark an edition's rendered body safe. The only call site in the product that marks HTML safe."""
    return mark_safe(rendered)  # noqa: S308
