"""The story's body in its editor: what the page needs for it, and what comes back from it."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import ProseEditorWidget, importmap
from js_asset import JSON, ImportMap, Media, Script

from articles.errors import NewsroomError
from articles.text.embeds import PROVIDERS
from articles.text.hrefs import HOST_TRACKERS, TRACKERS, WRAPPERS
from articles.text.html import clean_body
from articles.text.tidy import tidy_body

# What the editor can do, by the names that its modules export. A name that is missing there would be left
# out without a word, and with it every such part of a text: the page looks for that (editor/guard.js).
EXTENSIONS: Final[dict[str, Any]] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Heading": {"levels": [2, 3]},
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Picture": True,
    "Embed": True,
    "PullQuote": True,
    "FactBox": True,
    "Related": True,
    "KeepBlocks": True,
    "CleanPaste": True,
    "Uploads": True,
    # The library turns the browser's spell-check off unless told not to.
    "NoSpellCheck": False,
    "Menu": {
        "groups": [
            {"group": "headings"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "pieces"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}
# Our modules by the names under which they find each other, whatever hash their files carry.
MODULES: Final = (
    *("blocks", "body", "boxes", "dialogs", "embeds", "guard", "hrefs", "link", "nodes", "paste", "pictures"),
    *("stories", "tables", "tell", "toolbar", "uploads"),
)
# The one that the page names; it brings the others.
START: Final = "admin_newsroom/editor/start.js"
STYLES: Final = (
    "django_prose_editor/material-icons.css",
    "django_prose_editor/editor.css",
    "admin_newsroom/editor.css",
    "admin_newsroom/picker.css",
)
# What the editor itself loads, and builds its vocabulary from.
VOCABULARY: Final = "newsroom/body"

_BLOCK = r"(?:p|h2|h3|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|hr|figure|aside)"
_BEGINS_WITH_BLOCK = re.compile(rf"\s*</?{_BLOCK}\b", re.IGNORECASE)
_BETWEEN_BLOCKS = re.compile(
    r"(</(?:p|h2|h3|ul|ol|blockquote|table|figure|aside)>|<hr>)\s*"
    r"(?=<(?:p|h2|h3|ul|ol|blockquote|table|hr|figure|aside)\b)"
)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"\r\n?")


def lay_out(body: str) -> str:
    """A cleaned body for reading as text: a blank line between its blocks."""
    return _BETWEEN_BLOCKS.sub(r"\1\n\n", _BLANK_LINES.sub("\n", body))


def gather(text: str) -> str:
    """What was typed as a body: the opposite of `lay_out`; words without a block become a paragraph."""
    chunks = (chunk.strip() for chunk in _BLANK_LINES.split(_LINE_END.sub("\n", text)))
    blocks = (chunk if _BEGINS_WITH_BLOCK.match(chunk) else f"<p>{chunk}</p>" for chunk in chunks if chunk)
    return _BETWEEN_BLOCKS.sub(r"\1", "".join(blocks))


class BodyEditor(ProseEditorWidget):
    """A text area of HTML that the editor takes over where scripts run."""

    # The story that is being written, once it has a number.
    story: int | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        return {"extensions": expand_extensions(EXTENSIONS), "js_modules": [VOCABULARY]}

    def tables(self) -> dict[str, Any]:
        """What those modules need of the server's tables, and where they ask it."""
        return {
            "providers": [
                {
                    "name": name,
                    "label": provider.label,
                    "forms": [{"pattern": form.pattern, "href": form.href} for form in provider.forms],
                }
                for name, provider in PROVIDERS.items()
            ],
            "trackers": TRACKERS,
            "hostTrackers": HOST_TRACKERS,
            "wrappers": WRAPPERS,
            "picturesUrl": reverse("admin:articles_asset_pick"),
            "uploadUrl": reverse("admin:articles_asset_take_in"),
            "storiesUrl": reverse("admin:articles_story_find"),
            "slugUrl": reverse("admin:articles_story_slug"),
            "story": self.story,
        }

    @property
    def media(self) -> Media:
        ours = {f"newsroom/{name}": f"admin_newsroom/editor/{name}.js" for name in MODULES}
        return Media(
            importmap=ImportMap(ours) | importmap,
            css={"all": STYLES},
            js=[JSON(self.tables(), id="editor-tables"), Script(START, type="module")],
        )


class BodyField(forms.CharField):
    """Gives a cleaned body; a body nobody touched counts as unchanged, however it is laid out."""

    widget = BodyEditor

    def __init__(self, **kwargs: object) -> None:
        super().__init__(strip=False, **kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> str:
        try:
            return tidy_body(clean_body(gather(str(value or ""))))
        except NewsroomError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: object, data: object) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
