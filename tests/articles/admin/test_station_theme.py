"""A station's theme in its form: what is offered, what is kept, and the paper that its colours stand on."""

from django.utils import translation

from articles.forms.colours import verdict
from articles.models import Station
from articles.themes import DEFAULT, PAPERS, theme_of
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.articles.admin.test_stations import errors_of, station_page


def choices(newsroom: Newsroom) -> list[tuple[str, str]]:
    page = desk(newsroom.gia).get(url("station_change", newsroom.kmia.pk))
    found: list[tuple[str, str]] = list(page.context["adminform"].form.fields["theme"].choices)
    return found


def test_the_form_offers_it_in_the_language_of_the_desk(newsroom: Newsroom, tabloid: str) -> None:
    assert (tabloid, "Tabloid: loud, on yellow") in choices(newsroom)
    with translation.override("es"):
        assert theme_of("band").words("name") == "Banda"
        # What is not said in a language is said in English.
        assert theme_of(tabloid).words("about") == "loud, on yellow"
    page = station_page(newsroom.kmia, theme=tabloid)
    assert desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page).status_code == 302
    newsroom.kmia.refresh_from_db()
    assert newsroom.kmia.theme == tabloid


def test_nothing_but_a_folder_can_be_chosen(newsroom: Newsroom) -> None:
    for name in ("gone", "../band", ""):
        page = station_page(newsroom.kmia, theme=name)
        assert "theme" in errors_of(desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page))


def test_saving_a_station_whose_folder_has_gone_chooses_no_other(newsroom: Newsroom) -> None:
    Station.objects.update(theme="gone")
    assert ("gone", "gone: its folder is not there, and readers have “Paper”") in choices(newsroom)
    page = station_page(newsroom.kmia, theme="gone", tagline="Still here")
    assert desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page).status_code == 302
    newsroom.kmia.refresh_from_db()
    assert (newsroom.kmia.theme, newsroom.kmia.tagline) == ("gone", "Still here")


def test_colours_are_measured_on_the_theme_s_own_paper(newsroom: Newsroom, tabloid: str) -> None:
    """Just dark enough for the one paper, and not for the other."""
    assert theme_of(DEFAULT).papers == PAPERS
    assert theme_of(tabloid).papers == ("#fff3c4", "#201a00")
    for name, is_refused in ((DEFAULT, False), (tabloid, True)):
        page = station_page(newsroom.kmia, theme=name, brand_color="#717171")
        answer = desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page)
        assert (answer.status_code == 200) == is_refused
        assert not is_refused or "on #fff3c4" in errors_of(answer)["brand_color"][0]
    Station.objects.update(theme=tabloid, brand_color="#717171")
    shown = desk(newsroom.gia).get(url("station_change", newsroom.kmia.pk)).content.decode()
    assert 'data-look="tabloid" data-paper="#fff3c4"' in shown
    assert verdict("#717171", "#fff3c4") in shown


def test_a_manager_reads_what_it_is_called(newsroom: Newsroom) -> None:
    """Who does not choose it is shown no name of a folder."""
    for name, words in (("band", "Band: wordmark in sans"), ("gone", "gone: its folder is not there")):
        Station.objects.update(theme=name)
        page = desk(newsroom.manager).get(url("station_change", newsroom.kmia.pk)).content.decode()
        assert f'<div class="readonly">{words}' in page
        assert 'name="theme"' not in page
