"""Gallery and related stories on the story form."""

from articles.models import Asset
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, fields_of, save, url
from tests.cast import make_picture, make_story


def test_both_are_saved_in_order_shown_again_and_kept_in_the_revision(newsroom: Newsroom) -> None:
    picture, one, two = (
        make_picture(),
        make_story(newsroom.local, "One"),
        make_story(newsroom.local, "Two"),
    )
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    assert save(client, story, gallery=f"{picture.pk}", related=f"{two.pk}, {one.pk}").status_code == 302
    story.refresh_from_db()
    assert (story.gallery, story.related) == ([picture.pk], [two.pk, one.pk])
    page = fields_of(client.get(url("story_change", story.pk)))
    assert (page["gallery"], page["related"]) == (str(picture.pk), f"{two.pk}, {one.pk}")
    revision = story.revisions.latest("number")
    assert (revision.content["gallery"], revision.content["related"]) == ([picture.pk], [two.pk, one.pk])
    before = story.revisions.count()
    save(client, story)
    assert story.revisions.count() == before


def test_what_readers_could_not_get_is_told_at_its_field(newsroom: Newsroom) -> None:
    story, elsewhere = make_story(newsroom.local), make_story(newsroom.desert, "Dam")
    refused = save(
        desk(newsroom.gia), story, gallery="987654", related=f"{story.pk}, {elsewhere.pk}", deck="Typed"
    )
    assert errors(refused) == {
        "gallery": [
            "The gallery shows picture 987654, which is not in the library. Choose another, or take it out."
        ],
        "related": [
            "The choice points to this story itself as a related one. Choose another, or take it out.",
            f"The choice points to story {elsewhere.pk}, which is not a story of this station. "
            "Readers could not get there.",
        ],
    }
    assert b"Typed" in refused.content


def test_what_stood_there_before_may_stay(newsroom: Newsroom) -> None:
    picture = make_picture()
    story = make_story(newsroom.local, gallery=[picture.pk])
    Asset.objects.update(killed_at=story.created_at)
    assert save(desk(newsroom.editor), story, deck="Something else").status_code == 302


def test_both_speak_the_persons_language(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    newsroom.editor.language = "es"
    newsroom.editor.save()
    client = desk(newsroom.editor)
    page = client.get(url("story_change", story.pk)).content.decode()
    for words in ("Galería", 'data-add="Añadir una imagen"', 'data-add="Añadir una noticia"', "Quitar"):
        assert words in page
    refused = save(client, story, gallery="987654", related="one")
    assert errors(refused) == {
        "gallery": ["La galería muestra la imagen 987654, que no está en la fototeca. Elija otra o quítela."],
        "related": ["«one» no es un número. Separe los números con comas: 12, 34."],
    }
