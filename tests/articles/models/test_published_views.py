"""The views of what is public: their columns, and who may read them."""

import contextlib
import datetime as dt

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, connections, models
from psycopg import sql

from articles.models import Address, Person, PublishedEdition, Section, Station, Story
from articles.services.clock import database_now
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.readers import provision_readers
from articles.services.taking_down import kill_story
from tests.cast import home, make_section, make_station, make_story

VIEWS = [model for model in apps.get_app_config("articles").get_models() if not model._meta.managed]
# `id` of a model is what Django's type says; the views hand on whatever integer they select.
INTEGERS = {"smallint", "integer", "bigint"}


@pytest.mark.django_db
@pytest.mark.parametrize("model", VIEWS, ids=lambda model: model._meta.db_table)
def test_view_and_model_agree(model: type[models.Model]) -> None:
    """`makemigrations --check` does not see unmanaged models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name, data_type from information_schema.columns where table_name = %s",
            [model._meta.db_table],
        )
        columns = dict(cursor.fetchall())
    fields = {field.column: field.db_type(connection).split("(")[0] for field in model._meta.fields}
    assert columns.keys() == fields.keys()
    named = {"varchar": "character varying", "serial": "integer", "bigserial": "bigint"}
    for column, kind in fields.items():
        expected = named.get(kind, kind)
        assert columns[column] == expected or {columns[column], expected} <= INTEGERS, column


def relations(cursor, kinds: str) -> list[str]:
    cursor.execute(
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where nspname = 'public' and relkind = any(%s)",
        [list(kinds)],
    )
    return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def login(transactional_db):
    """A connection of its own that logs in as the readers' role to the test database."""
    parameters = connections["default"].get_connection_params()
    keys = ("host", "port", "dbname")
    with psycopg.connect(
        **{key: parameters[key] for key in keys if parameters.get(key)},
        user=settings.READERS_ROLE,
        password=connections["readers"].settings_dict.get("PASSWORD") or None,
        autocommit=True,
    ) as found:
        yield found


@pytest.mark.django_db(transaction=True, databases=["default", "readers"])
def test_the_role_reads_views_and_nothing_else(login: psycopg.Connection) -> None:
    edition = publish_story(placement=home(make_story(make_section(make_station()))), by=None)
    assert login.execute("select number from published_edition").fetchall() == [(edition.story_id,)]
    with connection.cursor() as cursor:
        tables, sequences = relations(cursor, "rpm"), relations(cursor, "S")
    assert len(tables) > 30
    assert len(sequences) > 20
    for table in tables:
        for statement in ("select 1 from {}", "delete from {}", "truncate {}", "copy {} to stdout"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(sql.SQL(statement).format(sql.Identifier(table)))
    for sequence in sequences:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute(sql.SQL("select last_value from {}").format(sql.Identifier(sequence)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute("select nextval(%s::regclass)", [f"public.{sequence}"])


REFUSED = [
    "create temporary table mine (x text)",
    "create temporary view mine as select 1",
    "create temporary sequence mine",
    "create function pg_temp.leak(text) returns bool language sql as 'select true'",
    "create table mine (x text)",
    "create function leak(text) returns bool language sql as 'select true'",
    "select lo_create(0)",
    "select pg_advisory_lock(1)",
    "select pg_try_advisory_xact_lock_shared(1, 2)",
    "select pg_notify('x', 'y')",
    "select pg_logical_emit_message(false, 'x', 'y')",
    "select pg_export_snapshot()",
    "select pg_cancel_backend(pg_backend_pid())",
    "select pg_terminate_backend(pg_backend_pid())",
    "select lo_from_bytea(0, 'x')",
    "create schema mine",
    "alter role postgres set search_path = ''",
    "alter role newsroom_readers superuser",
    "alter role newsroom_readers connection limit 0",
    "alter database postgres set search_path = ''",
    "select pg_read_file('/etc/passwd')",
    "copy published_edition to program 'cat'",
    "set role postgres",
    "update published_edition set headline = 'x'",
    "insert into published_gone (id) values (1)",
    "do $$ begin perform 1 from articles_story; end $$",
]


@pytest.mark.django_db(transaction=True, databases=["default", "readers"])
@pytest.mark.parametrize("statement", REFUSED)
def test_the_role_makes_nothing(login: psycopg.Connection, statement: str) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectNotInPrerequisiteState)):
        login.execute(statement)


GUARDS = {
    "search_path": "pg_catalog,public,pg_temp",
    "default_transaction_read_only": "on",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
}


def settings_of_the_role() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select unnest(setconfig) from pg_db_role_setting where setrole = %s::regrole",
            [settings.READERS_ROLE],
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True, databases=["default", "readers"])
def test_what_the_role_sets_for_itself_weakens_no_page_and_is_forgotten(login: psycopg.Connection) -> None:
    """PostgreSQL lets every role change its own settings. Kept to this database, for other tests' sake."""
    changes = {"search_path": "pg_temp", "default_transaction_read_only": "off", "statement_timeout": "0"}
    mine = sql.SQL("alter role {} in database {} set {} = {}")
    try:
        for name, value in changes.items():
            login.execute(
                mine.format(
                    sql.Identifier(settings.READERS_ROLE),
                    sql.Identifier(login.info.dbname),
                    sql.Identifier(name),
                    sql.Literal(value),
                )
            )
        login.execute(
            sql.SQL("alter role {} set idle_in_transaction_session_timeout = 0").format(
                sql.Identifier(settings.READERS_ROLE)
            )
        )
        assert len(settings_of_the_role()) == 4
        connections["readers"].close()
        with connections["readers"].cursor() as cursor:
            for name, value in GUARDS.items():
                cursor.execute("select current_setting(%s)", [name])
                assert cursor.fetchone() == (value,), name
        assert PublishedEdition.objects.count() == 0
    finally:
        provision_readers()
    assert settings_of_the_role() == []


@pytest.mark.django_db(transaction=True, databases=["default", "readers"])
def test_provisioning_takes_what_somebody_gave_the_role(login: psycopg.Connection) -> None:
    """Rights of a group, and rights of its own that are more than the views."""
    role = sql.Identifier(settings.READERS_ROLE)
    group = sql.Identifier(f"group_of_{connection.settings_dict['NAME']}")
    database = sql.Identifier(connection.settings_dict["NAME"])
    given = ["grant select on articles_story to {group}", "grant {group} to {role}",
             "grant select (headline) on articles_story to {role}",
             "grant temporary, create on database {database} to {role}"]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("create role {}").format(group))
        try:
            for grant in given:
                cursor.execute(sql.SQL(grant).format(group=group, role=role, database=database))
            login.execute("select headline from articles_story")
            provision_readers()
            for refused in (
                sql.SQL("set role {}").format(group),
                sql.SQL("select headline from articles_story"),
                sql.SQL("create schema mine"),
                sql.SQL("create temporary table mine (x text)"),
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    login.execute(refused)
        finally:
            cursor.execute(sql.SQL("drop owned by {}").format(group))
            cursor.execute(sql.SQL("drop role {}").format(group))


@pytest.mark.django_db
def test_injected_sql_meets_the_same_refusal() -> None:
    """Ordinary tests run under the role too: a raw query with a hole reads what is public, no more."""
    make_story(make_section(make_station()), headline="Embargoed: the dam")
    hole = "select id, headline from published_edition where headline = '%s'"
    with pytest.raises(ProgrammingError, match="permission denied"):
        list(PublishedEdition.objects.raw(hole % "' union select id, headline from articles_story --"))


def secret(section: Section, station: Station) -> Story:
    """A story whose every word is `zzsecret`."""
    person, _ = Person.objects.get_or_create(name="zzsecret", slug="zzsecret", bio="zzsecret")
    story = make_story(
        section,
        "zzsecret",
        deck="zzsecret",
        body="<p>zzsecret</p>",
        dateline="zzsecret",
        tags=["zzsecret"],
        credits=[Credit("zzsecret", "zzsecret", person.pk)],
    )
    Address.objects.create(host=station.hosts.get(), path=f"/zzsecret/{story.pk}", story=story)
    return story


@pytest.mark.django_db(transaction=True, databases=["default", "readers"])
def test_no_error_message_shows_what_a_view_leaves_out(login: psycopg.Connection) -> None:
    """A condition that fails on a value prints it. Whoever can write SQL must not get one before its time."""
    station = make_station()
    scheduled, killed = (secret(make_section(station, name), station) for name in ("Local", "World"))
    tomorrow = database_now() + dt.timedelta(days=1)
    publish_story(placement=home(scheduled), by=None, at=tomorrow)
    publish_story(placement=home(killed), by=None)
    kill_story(story=killed, by=None)
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_name like 'published\\_%' and column_name not in ('path', 'number')"
        )
        columns = cursor.fetchall()
    assert len(columns) > 80
    for view, column in columns:
        ask = sql.SQL("select 1 from {} where pg_size_bytes({}::text) is null and {}::text::xid is null")
        name = sql.Identifier(column)
        said = ""
        try:
            login.execute(ask.format(sql.Identifier(view), name, name))
        except psycopg.Error as error:
            said = str(error)
        assert "zzsecret" not in said, (view, column)
    with login.cursor() as cursor, contextlib.suppress(psycopg.Error):
        cursor.execute("select published_similar_word(%s, 'zzsecre', 0.1)", [station.pk])
        assert cursor.fetchall() == [(None,)]
