"""How often it may be tried to sign in. Counted in the database, so that all processes count together."""

import ipaddress

from django.db import connection
from django.utils.crypto import salted_hmac

from articles.errors import TooManyTries

# Within a minute. An account's own tries come after its address's, so that who is stopped locks nobody out.
OF_AN_ADDRESS = 20
OF_AN_ACCOUNT = 5

COUNT = """
insert into articles_signintry as t (key, began_at, tries) values (%s, published_clock(), 1)
on conflict (key) do update set
    tries = case when t.began_at > published_clock() - interval '1 minute' then t.tries + 1 else 1 end,
    began_at = case when t.began_at > published_clock() - interval '1 minute' then t.began_at
        else published_clock() end
returning tries
"""
FORGET = "delete from articles_signintry where began_at < published_clock() - interval '1 hour'"


def count_try(*, account: str, address: str) -> None:
    """Count this try before anything costly is done about it. Raises TooManyTries past the limits.

    Call it outside a transaction: what is counted must stay counted when the try fails.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        for name, most in ((f"from {network_of(address)}", OF_AN_ADDRESS), (f"as {account}", OF_AN_ACCOUNT)):
            cursor.execute(COUNT, [key_of(name)])
            if cursor.fetchone()[0] > most:
                raise TooManyTries


def key_of(name: str) -> str:
    return salted_hmac("articles.sign-in", name.casefold(), algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """An IPv6 customer has 2^64 addresses: they count as one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else str(ip)
