"""Previews at the desk: the page as it would be, at two widths, and links to give away."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import links
from articles.admin.dossier import Dossier
from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.admin.standing import home_of
from articles.errors import NewsroomError, StaleSave
from articles.forms.base import sentence_of
from articles.forms.publishing import ShareForm
from articles.forms.story_merging import come_second
from articles.forms.story_saving import save_story
from articles.forms.times import desk_time
from articles.models import Edition, Host, PreviewLink, Story
from articles.permissions import may
from articles.services.previewing import (
    keep_for_oneself,
    next_version,
    revoke_preview,
    share_preview,
    token_of,
)

CLOSED = gettext_lazy(
    "A preview stands on the station's own host: open {brand} to readers first, with a primary host."
)


class StoryPreview:
    """Mixed into the story's admin, which knows its forms."""

    def preview_urls(self: Any) -> list[URLPattern]:
        return [
            self.act_url("preview", self.preview_view),
            self.act_url("share", self.share_view),
            self.act_url("unshare", self.unshare_view),
        ]

    def preview_context(self: Any, request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        """What has been given away and still shows something."""
        story = dossier.story
        if not may(request.user, "share_preview", story):
            return {}
        origin = links.origin(dossier.host) if dossier.host and story.station.opened_at else ""
        return {
            "share_form": ShareForm(),
            "shared": [
                {
                    "link": link,
                    "address": origin + links.preview_path(token_of(link)),
                    "until": desk_time(link.expires_at, story.station.zone, dossier.now),
                    "who": person_words(link.made_by),
                }
                for link in dossier.links
            ],
        }

    def preview_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """The typed text, saved or not: nothing is saved here."""
        story: Story = self.row_for(request, pk, "view_story")
        is_form = "version" in request.POST and self.is_editable(request, story)
        if not host_of(story):
            sentence = CLOSED.format(brand=story.station.brand)
            return self.not_shown(request, story, sentence, is_form=is_form)
        if is_form:
            found = self.typed_version(request, story)
            if not isinstance(found, Edition):
                return found
        else:
            found = next_version(story=story, placement=home_of(story))
        # Read anew: a form that was tried and taken back has left its words on the row.
        story = self.get_object(request, str(pk))
        try:
            link = keep_for_oneself(story=story, edition=found, by=staff(request))
        except NewsroomError as error:
            messages.error(request, str(error))
            return self.back_to(story)
        return self.show_preview(request, link)

    def typed_version(self: Any, request: HttpRequest, story: Story) -> Edition | HttpResponse:
        """What a save would leave, found by saving and taking it back; else the page that says why not."""
        forms = self.forms_for(request, story, settled="keep")
        if forms.are_valid():
            try:
                with transaction.atomic():
                    save_story(form=forms.story, bylines=forms.bylines, by=staff(request))
                    saved = Story.objects.select_related("source", "lead_picture").get(pk=story.pk)
                    edition = next_version(story=saved, placement=home_of(saved))
                    transaction.set_rollback(True)
                return edition
            except StaleSave:
                proposal = come_second(form=forms.story, bylines=forms.bylines, by=staff(request))
                merged: HttpResponse = self.propose(request, story, proposal)
                return merged
            except (NewsroomError, IntegrityError) as error:
                forms.story.add_error(None, sentence_of(error))
        return self.page(request, forms, story)

    def not_shown(
        self: Any, request: HttpRequest, story: Story, sentence: str, *, is_form: bool
    ) -> HttpResponse:
        """Why there is no preview; what was typed comes back."""
        if is_form:
            forms = self.forms_for(request, story, settled="keep")
            forms.story.add_error(None, sentence)
            return self.page(request, forms, story)
        messages.error(request, sentence)
        return self.back_to(story)

    def show_preview(self: Any, request: HttpRequest, link: PreviewLink) -> HttpResponse:
        origin = host_of(link.story)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview of “{headline}”").format(headline=link.content["headline"])
            if link.content
            else _("Preview"),
            "opts": self.opts,
            "story": link.story,
            "address": origin + links.preview_path(token_of(link)),
        }
        response = TemplateResponse(request, "admin/articles/story/preview.html", context)
        response._csp_update = {"frame-src": [origin]}  # type: ignore[attr-defined]
        return response

    def share_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story: Story = self.row_for(request, pk, "share_preview")
        if page := self.save_first(request, story):
            return page
        form = ShareForm(request.POST)
        if not host_of(story) or not form.is_valid():
            sentence = (
                _("Choose when the link ends.") if form.errors else CLOSED.format(brand=story.station.brand)
            )
            messages.error(request, sentence)
            return self.back_to(story)
        lasts = dt.timedelta(hours=form.cleaned_data["lasts"])
        return self.act(
            request,
            story,
            lambda: share_preview(story=story, by=staff(request), lasts=lasts),
            _(
                "Whoever has the link sees the story as it is saved, "
                "until the link ends or the story goes out."
            ),
        )

    def unshare_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story: Story = self.row_for(request, pk, "share_preview")
        number = request.POST.get("link_id", "")
        shared = story.preview_links.shared()
        link = shared.filter(pk=number).first() if number.isdigit() and len(number) < 19 else None
        if link is None:
            raise Http404
        if page := self.save_first(request, story):
            return page
        return self.act(
            request,
            story,
            lambda: revoke_preview(link=link, by=staff(request)),
            _("The link shows nothing any more."),
        )


def host_of(story: Story) -> str:
    """Where readers of the story's station are, with scheme and port; empty where they find nothing yet."""
    if story.station.opened_at is None:
        return ""
    host = Host.objects.filter(station=story.station_id, is_primary=True).first()
    return links.origin(host.name) if host else ""
