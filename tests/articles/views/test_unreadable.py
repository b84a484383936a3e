"""What no view can read, and a page of faults that cannot be made: words all the same, never nothing."""

from typing import Any, NoReturn

import pytest
from django.test import Client

from articles import links
from articles.views import front, plain
from tests.cast import make_station

pytestmark = pytest.mark.django_db
FORM = links.correction_request_path()


@pytest.mark.parametrize(
    "sent",
    [
        {"data": "x", "content_type": "multipart/form-data"},
        {
            "data": "&".join(f"a{n}=1" for n in range(2000)),
            "content_type": "application/x-www-form-urlencoded",
        },
    ],
    ids=["no boundary", "too many fields"],
)
def test_a_request_that_cannot_be_read_gets_the_stations_page(sent: dict[str, Any]) -> None:
    make_station("KZVN", language="es")
    answer = Client(headers={"host": "kzvn.localhost"}).post(FORM, **sent)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "<h1>No se pudo leer esta petición</h1>" in html
    assert '<span class="wordmark-brand">' in html


def test_an_address_that_is_too_long_to_lead_on_gets_it_too() -> None:
    make_station()
    answer = Client(headers={"host": "kmia.localhost"}).get(f"/search?q={'a' * 16_400}")
    assert answer.status_code == 400
    assert "<h1>This request could not be read</h1>" in answer.content.decode()


def test_a_fault_says_so_without_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """As between two releases, when the list of static files is not the one of the templates."""

    def missing(*args: Any, **kwargs: Any) -> NoReturn:
        raise ValueError("Missing staticfiles manifest entry for 'public/css/site.css'")

    make_station()
    monkeypatch.delattr(front, "front_context")
    monkeypatch.setattr(plain.loader, "render_to_string", missing)
    client = Client(headers={"host": "kmia.localhost"}, raise_request_exception=False)
    answer = client.get("/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert answer.content.decode() == "This page could not be made\n"
