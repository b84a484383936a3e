"""What readers ask to have put right: taken in once, answered once, the answer mailed after the commit."""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPException
from typing import Final

from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles import links
from articles.errors import NotThatStory, RequestIsClosed, TooManyRequests
from articles.models import Correction, CorrectionRequest, Imprint, PublishedEdition, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.tries import network_of, tries_within

logger = logging.getLogger(__name__)

AN_HOUR: Final = dt.timedelta(hours=1)
# Within it. A school or an office stands behind one address; a station that gets more has another problem.
OF_AN_ADDRESS: Final = 10
OF_A_STATION: Final = 300
# An answer that could not be mailed for so long waits for a person.
MAILED_WITHIN: Final = dt.timedelta(days=7)
KNOWN_FOR: Final = dt.timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader typed; `form` is the signed field of the page that they typed it into."""

    wrong: str
    form: str
    story: int | None = None
    about: str = ""
    evidence: str = ""
    name: str = ""
    email: str = ""


def count_request(*, station_id: int, address: str) -> None:
    """Call it outside a transaction. Raises TooManyRequests past the limits."""
    limits = ((f"asks from {network_of(address)}", OF_AN_ADDRESS), (f"asks {station_id}", OF_A_STATION))
    for name, most in limits:
        if tries_within(AN_HOUR, name) > most:
            raise TooManyRequests


@transaction.atomic
def take_request(*, station_id: int, asked: Asked, language: str) -> CorrectionRequest:
    """The ticket of that form: a second post of it gives the first one's. The newsroom is told by mail.

    A story that readers of the station do not have now is none that anybody can ask about.
    """
    live = PublishedEdition.objects.on(station_id).filter(number=asked.story)
    request, made = CorrectionRequest.objects.get_or_create(
        form=hashlib.sha256(asked.form.encode()).hexdigest(),
        defaults={
            "station_id": station_id,
            "story_id": asked.story if asked.story and live.exists() else None,
            "about": asked.about,
            "wrong": asked.wrong,
            "evidence": asked.evidence,
            "name": asked.name,
            "email": asked.email,
            "language": language,
            "received_at": database_now(),
        },
    )
    if made:
        transaction.on_commit(partial(tell_newsroom, request.pk), robust=True)
    return request


@transaction.atomic
def answer_request(
    *, request: CorrectionRequest, by: User, answer: str, correction: Correction | None = None
) -> None:
    """Close it with words for the reader and, where the story was corrected, with what was.

    Raises NotAllowed, RequestIsClosed and NotThatStory. Whoever left an address gets the answer by mail.
    """
    locked = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    require(by, "answer_request", locked)
    if locked.closed_at:
        raise RequestIsClosed
    if correction and correction.story_id != locked.story_id:
        raise NotThatStory
    locked.answer, locked.correction = answer, correction
    locked.closed_at, locked.closed_by = database_now(), by
    locked.save(update_fields=["answer", "correction", "closed_at", "closed_by"])
    transaction.on_commit(partial(mail_answer, locked.pk), robust=True)


def tell_newsroom(pk: int) -> bool:
    """A mail to the station's address for feedback, where it has one; return whether it went out."""
    request = CorrectionRequest.objects.select_related("station").get(pk=pk)
    address = Imprint.objects.filter(station=request.station_id).values_list("email", flat=True).first()
    if not address:
        return False
    page = reverse("admin:articles_correctionrequest_change", args=[pk], urlconf=links.ADMIN)
    with translation.override(request.station.language):
        subject = _("{callsign}: a reader asks for a correction").format(callsign=request.station.callsign)
    return _send(pk, subject, f"{request.wrong}\n\n{links.desk_url(page)}\n", address)


def mail_answer(pk: int) -> bool:
    """Send the answer, unless somebody has, or nobody is to get it; return whether it went out.

    It is marked as sent first, so that it goes out once at most; the mark is taken back where the mail
    host refuses it, for `send_answers` to try again.
    """
    with transaction.atomic():
        rows = CorrectionRequest.objects.select_for_update(skip_locked=True, of=("self",))
        waiting = rows.filter(pk=pk, closed_at__isnull=False, mailed_at__isnull=True).exclude(email="")
        request = waiting.select_related("station", "story").first()
        if request is None:
            return False
        request.mailed_at = database_now()
        request.save(update_fields=["mailed_at"])
    with translation.override(request.language):
        subject = _("{brand}: your request for a correction").format(brand=request.station.brand)
        asked = _("You wrote:")
        message = f"{request.answer}\n\n{request.station.brand}\n\n{asked}\n{request.wrong}\n"
    sent = _send(pk, subject, message, request.email)
    if not sent:
        CorrectionRequest.objects.filter(pk=pk).update(mailed_at=None)
    return sent


def send_answers() -> tuple[int, int]:
    """Mail the answers of the last week that have not gone out; return how many went, and how many not."""
    since = database_now() - MAILED_WITHIN
    waiting = CorrectionRequest.objects.filter(closed_at__gte=since, mailed_at__isnull=True).exclude(email="")
    sent = [mail_answer(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True)]
    return sum(sent), len(sent) - sum(sent)


def forget_people() -> int:
    """Take name and address out of requests that were answered two years ago; return how many."""
    old = CorrectionRequest.objects.filter(closed_at__lt=database_now() - KNOWN_FOR)
    return old.exclude(name="", email="").update(name="", email="")


def _send(pk: int, subject: str, message: str, address: str) -> bool:
    try:
        send_mail(
            subject=" ".join(subject.split()), message=message, from_email=None, recipient_list=[address]
        )
    except (SMTPException, OSError) as error:
        logger.warning("The mail of request %s was not sent: %s", pk, type(error).__name__)
        return False
    return True
