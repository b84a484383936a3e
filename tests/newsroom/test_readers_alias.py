"""Plain tests read public pages under the readers' permissions, by a clock that they can move."""

import datetime as dt

import psycopg
import pytest
from django.db import ProgrammingError, connections, transaction

from tests.conftest import Clock

WHO = "select current_user::text, session_user::text"


def who(alias: str) -> tuple[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(WHO)
        found: tuple[str, str] = cursor.fetchone()
    return found


@pytest.mark.django_db
def test_a_plain_test_shares_its_transaction_and_takes_the_role() -> None:
    assert who("readers") == ("newsroom_readers", "postgres")
    assert who("default") == ("postgres", "postgres")


@pytest.mark.django_db
def test_a_refused_statement_leaves_the_test_as_it_was() -> None:
    with (
        pytest.raises(ProgrammingError) as caught,
        transaction.atomic(using="readers"),
        connections["readers"].cursor() as cursor,
    ):
        cursor.execute("select * from articles_user")
    assert isinstance(caught.value.__cause__, psycopg.errors.InsufficientPrivilege)
    assert who("default") == ("postgres", "postgres")
    assert who("readers") == ("newsroom_readers", "postgres")


@pytest.mark.django_db(databases=["readers"])
def test_the_role_can_really_log_in() -> None:
    assert who("readers") == ("newsroom_readers", "newsroom_readers")


@pytest.mark.django_db(transaction=True)
def test_without_a_shared_transaction_the_role_logs_in() -> None:
    assert who("readers") == ("newsroom_readers", "newsroom_readers")
    assert who("default") == ("postgres", "postgres")


@pytest.mark.django_db
def test_queries_of_readers_count_among_the_tests(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        who("readers")


def published_clock(alias: str) -> dt.datetime:
    with connections[alias].cursor() as cursor:
        cursor.execute("select published_clock()")
        found: dt.datetime = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("alias", ["default", "readers"], ids=["for writers", "for readers"])
def test_the_clock_can_be_moved(alias: str, clock: Clock) -> None:
    before = published_clock(alias)
    clock.advance(dt.timedelta(hours=1))
    clock.advance(dt.timedelta(hours=1))
    assert dt.timedelta(hours=2) <= published_clock(alias) - before < dt.timedelta(hours=3)
    clock.reset()
    assert published_clock(alias) - before < dt.timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_the_clock_of_a_login_can_be_moved(clock: Clock) -> None:
    before = published_clock("readers")
    clock.advance(dt.timedelta(days=1))
    assert published_clock("readers") - before >= dt.timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_another_test_begins_at_the_real_time() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("select published_clock() - statement_timestamp()")
        assert cursor.fetchone() == (dt.timedelta(),)
