"""Telling people what happened to a story of theirs: on their page, and by mail once it is committed."""

import datetime as dt
import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException
from typing import Final

from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles import links
from articles.models import Notice, Story, User
from articles.services.clock import database_now

logger = logging.getLogger(__name__)
# What has not gone out by then is no news any more.
STALE: Final = dt.timedelta(days=1)

SUBJECTS: Final = {
    Notice.Kind.ASSIGNED: _("{who} assigned a story to you"),
    Notice.Kind.NOTE: _("{who} wrote you a note"),
    Notice.Kind.RETURNED: _("{who} returned a story to draft"),
    Notice.Kind.PUBLISHED: _("{who} published a story of yours"),
    Notice.Kind.SCHEDULED: _("{who} scheduled a story of yours"),
}


def notify(kind: Notice.Kind, *, story: Story, people: Iterable[User | None], by: User | None) -> None:
    """A notice for each of `people`, but not for whoever did it; mail goes out after the commit.

    What nobody did (the importer, the demo) is no news for anybody.
    """
    if by is None:
        return
    wanted = {user.pk: user for user in people if user and user.is_active and user.pk != by.pk}
    for user in wanted.values():
        notice = Notice.objects.create(user=user, kind=kind, story=story, by=by)
        if user.mail_notices and user.email:
            transaction.on_commit(partial(mail_notice, notice.pk), robust=True)


def owners(story: Story) -> list[User | None]:
    """Whose story it is: who began it, and who has it now."""
    return [story.created_by, story.assigned_to]


def mail_notice(pk: int) -> bool:
    """Send the mail of a notice, unless somebody has; return whether it went out.

    It is marked as sent first, so that it goes out once at most; the mark is taken back where the mail
    host refuses it, for `send_notices` to try again.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            pk=pk, mailed_at__isnull=True
        )
        found = notice.select_related("user", "by", "story__station").first()
        if found is None:
            return False
        found.mailed_at = database_now()
        found.save(update_fields=["mailed_at"])
    try:
        _send(found)
    except (SMTPException, OSError) as error:
        logger.warning("Notice %s was not sent: %s", pk, type(error).__name__)
        Notice.objects.filter(pk=pk).update(mailed_at=None)
        return False
    return True


def _send(notice: Notice) -> None:
    """In the language of whoever gets it."""
    story = notice.story
    who = notice.by.get_full_name() or notice.by.get_username()
    address = links.desk_url(reverse("admin:articles_story_change", args=[story.pk], urlconf=links.ADMIN))
    with translation.override(notice.user.language):
        subject = SUBJECTS[Notice.Kind(notice.kind)].format(who=who)
        ending = translation.gettext("You can turn these mails off under your name at the desk.")
    send_mail(
        subject=f"{story.station.callsign}: {subject}",
        message=f"{story.headline}\n{address}\n\n{ending}\n",
        from_email=None,
        recipient_list=[notice.user.email],
    )


def send_waiting() -> tuple[int, int]:
    """Mail the notices of the last day that have not gone out; return how many went, and how many not."""
    since = database_now() - STALE
    waiting = Notice.objects.filter(mailed_at__isnull=True, read_at__isnull=True, created_at__gte=since)
    wanted = waiting.filter(user__mail_notices=True, user__is_active=True).exclude(user__email="")
    sent = [mail_notice(pk) for pk in wanted.order_by("pk").values_list("pk", flat=True)]
    return sum(sent), len(sent) - sum(sent)


def mark_read(*, user: User) -> int:
    """All of a person's notices; return how many were new."""
    return Notice.objects.filter(user=user, read_at__isnull=True).update(read_at=database_now())
