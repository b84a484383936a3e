"""Previews: an unsaved edition under a signed address, for one's own eyes or to give away."""

import datetime as dt
from typing import Any, Final

from django.core import signing
from django.db import transaction

from articles.errors import PreviewIsOver, StoryIsGone, StoryIsKilled
from articles.models import Edition, Placement, PreviewLink, PreviewVisit, Story, User
from articles.permissions import may, require
from articles.services.clock import database_now
from articles.services.content import read_content
from articles.services.freezing import Span, freeze_edition
from articles.services.record import story_event

# What a person needs to look at the page that they have just asked for.
FOR_ONESELF: Final = dt.timedelta(hours=1)
A_DAY: Final = dt.timedelta(days=1)
LONGEST: Final = dt.timedelta(days=14)

_SIGNER: Final = signing.Signer(salt="articles.preview", sep=".")
_TEXTS: Final = ("headline", "deck", "body", "slug", "language", "dateline", "rendered_html", "page")
_TIMES: Final = ("published_at", "live_from", "first_live_at", "changed_at")
_PLAIN: Final = ("number", "section_id", "published_at_estimated", "lead_picture_id")


def next_version(*, story: Story, placement: Placement) -> Edition:
    """The working copy as it would go out now, as an unsaved edition with its next number."""
    now = database_now()
    last = placement.editions.order_by("-number").first()
    first = placement.editions.shown().order_by("live_from").first()
    return freeze_edition(
        content=read_content(story, placement),
        placement=placement,
        span=Span(live_from=now, first_live_at=first.first_live_at if first else None),
        number=last.number + 1 if last else 1,
    )


@transaction.atomic
def keep_for_oneself(*, story: Story, edition: Edition, by: User) -> PreviewLink:
    """A link to a version that may not even be saved, for an hour; what is older than a day goes."""
    require(by, "view_story", story)
    check_not_gone(story, edition.placement)
    now = database_now()
    PreviewLink.objects.filter(content__isnull=False, expires_at__lt=now - A_DAY).delete()
    content = {name: getattr(edition, name) for name in (*_TEXTS, *_PLAIN)}
    content |= {name: getattr(edition, name).isoformat() for name in _TIMES}
    return PreviewLink.objects.create(
        story=story,
        placement=edition.placement,
        content=content,
        made_by=by,
        made_at=now,
        expires_at=now + FOR_ONESELF,
    )


@transaction.atomic
def share_preview(*, story: Story, by: User, lasts: dt.timedelta = A_DAY) -> PreviewLink:
    """A link that shows the working copy to whoever has it, until it expires, is revoked or the story is
    published. Raises NotAllowed, StoryIsGone, StoryIsKilled.
    """
    placement = Placement.objects.get(story=story, home=True)
    require(by, "share_preview", placement)
    check_not_gone(story, placement)
    now = database_now()
    link = PreviewLink.objects.create(
        story=story, placement=placement, made_by=by, made_at=now, expires_at=now + min(lasts, LONGEST)
    )
    story_event("preview_shared", story=story, at=now, by=by, placement=placement).save()
    return link


@transaction.atomic
def revoke_preview(*, link: PreviewLink, by: User) -> None:
    """Nobody sees anything under it any more. Raises NotAllowed."""
    locked = PreviewLink.objects.select_for_update(of=("self",)).select_related("placement").get(pk=link.pk)
    require(by, "share_preview", locked.placement)
    if locked.revoked_at:
        return
    locked.revoked_at, locked.revoked_by = database_now(), by
    locked.save(update_fields=["revoked_at", "revoked_by"])
    story_event(
        "preview_revoked", story=locked.story, at=locked.revoked_at, by=by, placement=locked.placement
    ).save()


def check_not_gone(story: Story, placement: Placement) -> None:
    """Raise StoryIsGone or StoryIsKilled: what was taken away is not shown by another door."""
    if story.binned_at:
        raise StoryIsGone
    if placement.down_kind == Placement.Down.KILLED:
        raise StoryIsKilled


def token_of(link: PreviewLink) -> str:
    """Number and signature: what stands in the address."""
    return _SIGNER.sign(str(link.pk))


def open_preview(*, token: str, agent: str | None = None) -> tuple[PreviewLink, Edition]:
    """The link and the edition that it shows; `agent` puts a look at a shared one on record.

    Raises PreviewIsOver, also for a token never given out, or where its maker might not make it now.
    """
    try:
        pk = int(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise PreviewIsOver from error
    related = ("story__station", "story__source", "story__lead_picture", "placement", "made_by")
    link = PreviewLink.objects.open().select_related(*related).filter(pk=pk).first()
    if link is None or not _still_may(link):
        raise PreviewIsOver
    if link.content is not None:
        return link, _as_typed(link, link.content)
    if agent is not None:
        PreviewVisit.objects.create(link=link, at=database_now(), agent=agent[:200])
    return link, next_version(story=link.story, placement=link.placement)


def _still_may(link: PreviewLink) -> bool:
    """Its maker may have been given another role, or the story another section. One query."""
    return may(link.made_by, "share_preview" if link.content is None else "view_story", link.placement)


def _as_typed(link: PreviewLink, content: dict[str, Any]) -> Edition:
    times = {name: dt.datetime.fromisoformat(content[name]) for name in _TIMES}
    return Edition(
        story_id=link.story_id,
        placement=link.placement,
        station_id=link.placement.station_id,
        **{name: content[name] for name in (*_TEXTS, *_PLAIN)},
        **times,
    )
