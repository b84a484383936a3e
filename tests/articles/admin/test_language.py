"""The desk in the language that each person has chosen."""

from articles.models import User
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import buttons, desk, url
from tests.cast import home, make_story


def test_each_person_works_in_their_own_language(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    User.objects.filter(pk=newsroom.publisher.pk).update(language="es")
    newsroom.publisher.refresh_from_db()
    page = desk(newsroom.publisher).get(url("story_change", story.pk)).content.decode()
    assert '<html lang="es"' in page
    for words in ("Comprobaciones", "Falta la entradilla.", "Borrador", "Vista previa", "Añadir una nota"):
        assert words in page
    assert buttons(newsroom.publisher, story)["publish"] == "Publicar ahora en Miami News"
    assert buttons(newsroom.manager, story)["publish"] == "Publish now on Miami News"


def test_it_is_chosen_on_ones_own_page(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    client.post("/admin/you/", {"timezone": "", "language": "es"})
    page = client.get("/admin/").content.decode()
    assert "La mesa" in page
    # What one needs most stands in the menu itself, in every language.
    assert f'<a href="{url("story_changelist")}">Noticias</a>' in page
    assert "<summary>Mesa</summary>" not in page
    client.post("/admin/you/", {"timezone": "", "language": "tlh"})
    newsroom.editor.refresh_from_db()
    assert newsroom.editor.language == "es"


def test_a_question_is_asked_in_it(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    User.objects.update(language="es")
    page = desk(newsroom.publisher).post(url("story_withdraw", story.pk)).content.decode()
    assert "¿Retirar «Ferry returns to the bay»?" in page
    assert "Retirar de Miami News ahora" in page


def test_readers_get_their_stations_language_whoever_publishes(newsroom: Newsroom) -> None:
    User.objects.update(language="es")
    story = make_story(newsroom.local, deck="D")
    desk(newsroom.publisher).post(url("story_publish", story.pk), {"seen": "similar_headline"})
    edition = story.editions.get()
    assert (edition.language, edition.headline) == ("en", "Ferry returns to the bay")
