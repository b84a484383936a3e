"""Tags as a line of names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importers.pipeline.directory import make_tag
from articles.models import Tag, User
from articles.permissions import may, who_may
from articles.text.plain import clean_line

MOST_TAGS = 30
LONGEST = 100


class TagNamesField(forms.CharField):
    """Names apart by commas; gives a list, each name once whatever its case."""

    widget = forms.TextInput(attrs={"data-complete": "articles/storytag/tag", "data-complete-list": ""})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        typed = str(value or "")
        if len(typed) > 2 * MOST_TAGS * LONGEST:
            raise ValidationError(
                _("A story has at most {most} tags, each of {length} characters.").format(
                    most=MOST_TAGS, length=LONGEST
                )
            )
        names = (clean_line(name) for name in typed.split(","))
        found = list({name.casefold(): name for name in names if name}.values())
        if len(found) > MOST_TAGS:
            raise ValidationError(_("A story has at most {most} tags.").format(most=MOST_TAGS))
        if too_long := next((name for name in found if len(name) > LONGEST), None):
            raise ValidationError(_("“{name}…” is too long for a tag.").format(name=too_long[:40]))
        return found

    def run_validators(self, value: Any) -> None:
        """The base class's are about one text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            before, after = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        return {name.casefold() for name in before} != {name.casefold() for name in after}

    def unknown(self, names: list[str]) -> list[str]:
        """Those that no tag has yet."""
        return [name for name, tag in known(names) if tag is None]


def known(names: list[str]) -> list[tuple[str, Tag | None]]:
    """Each name with its tag; a merged one is the one it was merged into."""
    tags = Tag.objects.select_related("merged_into")
    found = ((name, tags.filter(name__iexact=name).first()) for name in names)
    return [(name, tag and (tag.merged_into or tag)) for name, tag in found]


def tags_named(names: list[str]) -> list[Tag]:
    """The tags of these names, made where missing."""
    found = [tag or make_tag(name) for name, tag in known(names)]
    return list({tag.pk: tag for tag in found}.values())


class MergeTagsForm(forms.Form):
    """Which tags are to become `into`: each must be there, be on its own, and be the user's to change."""

    tags = TagNamesField(
        label=gettext_lazy("Tags to merge"), help_text=gettext_lazy("Their names, apart by commas.")
    )

    def __init__(self, data: Any = None, *, into: Tag, user: User) -> None:
        super().__init__(data, label_suffix="")
        self.into, self.user = into, user

    def clean_tags(self) -> list[Tag]:
        names: list[str] = self.cleaned_data["tags"]
        if not names:
            raise ValidationError(_("Name at least one tag."))
        found = [(name, self._named(name)) for name in names]
        refused = [sentence for name, tag in found if (sentence := self._refusal(name, tag))]
        if refused:
            raise ValidationError(refused)
        return [tag for _name, tag in found if tag]

    def _named(self, name: str) -> Tag | None:
        """Of two that differ in capitals alone the other one: it is what there is to merge."""
        same = Tag.objects.filter(name__iexact=name).select_related("merged_into")
        return same.exclude(pk=self.into.pk).first() or same.first()

    def _refusal(self, name: str, tag: Tag | None) -> str:
        """Why it cannot go; empty where it can."""
        if tag is None:
            return _("There is no tag “{name}”.").format(name=name)
        if tag == self.into:
            return _("“{name}” is the tag that stays.").format(name=tag.name)
        if tag.merged_into:
            return _("“{name}” is merged into “{into}” already.").format(
                name=tag.name, into=tag.merged_into.name
            )
        if not may(self.user, "edit_tag", tag):
            return f"“{tag.name}”: {who_may('edit_tag', tag)}"
        return ""
