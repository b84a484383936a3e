"""Taking a form in once, however often its button was pressed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from articles.models import ReceivedForm, User

KEPT_FOR = dt.timedelta(days=1)


@transaction.atomic
def receive_form(*, by: User, path: str, sent: Iterable[tuple[str, list[str]]]) -> ReceivedForm:
    """The receipt of this very form from this person; one without `led_to` is new.

    Call it inside the transaction that makes the row, and note there where the form led. The same form sent
    meanwhile waits here until that transaction has ended: if it was rolled back, the second one is the first.
    """
    ReceivedForm.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    words = json.dumps([by.pk, path, sorted(sent)])
    receipt, _ = ReceivedForm.objects.get_or_create(fingerprint=hashlib.sha256(words.encode()).hexdigest())
    return receipt


def note_where_it_led(*, receipt: ReceivedForm, led_to: str) -> None:
    ReceivedForm.objects.filter(pk=receipt.pk).update(led_to=led_to)
