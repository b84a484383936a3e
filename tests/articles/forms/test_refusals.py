"""Every rule of the database has a sentence that a person can read."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BaseConstraint
from django.utils import translation

from articles.forms.base import sentence_of
from articles.forms.refusals import UNKNOWN, constraints, sentences
from articles.models import Front, Membership, Section
from tests.articles.duties import add_policy
from tests.cast import make_section, make_station, make_user

# How Django names what it makes for a field by itself: they speak by the kind of rule.
OF_A_FIELD = re.compile(r"_(fk_\w+|key|uniq|pkey|check)$")


def test_every_constraint_of_a_model_speaks_in_a_sentence_of_its_own() -> None:
    silent = [
        constraint.name
        for constraint in constraints()
        if constraint.violation_error_message == BaseConstraint.default_violation_error_message
        or constraint.name in str(constraint.violation_error_message)
    ]
    assert silent == []
    assert len({constraint.name for constraint in constraints()}) == len(constraints())


@pytest.mark.django_db
def test_every_rule_that_only_the_database_has_is_known() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint where conrelid::regclass::text like 'articles_%'"
            " and contype in ('c', 'u', 'x', 'f')"
        )
        named = {name for (name,) in cursor.fetchall() if not OF_A_FIELD.search(name)}
    assert named - sentences().keys() == set()
    assert sentences().keys() - named - {c.name for c in constraints()} == set()


@transaction.atomic
def insert(model: Any, fields: dict[str, object]) -> None:
    model.objects.create(**fields)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def refused(model: Any, **fields: object) -> str:
    with pytest.raises(IntegrityError) as caught:
        insert(model, fields)
    return sentence_of(caught.value)


@pytest.mark.django_db
def test_a_refusal_of_the_database_is_told_in_words() -> None:
    kmia, kzvn = make_station("KMIA"), make_station("KZVN")
    sports = make_section(kmia, "Sports")
    user = make_user("sam")

    assert refused(Section, station=kmia, name="SPORTS", slug="games") == (
        "This station has a section of that name already."
    )
    assert refused(Membership, user=user, station=kzvn, section=sports, role="editor") == (
        "That section belongs to another station."
    )
    assert refused(Section, station=kmia, name="Arts", slug="arts", position=-1) == (
        "A number here is smaller or larger than can be."
    )
    assert sentence_of(IntegrityError("of a kind that we never met")) == UNKNOWN


@pytest.mark.django_db
def test_rules_of_the_models_and_those_in_sql_speak_the_language_of_the_desk() -> None:
    kmia = make_station("KMIA")
    Front.objects.create(station=kmia)
    policy = add_policy(kmia)
    with translation.override("es"):
        assert refused(Front, station=kmia) == "Esa portada ya existe."
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            policy.delete()
        assert sentence_of(caught.value) == "Esta versión está en vigor: añada en su lugar la próxima."
