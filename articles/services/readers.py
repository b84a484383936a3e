"""The readers' role: a login that may select from the published views and from nothing else."""

from django.conf import settings
from django.db import connections
from psycopg import sql

# Functions that PUBLIC may call and that leave something behind, hold something up, end somebody's session or
# count what a query has looked at.
REVOKED_FUNCTIONS = """
select format('%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid))
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'pg_catalog'
    and (p.proname like 'lo\\_%%' or p.proname in ('lowrite', 'loread')
        or p.proname like 'pg\\_%%advisory%%' or p.proname like 'pg\\_stat\\_get\\_xact%%'
        or p.proname like 'pg\\_notify%%'
        or p.proname in ('pg_logical_emit_message', 'pg_export_snapshot', 'pg_cancel_backend',
            'pg_terminate_backend'))
    and has_function_privilege('public', p.oid, 'execute')
order by 1
"""


def provision_readers(*, using: str = "default", password: str = "") -> None:
    """Make the role, or mend it, and grant it the views. May run any number of times.

    Needs a login that may create roles. PUBLIC loses TEMPORARY on the database, since a temporary function
    in a WHERE clause can print what a view filters out. A superuser also takes from PUBLIC what
    `REVOKED_FUNCTIONS` finds; elsewhere those stay, and harm no content. Any role may change settings of its
    own: they are forgotten here, and the connection of `readers` brings those that count.
    """
    connection = connections[using]
    role = sql.Identifier(settings.READERS_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('newsroom.readers'))")
        try:
            _make_role(cursor, role, password)
            _forget_settings(cursor, role)
            _leave_groups(cursor, role)
            _revoke(cursor, role)
            _grant(cursor, role)
        finally:
            cursor.execute("select pg_advisory_unlock(hashtext('newsroom.readers'))")


def _make_role(cursor, role: sql.Identifier, password: str) -> None:  # type: ignore[no-untyped-def]
    """A new role has no attribute but LOGIN; what somebody gave it since is taken, or PostgreSQL refuses."""
    attributes = "rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
    cursor.execute(
        f"select true in ({attributes}) from pg_roles where rolname = %s",  # noqa: S608 - names of ours
        [settings.READERS_ROLE],
    )
    found = cursor.fetchone()
    if found is None:
        cursor.execute(sql.SQL("create role {} login noinherit").format(role))
    elif found[0]:
        nothing = sql.SQL("alter role {} nosuperuser nocreatedb nocreaterole noreplication nobypassrls")
        cursor.execute(nothing.format(role))
    if password:
        cursor.execute(sql.SQL("alter role {} password {}").format(role, sql.Literal(password)))


def _forget_settings(cursor, role: sql.Identifier) -> None:  # type: ignore[no-untyped-def]
    """Of the role wherever it logs in, and of the role in single databases."""
    cursor.execute(
        "select d.datname from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase"
        " where s.setrole = %s::regrole",
        [settings.READERS_ROLE],
    )
    for (database,) in cursor.fetchall():
        where = sql.SQL("in database {} ").format(sql.Identifier(database)) if database else sql.SQL("")
        cursor.execute(sql.SQL("alter role {} {}reset all").format(role, where))


def _leave_groups(cursor, role: sql.Identifier) -> None:  # type: ignore[no-untyped-def]
    """A member may take the rights of its group, `noinherit` or not."""
    cursor.execute(
        "select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid"
        " where m.member = %s::regrole",
        [settings.READERS_ROLE],
    )
    for (group,) in cursor.fetchall():
        cursor.execute(sql.SQL("revoke {} from {}").format(sql.Identifier(group), role))


def _revoke(cursor, role: sql.Identifier) -> None:  # type: ignore[no-untyped-def]
    cursor.execute("select current_database()")
    database = sql.Identifier(cursor.fetchone()[0])
    cursor.execute(sql.SQL("revoke create, temporary on database {} from public, {}").format(database, role))
    cursor.execute(sql.SQL("revoke create on schema public from public, {}").format(role))
    for what in ("tables", "sequences"):
        cursor.execute(
            sql.SQL("revoke all on all {} in schema public from public, {}").format(sql.SQL(what), role)
        )
    if _is_superuser(cursor):
        cursor.execute(REVOKED_FUNCTIONS.replace("%%", "%"))
        for (function,) in cursor.fetchall():
            cursor.execute(f"revoke execute on function pg_catalog.{function} from public")


def _grant(cursor, role: sql.Identifier) -> None:  # type: ignore[no-untyped-def]
    cursor.execute("select current_database()")
    cursor.execute(
        sql.SQL("grant connect on database {} to {}").format(sql.Identifier(cursor.fetchone()[0]), role)
    )
    cursor.execute(sql.SQL("grant usage on schema public to {}").format(role))
    cursor.execute(
        "select viewname from pg_views where schemaname = 'public' and viewname like 'published\\_%'"
    )
    for (view,) in cursor.fetchall():
        cursor.execute(sql.SQL("grant select on {} to {}").format(sql.Identifier(view), role))


def _is_superuser(cursor) -> bool:  # type: ignore[no-untyped-def]
    cursor.execute("select rolsuper from pg_roles where rolname = current_user")
    return bool(cursor.fetchone()[0])
