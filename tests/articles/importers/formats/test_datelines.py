"""Where a story was written, as its first line says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.formats.datelines import find_dateline


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("MIAMI (AP) - Rain fell.", "MIAMI (AP)"),
        ("MIAMI (AP) — Rain fell.", "MIAMI (AP)"),
        ("MIAMI (AP)--Rain fell.", "MIAMI (AP)"),
        ("Miami (Norland Wire) - Rain fell.", "Miami (Norland Wire)"),
        ("MIAMI – Rain fell.", "MIAMI"),
        ("ST. PAUL, Minn. – Rain fell.", "ST. PAUL, Minn."),
        ("WINSTON-SALEM, N.C. (AP) — Rain fell.", "WINSTON-SALEM, N.C. (AP)"),
        ("LONDON, Oct. 8 (Norland Wire) - Rain fell.", "LONDON, Oct. 8 (Norland Wire)"),
        ("CÓRDOBA (AP) - Llovió.", "CÓRDOBA (AP)"),
        ("Rain fell - a lot.", ""),
        ("Miami - Rain fell.", ""),
        ("MIAMI is wet - very.", ""),
        ("BREAKING - Rain fell.", ""),
        ("UPDATE (AP) - Rain fell.", "UPDATE (AP)"),
        ("A 5-4 vote - close.", ""),
        ("MIAMI (AP) -", ""),
        ("MIAMI (AP) Rain fell.", ""),
        ("", ""),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    assert find_dateline(text) == dateline


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert len(find_dateline(text)) <= 80
