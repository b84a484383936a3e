"""Making a row once from a form whose button was pressed three times."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles.admin.rights import staff
from articles.services.receipts import note_where_it_led, receive_form


def once(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers; for a form that was taken in already, the way to what it made then.

    Forms are told apart by their token and by all that was typed: who goes back and types something else
    makes another row. A form without a token, or in a window that only chooses a row, is not watched.
    """
    if request.method != "POST" or not request.POST.get("once") or "_popup" in request.POST:
        return make()
    # Which button was pressed is no part of what was typed.
    typed = [(name, values) for name, values in request.POST.lists() if not name.startswith(("_", "csrf"))]
    typed += [(name, [f"{file.name} {file.size}" for file in sent]) for name, sent in request.FILES.lists()]
    with transaction.atomic():
        receipt = receive_form(by=staff(request), path=request.path, sent=typed)
        if receipt.led_to:
            messages.info(request, _("This was saved already: the form was sent twice."))
            return HttpResponseRedirect(receipt.led_to)
        answer = make()
        if isinstance(answer, HttpResponseRedirect):
            note_where_it_led(receipt=receipt, led_to=answer.url)
        else:
            transaction.set_rollback(True)
    return answer
