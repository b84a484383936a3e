"""The one clock that decides what is public, asked inside the database."""

from django.db.models import DateTimeField, Func


class PublishedClock(Func):
    """The SQL function `published_clock()`; the test database alone replaces its body."""

    function = "published_clock"
    template = "%(function)s()"
    output_field = DateTimeField()
    arity = 0
