"""What was in force stays as it was, whoever writes to the tables."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from articles.forms.base import sentence_of
from articles.models import Contest, ContestRules, Policy, Station
from tests.articles.duties import LONG_AGO, add_policy
from tests.cast import make_station
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def station() -> Station:
    return make_station()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return sentence_of(caught.value)


def test_a_version_in_force_is_neither_changed_nor_deleted(station: Station, clock: Clock) -> None:
    policy = add_policy(station)
    coming = add_policy(station, in_force_from=clock.now() + DAY)
    rows = Policy.objects.filter(pk=policy.pk)
    sentence = "This version is in force: add the next one instead."
    assert refused(lambda: rows.update(text="Other words.")) == sentence
    assert refused(lambda: rows.update(in_force_from=clock.now() + 2 * DAY)) == sentence
    assert refused(rows.delete) == sentence
    assert Policy.objects.filter(pk=coming.pk).update(text="Other words.") == 1
    clock.advance(DAY + dt.timedelta(seconds=1))
    assert refused(coming.delete) == sentence


def test_no_version_is_slipped_in_before_another(station: Station) -> None:
    add_policy(station)
    sentence = "Another version is dated then or later: date this one after it."
    assert refused(lambda: add_policy(station, in_force_from=LONG_AGO - DAY)) == sentence
    assert refused(lambda: add_policy(station)) == sentence
    for other in (make_station("KZVN"), None):
        add_policy(other, in_force_from=LONG_AGO - DAY)
    add_policy(None, in_force_from=LONG_AGO - 2 * DAY, language="es")
    add_policy(station, "privacy", in_force_from=LONG_AGO - DAY)
    assert Policy.objects.count() == 5


def test_the_group_cannot_fall_silent(station: Station) -> None:
    assert refused(lambda: add_policy(None, text="")) == "The group's own policy needs its text."


def test_rules_of_a_contest_stay_as_they_were_posted(station: Station) -> None:
    contest = Contest.objects.create(
        station=station, name="Ferry", announced_at=LONG_AGO, ends_at=LONG_AGO + DAY
    )
    rules = ContestRules.objects.create(contest=contest, text="One name each.", posted_at=LONG_AGO)
    sentence = "What was recorded stays as it is."
    assert refused(lambda: ContestRules.objects.update(text="Two.")) == sentence
    assert refused(rules.delete) == sentence
