"""Another file for a picture: same words, same uses, no killed file back, and two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.errors import NotAllowed, NotAPicture, PictureIsHere, PictureIsKilled
from articles.models import Asset, PageChange, PublishedEdition, Role, StoryEvent
from articles.renditions import version_folder
from articles.services import assets
from articles.services.assets import replace_picture, take_in_picture
from articles.services.picture_files import master_file
from articles.services.picture_killing import kill_picture
from articles.services.picture_making import make_renditions
from articles.services.publishing import publish_story
from tests.articles.services.taken_in import standing, take_in
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user
from tests.pictures import NamedFile, jpeg, xmp_packet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_another_file_keeps_the_words_and_the_uses(commit):
    with commit():
        asset = take_in(caption="The 6:10 boat")
    story = make_story(make_section(make_station()), lead_picture=asset)
    publish_story(placement=home(story), by=None)
    token, sha256 = asset.token, asset.sha256
    with commit():
        assert replace_picture(asset=asset, file=jpeg(500, 400, "sharper.jpg"), by=make_admin()) == ()
    assert (asset.token, asset.width, asset.height, asset.caption) == (token, 500, 400, "The 6:10 boat")
    assert standing(asset) == (2, False, True)
    assert not master_file(token, sha256).exists()
    assert master_file(token, asset.sha256).exists()
    assert not version_folder(token, 1).exists()
    row = PublishedEdition.objects.get()
    assert (row.picture_token, row.picture_width, row.picture_version) == (token, 500, 2)
    assert PageChange.objects.latest("pk").hard


def test_another_file_for_a_picture_that_was_complete_is_made_too():
    asset = take_in()
    make_renditions(asset.pk)
    replace_picture(asset=asset, file=jpeg(500, 400), by=make_admin())
    assert standing(asset) == (3, False, True)
    assert make_renditions(asset.pk)
    assert standing(asset) == (4, True, False)


def test_every_story_that_shows_it_has_another_file_on_record():
    section, asset, other, admin = make_section(make_station()), take_in(), take_in(901), make_admin()
    leading = make_story(section, "Leading", lead_picture=asset)
    in_gallery = make_story(section, "In the gallery", gallery=[asset.pk])
    make_story(section, "With another", lead_picture=other)
    replace_picture(asset=asset, file=jpeg(500, 400), by=admin)
    events = StoryEvent.objects.filter(verb="picture_replaced").order_by("story_id")
    assert [(event.story_id, event.actor, event.asset_id) for event in events] == [
        (leading.pk, admin, asset.pk),
        (in_gallery.pk, admin, asset.pk),
    ]


def test_another_file_fills_what_nobody_has_said():
    asset = take_in(credit="Ana Ruiz")
    said = 'photoshop:Credit="Coast News"'
    file = jpeg(500, 400, xmp=xmp_packet("<dc:rights>Coast News 2026</dc:rights>", said))
    replace_picture(asset=asset, file=file, by=make_admin())
    assert (asset.credit, asset.copyright) == ("Ana Ruiz", "Coast News 2026")


def test_a_file_that_is_here_already_replaces_nothing():
    asset, other = take_in(), take_in(901)
    with pytest.raises(PictureIsHere, match=f"^same.jpg is here already, as “{other.title}”") as refused:
        replace_picture(asset=asset, file=jpeg(901, 600, "same.jpg"), by=make_admin())
    assert refused.value.picture == other.pk
    assert standing(asset) == (1, False, True)


def test_a_picture_s_own_file_does_not_replace_it():
    asset = take_in(901)
    with pytest.raises(PictureIsHere, match=f"^same.jpg is the file that “{asset.title}” has already."):
        replace_picture(asset=asset, file=jpeg(901, 600, "same.jpg"), by=make_admin())
    assert standing(asset) == (1, False, True)


def test_a_kill_keeps_the_files_out_that_were_replaced_before():
    asset, other, admin = take_in(), take_in(901), make_admin()
    replace_picture(asset=asset, file=jpeg(500, 400), by=admin)
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    for file in (jpeg(900, 600, "first.jpg"), jpeg(500, 400, "second.jpg")):
        with pytest.raises(PictureIsKilled, match=f"^{file.name} was killed on "):
            take_in_picture(file=file, title="Again", by=None, alt="A ferry")
        file.seek(0)
        with pytest.raises(PictureIsKilled, match=f"^{file.name} was killed on "):
            replace_picture(asset=other, file=file, by=admin)


def test_a_file_that_was_replaced_may_come_back_while_nothing_is_killed():
    asset, admin = take_in(), make_admin()
    replace_picture(asset=asset, file=jpeg(500, 400), by=admin)
    again = take_in_picture(file=jpeg(900, 600), title="Again", by=None, alt="A ferry")
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    assert again.created
    assert take_in_picture(file=jpeg(900, 600), title="Again", by=None).asset == again.asset


def meanwhile(monkeypatch, name, act):
    """The next call of that function in `assets` waits until `act` is done, on a connection of its own."""
    real = getattr(assets, name)

    def on_its_own():
        try:
            act()
        finally:
            connection.close()

    def waits(*args, **kwargs):
        monkeypatch.setattr(assets, name, real)
        with ThreadPoolExecutor(1) as other:
            other.submit(on_its_own).result()
        return real(*args, **kwargs)

    monkeypatch.setattr(assets, name, waits)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["make_picture", "tell_stories"])
def test_of_two_pictures_that_get_the_same_file_at_once_one_has_it(media, monkeypatch, step):
    asset, other, admin = take_in(), take_in(901), make_admin()

    def send(to):
        replace_picture(asset=to, file=jpeg(500, 400, "same.jpg"), by=admin)

    meanwhile(monkeypatch, step, lambda: send(other))
    with pytest.raises(PictureIsHere, match=f"^same.jpg is here already, as “{other.title}”") as refused:
        send(asset)
    assert refused.value.picture == other.pk
    assert (standing(asset)[0], standing(other)[0]) == (1, 2)
    assert all(master_file(row.token, row.sha256).exists() for row in (asset, other))


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_twice_at_once_replaces_a_picture_once_and_stays(media, monkeypatch):
    asset, admin = take_in(), make_admin()

    def send():
        replace_picture(asset=asset, file=jpeg(500, 400, "same.jpg"), by=admin)

    meanwhile(monkeypatch, "make_picture", send)
    with pytest.raises(PictureIsHere, match="^same.jpg is the file that “Ferry” has already."):
        send()
    assert standing(asset)[0] == 2
    assert master_file(asset.token, asset.sha256).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_in_the_same_file_at_once_both_get_the_same_picture(media, monkeypatch):
    first = []
    meanwhile(monkeypatch, "fill_from_file", lambda: first.append(take_in()))
    assert [take_in()] == first == list(Asset.objects.all())


def test_a_killed_file_replaces_nothing():
    asset, killed, admin = take_in(), take_in(901), make_admin()
    kill_picture(asset=killed, by=admin, reason="The sitter asked for it.")
    with pytest.raises(PictureIsKilled, match="same.jpg was killed"):
        replace_picture(asset=asset, file=jpeg(901, 600, "same.jpg"), by=admin)


def test_a_file_that_is_none_leaves_everything_as_it_was(media):
    asset = take_in()
    before = {path for path in media.rglob("*") if "pending" not in path.parts}
    with pytest.raises(NotAPicture):
        replace_picture(asset=asset, file=NamedFile(b"<svg/>", "logo.svg"), by=make_admin())
    assert {path for path in media.rglob("*") if "pending" not in path.parts} == before
    assert standing(asset) == (1, False, True)


def test_a_killed_picture_gets_no_other_file():
    asset, admin = take_in(), make_admin()
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    with pytest.raises(PictureIsKilled, match="Ferry was killed"):
        replace_picture(asset=asset, file=jpeg(901, 600), by=admin)


def test_whoever_may_not_change_it_may_not_replace_it():
    with pytest.raises(NotAllowed):
        replace_picture(asset=take_in(), file=jpeg(901), by=make_user("rita", Role.REPORTER, make_station()))
