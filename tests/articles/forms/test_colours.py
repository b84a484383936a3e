"""Contrast, by the examples of WCAG and by its own rules."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.forms.colours import contrast, too_faint, verdict
from articles.themes import PAPERS

PAPER, DARK_PAPER = PAPERS
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#1d4e73", "#1d4e73", 1.0)],
)
def test_known_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_a_ratio_has_no_direction_and_stays_in_its_range(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(COLOURS)
def test_a_colour_is_refused_exactly_where_its_ratio_is_too_small(colour: str) -> None:
    for paper in (PAPER, DARK_PAPER):
        assert bool(too_faint(colour, paper)) == (contrast(colour, paper) < 4.5)


def test_a_ratio_just_below_is_never_rounded_up() -> None:
    faint = next(c for c in (f"#{n:02x}{n:02x}{n:02x}" for n in range(256)) if contrast(c, PAPER) < 4.5)
    assert "4.4:1" in too_faint(faint, PAPER)
    assert verdict(faint, PAPER) == "Contrast 4.4:1. Too faint to read: text needs 4.5:1."


def test_the_paper_is_that_of_readers() -> None:
    sheet = (settings.BASE_DIR / "static/public/css/site.css").read_text()
    assert re.findall(r"--paper: (#[0-9a-f]{6});", sheet) == [PAPER, DARK_PAPER]
