"""Links without what tracks people, and out of the wrappers that mail and searches put around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.hrefs import TRACKERS, WRAPPERS, clean_href
from articles.text.html import clean_body

PAGE = "https://city.example/budget?year=2027"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        (PAGE, PAGE),
        ("https://city.example/budget?utm_source=x&year=2027&utm_medium=mail#top", f"{PAGE}#top"),
        ("https://city.example/?fbclid=abc", "https://city.example/"),
        ("https://city.example/?a=1&&b=&GCLID=2", "https://city.example/?a=1&&b="),
        ("https://city.example/?__cft__%5B0%5D=AZX&id=4", "https://city.example/?id=4"),
        ("https://city.example/utm_source=kept", "https://city.example/utm_source=kept"),
        ("https://city.example/#utm_source=kept", "https://city.example/#utm_source=kept"),
        # A name that tracks on one host may mean something on another.
        ("https://youtu.be/abcdefghijk?si=track&t=9", "https://youtu.be/abcdefghijk?t=9"),
        ("https://city.example/?si=9", "https://city.example/?si=9"),
        ("https://x.com/kmia/status/12345?s=20&t=abc", "https://x.com/kmia/status/12345"),
        # Wrappers.
        ("https://www.google.com/url?q=https://city.example/budget%3Fyear%3D2027&sa=D&ust=1", PAGE),
        ("https://www.google.com.mx/url?sa=t&url=https%3A%2F%2Fcity.example%2Fbudget%3Fyear%3D2027", PAGE),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fcity.example%2Fbudget%3Fyear%3D2027%26fbclid%3DI&h=A",
            PAGE,
        ),
        (
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcity.example%2Fbudget%3Fyear%3D2027"
            "&data=05%7C02%7C&reserved=0",
            PAGE,
        ),
        ("https://urldefense.com/v3/__https://city.example/budget?year=2027__;!!abc!xyz$", PAGE),
        (
            "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D"
            "https%253A%252F%252Fcity.example%252F%26h%3D1",
            "https://city.example/",
        ),
        ("https://www.google.com/url?q=https://city.example/a b\u00e9", "https://city.example/a%20b%C3%A9"),
        # What looks like one, and leads nowhere.
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://city.example/", "https://www.google.com/search?q=https://city.example/"),
        ("https://google.com.evil.example/url?q=https://city.example/",
         "https://google.com.evil.example/url?q=https://city.example/"),
        ("https://urldefense.com/v3/__https://city.example/*a__;Iw!!abc$",
         "https://urldefense.com/v3/__https://city.example/*a__;Iw!!abc$"),
        ("https://[city", "https://[city"),
        ("mailto:desk@city.example?utm_source=x", "mailto:desk@city.example?utm_source=x"),
        ("/weather/?utm_source=x", "/weather/?utm_source=x"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_page_itself(url: str, clean: str) -> None:
    assert clean_href(url) == clean


def test_the_cleaner_does_so_in_every_body() -> None:
    assert clean_body(
        '<p><a href="https://www.google.com/url?q=https://city.example/%3Futm_id%3D1">x</a></p>'
    ) == ('<p><a href="https://city.example/">x</a></p>')


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "https://www.google.com/url?q=",
                "https%3A%2F%2F",
                "https://l.facebook.com/l.php?u=",
                "https://x.com/",
            ),
            *(
                "utm_source=1",
                "&",
                "?",
                "#",
                "=",
                "%26",
                "%",
                "é",
                "[",
                "]",
                "fbclid",
                "a",
                "/",
                ":",
                "t=1",
                " ",
            ),
        ]
    ),
    max_size=12,
).map("".join)


@given(PIECES)
def test_a_clean_link_is_a_fixed_point(rest: str) -> None:
    once = clean_href(f"https://{rest}")
    assert clean_href(once) == once


def test_a_link_within_a_thousand_wrappers_is_left_alone() -> None:
    url = "https://city.example/"
    for _ in range(1000):
        url = f"https://l.facebook.com/l.php?u={url}"
    assert clean_href(url) == url


def test_the_tables_say_each_thing_once() -> None:
    assert len(set(TRACKERS)) == len(TRACKERS)
    assert len(set(WRAPPERS)) == len(WRAPPERS)
    assert all(name == name.lower() for name in TRACKERS)
