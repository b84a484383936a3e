"""How long a text is, and how a story will look where others show it: in a search, on a social network."""

import dataclasses
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.forms.stories import StoryForm
from articles.models import Asset
from articles.renditions import desk_path, picture_file
from articles.text.html import plain_text, reading_minutes, word_count
from articles.text.slugs import slugify_headline

# About what fits in two lines under a search result.
DESCRIPTION = 155


@dataclasses.dataclass(frozen=True, slots=True)
class Outlook:
    """What the form holds, as others would show it; the page's modules keep it up to date."""

    letters: int
    words: int
    minutes: int
    brand: str
    host: str
    address: str
    headline: str
    description: str
    picture: str
    source_label: str


def outlook_of(form: StoryForm, asset: Asset | None) -> Outlook:
    """From what was posted, where something was; no query but that of the chosen source."""
    headline, deck = shown(form, "headline"), shown(form, "deck")
    text = text_of(form)
    words = word_count(text)
    section = section_of(form)
    slug = shown(form, "slug") or slugify_headline(headline)
    return Outlook(
        letters=len(headline),
        words=words,
        minutes=reading_minutes(words),
        brand=section.station.brand if section else "",
        host=section.host if section else "",
        address=" › ".join(part for part in (section.slug if section else "", slug) if part),
        headline=headline or _("No headline yet"),
        description=deck or cut(text, DESCRIPTION),
        picture=desk_path(picture_file(asset), 640) if asset and not asset.killed_at else "",
        source_label=label_of(form),
    )


def shown(form: StoryForm, name: str) -> str:
    return str(form[name].value() or "").strip()


def text_of(form: StoryForm) -> str:
    try:
        return plain_text(str(form.fields["body"].to_python(form["body"].value())))
    except ValidationError:  # too large or too deep to be looked at
        return ""


def section_of(form: StoryForm) -> Any:
    chosen, rows = shown(form, "section"), form.sections
    return next((section for section in rows if str(section.pk) == chosen), rows[0] if rows else None)


def label_of(form: StoryForm) -> str:
    chosen, language = shown(form, "source"), shown(form, "language")
    if chosen == str(form.instance.source_id or ""):
        return form.instance.source.label_in(language) if form.instance.source else ""
    sources: Any = form.fields["source"]
    found = sources.queryset.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 19 else None
    return found.label_in(language) if found else ""


def cut(text: str, longest: int) -> str:
    """The beginning of a text on one line, whole words."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rpartition(' ')[0]} …"
