"""How often somebody has tried something. Counted in the database, so that all processes count together."""

import datetime as dt
import ipaddress

from django.db import connection
from django.utils.crypto import salted_hmac

COUNT = """
insert into articles_signintry as t (key, began_at, tries) values (%(key)s, published_clock(), 1)
on conflict (key) do update set
    tries = case when t.began_at > excluded.began_at - make_interval(secs => %(within)s)
        then t.tries + 1 else 1 end,
    began_at = case when t.began_at > excluded.began_at - make_interval(secs => %(within)s)
        then t.began_at else excluded.began_at end
returning tries
"""
FORGET = "delete from articles_signintry where began_at < published_clock() - interval '1 hour'"


def tries_within(within: dt.timedelta, name: str) -> int:
    """Count this one, and say how many of that name there were since the first; `within` is an hour at most.

    Call it outside a transaction: what is counted must stay counted when the try fails.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        cursor.execute(COUNT, {"key": key_of(name), "within": within.total_seconds()})
        tries: int = cursor.fetchone()[0]
    return tries


def key_of(name: str) -> str:
    return salted_hmac("articles.sign-in", name.casefold(), algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """An IPv6 customer has 2^64 addresses: they count as one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else str(ip)
