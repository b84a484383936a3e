"""How often it may be tried to sign in."""

import datetime as dt

from articles.errors import TooManyTries
from articles.services.tries import network_of, tries_within

A_MINUTE = dt.timedelta(minutes=1)
# Within it. An account's own tries come after its address's, so that who is stopped locks nobody out.
OF_AN_ADDRESS = 20
OF_AN_ACCOUNT = 5


def count_try(*, account: str, address: str) -> None:
    """Count this try before anything costly is done about it. Raises TooManyTries past the limits.

    Call it outside a transaction: what is counted must stay counted when the try fails.
    """
    for name, most in ((f"from {network_of(address)}", OF_AN_ADDRESS), (f"as {account}", OF_AN_ACCOUNT)):
        if tries_within(A_MINUTE, name) > most:
            raise TooManyTries
