"""The queue's own task: jobs whose worker shows no sign of life are done by another."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.tasks import DEAD_AFTER, make_picture, take_up_again

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def queue() -> Iterator[None]:
    """Emptied before and after: Django leaves tables alone that it does not manage."""
    empty()
    yield
    empty()


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def taken() -> tuple[int | None, int]:
    """What a new worker gets to do, and its number."""
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values returning id")
        (worker,) = cursor.fetchone()
        cursor.execute("select id from procrastinate_fetch_job_v2(null, %s)", [worker])
        (key,) = cursor.fetchone()
    return key, worker


def begun(last_sign: dt.timedelta | None) -> int:
    """A job that a worker had in hand: seen so long ago, or cleared away since (None)."""
    key: int = make_picture.defer(asset=0)
    found, worker = taken()
    assert found == key
    with connection.cursor() as cursor:
        if last_sign is None:
            cursor.execute("delete from procrastinate_workers where id = %s", [worker])
        else:
            sign = "update procrastinate_workers set last_heartbeat = now() - %s where id = %s"
            cursor.execute(sign, [last_sign, worker])
    assert taken()[0] is None
    return key


def rescue() -> None:
    """As a worker does every five seconds, on a connection of its own."""

    async def once() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            async with worker.open_async():
                await take_up_again.func(SimpleNamespace(app=worker), timestamp=0)

    asyncio.run(once())


@pytest.mark.parametrize("last_sign", [dt.timedelta(seconds=DEAD_AFTER + 1), None])
def test_a_job_of_a_dead_worker_is_taken_up_again_once(last_sign: dt.timedelta | None) -> None:
    key = begun(last_sign)
    rescue()
    assert taken()[0] == key
    rescue()
    assert taken()[0] is None
    job = ProcrastinateJob.objects.get(pk=key)
    assert (job.status, job.args, job.attempts) == ("doing", {"asset": 0}, 1)


def test_a_job_of_a_living_worker_is_left_to_it() -> None:
    key = begun(dt.timedelta(seconds=DEAD_AFTER - 5))
    rescue()
    assert taken()[0] is None
    assert ProcrastinateJob.objects.get(pk=key).status == "doing"
