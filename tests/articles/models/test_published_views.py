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
    "select pg_notify('x', 'y')",
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
