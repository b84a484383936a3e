"""Who wrote it, as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.formats.bylines import read_bylines
from articles.importers.item import WireByline


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("Ana Torres", [("Ana Torres", "")]),
        ("ANA TORRES", [("ANA TORRES", "")]),
        ("Jean-Luc d'Angelo", [("Jean-Luc d'Angelo", "")]),
        ("Marta van der Berg Jr.", [("Marta van der Berg Jr.", "")]),
        ("J. R. Okoye", [("J. R. Okoye", "")]),
        ("Łucja Żak", [("Łucja Żak", "")]),
        ("KMIA Staff", [("KMIA Staff", "")]),
        ("The Norland Press", [("The Norland Press", "")]),
        ("Ana Torres, Miami News", [("Ana Torres", "Miami News")]),
        ("Ana Torres, special to the Miami News", [("Ana Torres", "special to the Miami News")]),
        ("Ana Torres, anchor, KMIA", [("Ana Torres", "anchor, KMIA")]),
        ("Ana Torres, anchor and reporter", [("Ana Torres", "anchor and reporter")]),
        ("Ana Torres & Liam Novak", [("Ana Torres", ""), ("Liam Novak", "")]),
        ("Ana Torres, Liam Novak, and Wei Chen", [("Ana Torres", ""), ("Liam Novak", ""), ("Wei Chen", "")]),
        ("Ana Torres, reporter, and Liam Novak", [("Ana Torres", "reporter"), ("Liam Novak", "")]),
        ("Ana Torres and KMIA Staff", [("Ana Torres", ""), ("KMIA Staff", "")]),
        ("王小明", [("王小明", "")]),
    ],
)
def test_names_and_titles(names: str, people: list[tuple[str, str]]) -> None:
    assert read_bylines(names) == tuple(WireByline(*person) for person in people)


@pytest.mark.parametrize(
    "names",
    [
        "",
        ",",
        "Tuesday",
        "May",
        "the numbers",
        "far the best",
        "Tuesday the ferry was full.",
        "George Washington.",
        "9 a.m.",
        "a vote of 5-4",
        "Ana Torres,",
        "and by",
        "Ana Torres | KMIA",
        "A" * 201,
    ],
)
def test_no_names(names: str) -> None:
    assert read_bylines(names) == ()


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(names: str) -> None:
    for byline in read_bylines(names):
        assert byline.name
