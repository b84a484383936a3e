"""Nothing that people write runs in a reader's browser, or in an editor's, even without a policy."""

import pytest
from playwright.sync_api import Browser

from tests.xss.pages import as_shown, count_hits, uncleaned
from tests.xss.vectors import CLASSES, vectors

ALL, SOME, SEED = 9000, 500, 20261124


def test_the_vectors_are_of_every_class_and_all_different() -> None:
    some = list(vectors(SOME, SEED))
    assert {vector.kind for vector in some} == set(CLASSES)
    assert len({vector.text for vector in some}) == SOME
    assert [vector.text for vector in vectors(SOME, SEED)] == [vector.text for vector in some]


@pytest.mark.browser
def test_five_hundred_vectors_run_nowhere_and_many_would_have(browser: Browser) -> None:
    some = list(vectors(SOME, SEED))
    assert count_hits(browser, ((vector, as_shown(vector)) for vector in some)) == set()
    # The control: a third of them without the cleaner.
    third = some[::3]
    assert len(count_hits(browser, ((vector, uncleaned(vector)) for vector in third))) > 50


@pytest.mark.browser
@pytest.mark.drill
def test_nine_thousand_vectors_run_nowhere(browser: Browser) -> None:
    """9,000 vectors of seven classes, as body, headline, deck, byline, tag and note, run nowhere in Chromium
    without a policy; without the cleaner hundreds do.
    """
    every = list(vectors(ALL))
    assert len({vector.text for vector in every}) == ALL
    assert count_hits(browser, ((vector, as_shown(vector)) for vector in every)) == set()
    assert len(count_hits(browser, ((vector, uncleaned(vector)) for vector in every))) > 900
