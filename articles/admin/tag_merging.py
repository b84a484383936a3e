"""The page where tags are merged into another: first what would happen, then what did."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.rights import staff
from articles.errors import NewsroomError
from articles.forms.base import sentence_of
from articles.forms.tags import MergeTagsForm
from articles.links import tag_path
from articles.models import StoryTag, Tag
from articles.services.tags import merge_tags
from articles.uses import stations_using


@dataclasses.dataclass(frozen=True, slots=True)
class Merged:
    """A tag that goes, with what goes along; `stations` are those whose readers have it, or will."""

    tag: Tag
    stories: int
    stations: str
    address: str


class TagMerging:
    """Mixed into the tag's admin."""

    def merge_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks which tags, the second one shows what comes of it, the third one acts."""
        into: Tag = self.row_for(request, pk, "edit_tag")
        if page := self.save_first(request, into):
            return page
        asked = "tags" in request.POST
        form = MergeTagsForm(request.POST if asked else None, into=into, user=staff(request))
        tags = form.cleaned_data["tags"] if asked and form.is_valid() else []
        if tags and "confirmed" in request.POST:
            return self.merged(request, tags, into)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge tags into “{name}”").format(name=into.name),
            "opts": self.opts,
            "into": into,
            "address": tag_path(into.slug),
            "form": form,
            "names": ", ".join(tag.name for tag in tags),
            "merged": [merged(tag) for tag in tags],
        }
        return TemplateResponse(request, "admin/articles/tag/merge.html", context)

    def merged(self: Any, request: HttpRequest, tags: list[Tag], into: Tag) -> HttpResponse:
        try:
            stories = merge_tags(tags=tags, into=into, by=staff(request))
        except NewsroomError as error:
            messages.error(request, sentence_of(error))
            return self.back_to(into)
        names = ", ".join(tag.name for tag in tags)
        said = {"name": "tag", "object": names, "fields": ["merged into"]}
        self.log_change(request, into, [{"changed": said}])
        done = ngettext(
            "%(names)s: merged into “%(into)s”, with %(count)d story.",
            "%(names)s: merged into “%(into)s”, with %(count)d stories.",
            stories,
        )
        messages.success(request, done % {"names": names, "into": into.name, "count": stories})
        return self.back_to(into)


def merged(tag: Tag) -> Merged:
    """Two queries."""
    return Merged(
        tag=tag,
        stories=StoryTag.objects.filter(tag=tag).count(),
        stations=", ".join(station.callsign for station in stations_using(tag)),
        address=tag_path(tag.slug),
    )
