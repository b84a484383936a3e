"""Taking pictures in, changing what is said about them, and killing them."""

import datetime as dt
import hashlib
import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from articles.errors import NotAllowed, PictureIsKilled, ReasonMissing
from articles.models import Asset, PageChange, Person, PublishedEdition, Role, Story, StoryEvent
from articles.services.assets import change_picture, take_in_picture
from articles.services.picture_files import master_file
from articles.services.picture_killing import kill_picture
from articles.services.publishing import publish_story
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user
from tests.pictures import NamedFile, alternatives, as_file, iptc_block, jpeg, photo, telling_jpeg, xmp_packet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

CV = "http://cv.iptc.org/newscodes/digitalsourcetype"


def take_in(file: NamedFile, **fields):
    fields.setdefault("alt", "A ferry at the pier")
    return take_in_picture(file=file, title="Ferry", by=None, **fields)


def files_in(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def test_a_picture_comes_in_with_its_row_its_sizes_and_its_master(media, commit):
    file = jpeg(1000, 500)
    with commit():
        taken = take_in(file, credit="Ana Ruiz")
    asset = Asset.objects.get()
    assert (taken.asset, taken.created, taken.notes) == (asset, True, ())
    assert (asset.format, asset.width, asset.height) == ("jpeg", 1000, 500)
    assert (asset.title, asset.alt, asset.credit) == ("Ferry", "A ferry at the pier", "Ana Ruiz")
    assert asset.sha256 == hashlib.sha256(file.getvalue()).hexdigest()
    assert re.fullmatch("[0-9a-f]{32}", asset.token)
    assert (asset.version, asset.is_complete, asset.is_due) == (1, False, True)
    expected = {f"renditions/{asset.token}/1/{width}.jpg" for width in (320, 640, 960, 1280)}
    assert files_in(media) == {f"masters/{asset.token}-{asset.sha256[:16]}.jpg", *expected}
    assert stat.S_IMODE((media / "masters").stat().st_mode) == 0o700
    assert list((media / "pending").iterdir()) == []


def test_renditions_have_the_width_of_their_name_and_are_never_scaled_up(media):
    token = take_in(jpeg(1000, 500)).asset.token
    sizes = {}
    for path in (media / "renditions" / token / "1").iterdir():
        with Image.open(path) as picture:
            sizes[path.name] = (picture.format, picture.size)
    assert sizes == {
        "320.jpg": ("JPEG", (320, 160)),
        "640.jpg": ("JPEG", (640, 320)),
        "960.jpg": ("JPEG", (960, 480)),
        "1280.jpg": ("JPEG", (1000, 500)),
    }


def test_a_very_large_picture_is_stored_at_3000_pixels():
    asset = take_in(jpeg(6000, 4000)).asset
    assert (asset.width, asset.height) == (3000, 2000)
    with Image.open(master_file(asset.token, asset.sha256)) as master:
        assert master.size == (3000, 2000)


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.jpg", "jpeg"), ("a.png", "png"), ("a.webp", "webp"), ("a.gif", "gif"), ("a.avif", "avif")],
)
def test_the_five_formats_come_in(name, format):
    assert take_in(as_file(photo(), name)).asset.format == format


def test_the_name_says_nothing_about_the_format():
    file = as_file(photo(), "a.png")
    file.name = "a.jpg"
    assert take_in(file).asset.format == "png"


def test_the_same_file_twice_is_one_picture(media):
    first = take_in(jpeg(name="ferry.jpg"), caption="The first ferry")
    before = files_in(media / "renditions")
    second = take_in(jpeg(name="copy.jpg"), caption="Another caption")
    assert (second.asset, second.created) == (first.asset, False)
    assert second.notes == ("copy.jpg is here already, as “Ferry”. Nothing about it was changed.",)
    assert Asset.objects.get().caption == "The first ferry"
    assert files_in(media / "renditions") == before


def test_a_reporter_may_take_in_a_picture_and_a_stranger_may_not(media):
    reporter = make_user("rita", Role.REPORTER, make_station())
    assert (
        take_in_picture(file=jpeg(), title="Ferry", alt="A ferry", by=reporter).asset.uploaded_by == reporter
    )
    with pytest.raises(NotAllowed):
        take_in_picture(file=jpeg(61), title="Pier", alt="A pier", by=make_user("sam"))
    assert Asset.objects.count() == 1


def test_a_picture_without_alt_text_must_be_decorative(media):
    with pytest.raises(ValidationError) as refused:
        take_in(jpeg(), alt="")
    assert refused.value.message_dict == {
        "alt": ["Say what ferry.jpg shows (that is its alt text), or mark it decorative."]
    }
    assert (Asset.objects.count(), files_in(media)) == (0, set())
    assert take_in(jpeg(), alt="", is_decorative=True).created


def test_a_decorative_picture_has_no_alt_text(media):
    with pytest.raises(ValidationError, match="A decorative picture has no alt text"):
        take_in(jpeg(), alt="A ferry", is_decorative=True)
    assert (Asset.objects.count(), files_in(media)) == (0, set())


def test_a_text_that_is_too_long_is_said_by_field_and_nothing_stays(media):
    with pytest.raises(ValidationError) as refused:
        take_in(jpeg(), credit="a" * 161)
    assert list(refused.value.message_dict) == ["credit"]
    assert (Asset.objects.count(), files_in(media)) == (0, set())


def test_only_what_a_person_may_say_can_be_set():
    with pytest.raises(TypeError, match="A picture has no field killed_at that can be set"):
        take_in(jpeg(), killed_at=dt.datetime.now(dt.UTC))


# --- What the file says of itself -----------------------------------------------------------------


def test_empty_fields_are_filled_from_the_file_and_given_ones_are_not():
    file = jpeg(
        xmp=xmp_packet(
            alternatives("dc:description", "Ferry  leaves\u202e Pier 4")
            + alternatives("dc:rights", "© 2026 Coast News")
            + alternatives("xmpRights:UsageTerms", "Editorial use only")
            + alternatives("Iptc4xmpCore:AltTextAccessibility", "A white ferry")
            + "<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>",
            f'photoshop:Credit="Coast News" Iptc4xmpExt:DigitalSourceType="{CV}/digitalCapture"',
        )
    )
    asset = take_in(file, alt="", copyright="© KMIA").asset
    asset.refresh_from_db()
    assert asset.caption == "Ferry leaves Pier 4"
    assert asset.credit == "Ana Ruiz/Coast News"
    assert asset.copyright == "© KMIA"
    assert asset.licence == "Editorial use only"
    assert asset.alt == "A white ferry"
    assert asset.digital_source == Asset.DigitalSource.CAPTURE


def test_rights_come_from_iptc_and_from_exif_too():
    exif = Image.Exif()
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA"
    exif[0x8298] = "© Señora Peña".encode()
    records = {120: ["Muelle n.º 4".encode("cp1252")], 80: [b"Ana Ruiz", b"Lou Park"]}
    asset = take_in(jpeg(exif=exif, extra=iptc_block(records))).asset
    assert asset.caption == "Muelle n.º 4"
    assert asset.credit == "Ana Ruiz, Lou Park"
    assert asset.copyright == "© Señora Peña"


def test_a_cameras_own_caption_is_none():
    exif = Image.Exif()
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA"
    assert take_in(jpeg(exif=exif)).asset.caption == ""


@pytest.mark.parametrize("code", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"])
def test_a_picture_that_says_it_was_generated_is_marked_so(code):
    said = f"<Iptc4xmpExt:DigitalSourceType>{CV}/{code}</Iptc4xmpExt:DigitalSourceType>"
    assert take_in(jpeg(xmp=xmp_packet(said))).asset.digital_source == Asset.DigitalSource.TRAINED


def test_an_unknown_way_of_making_is_said():
    taken = take_in(jpeg(xmp=xmp_packet("", f'Iptc4xmpExt:DigitalSourceType="{CV}/dataDrivenMedia"')))
    assert taken.asset.digital_source == Asset.DigitalSource.UNKNOWN
    assert taken.notes == (
        "ferry.jpg says it was made as “dataDrivenMedia”, which is not on our list. Choose how it was made.",
    )


def test_a_caption_that_does_not_fit_is_cut_and_the_rest_is_said():
    words = "word " * 119 + "sentence that runs over"
    taken = take_in(jpeg(xmp=xmp_packet(alternatives("dc:description", words))))
    assert taken.asset.caption == "word " * 118 + "word…"
    assert taken.notes == (
        "The caption in ferry.jpg is longer than 600 characters and was cut. "
        "The rest reads: sentence that runs over",
    )


@pytest.mark.parametrize(
    "packet",
    [
        b"not XML at all",
        b"\xff\xfe\x00broken",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        xmp_packet("<dc:description>never closed"),
    ],
)
def test_damaged_metadata_does_not_keep_a_picture_out(packet):
    taken = take_in(jpeg(xmp=packet))
    assert (taken.created, taken.asset.caption, taken.notes) == (True, "", ())


def test_a_damaged_exif_block_does_not_keep_a_picture_out():
    exif = telling_jpeg().getvalue()
    start = exif.index(b"Exif\0\0") + 6
    damaged = exif[:start] + b"MM\0*\xff\xff\xff\xf0" + exif[start + 8 :]
    assert take_in(NamedFile(damaged, "ferry.jpg")).created


# --- Rights end, what is said changes -------------------------------------------------------------


def test_the_end_of_its_rights_is_announced_to_the_pages():
    end = dt.datetime(2040, 5, 1, 12, tzinfo=dt.UTC)
    asset = take_in(jpeg(), expires_at=end).asset
    change = PageChange.objects.get()
    assert (change.keys, change.effective_at, change.hard) == ([f"picture:{asset.pk}"], end, True)


def test_what_is_said_about_a_picture_can_be_changed():
    station = make_station()
    asset = take_in(jpeg()).asset
    end = dt.datetime(2040, 5, 1, 12, tzinfo=dt.UTC)
    editor = make_user("eve", Role.EDITOR, station)
    change_picture(asset=asset, by=editor, title="Ferry at noon", credit=" Ana  Ruiz", expires_at=end)
    asset.refresh_from_db()
    assert (asset.title, asset.credit, asset.expires_at) == ("Ferry at noon", "Ana Ruiz", end)
    now, later = PageChange.objects.order_by("effective_at")
    assert now.effective_at < later.effective_at == end
    assert now.keys == later.keys == [f"picture:{asset.pk}"]


@pytest.mark.parametrize(
    ("field", "said"),
    [("alt", "Ana Ruiz"), ("credit", "Lou Park"), ("digital_source", Asset.DigitalSource.CAPTURE)],
)
def test_what_readers_have_of_a_photo_as_it_is_now_changes_the_pages_of_its_people(field, said):
    asset = take_in(jpeg()).asset
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", photo=asset)
    change_picture(asset=asset, by=make_admin(), **{field: said})
    change_picture(asset=asset, by=make_admin(name="ada"), **{field: said})
    change = PageChange.objects.get()
    assert (change.keys, change.hard) == ([f"person:{ana.pk}", f"picture:{asset.pk}"], False)


def test_what_no_page_shows_as_it_is_now_changes_none():
    asset = take_in(jpeg()).asset
    change_picture(asset=asset, by=make_admin(), title="Ferry at noon", caption="The 6:10 boat")
    assert (asset.caption, PageChange.objects.count()) == ("The 6:10 boat", 0)


def test_a_reporter_changes_no_picture():
    asset = take_in(jpeg()).asset
    with pytest.raises(NotAllowed):
        change_picture(asset=asset, by=make_user("rita", Role.REPORTER, make_station()), credit="Rita")


# --- Killing --------------------------------------------------------------------------------------


def test_a_killed_picture_leaves_the_disk_with_the_commit_and_its_pages_at_once(media, commit):
    station = make_station()
    asset = take_in(jpeg(700)).asset
    story = make_story(make_section(station), lead_picture=asset)
    publish_story(placement=home(story), by=None)
    assert PublishedEdition.objects.get().picture_token == asset.token
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", photo=asset)
    PageChange.objects.all().delete()
    with commit():
        kill_picture(
            asset=asset, by=make_user("max", Role.MANAGER, station), reason="The sitter asked for it."
        )
        assert files_in(media) != set()
    assert files_in(media) == set()
    assert PublishedEdition.objects.get().picture_token is None
    change = PageChange.objects.get()
    assert change.hard
    pages = {f"picture:{asset.pk}", f"story:{story.pk}", f"front:{station.pk}", f"person:{ana.pk}"}
    assert pages <= set(change.keys)
    assert change.effective_at == asset.killed_at == Asset.objects.get().killed_at


def test_every_story_that_it_leaves_has_it_on_record(commit):
    station, admin = make_station(), make_admin()
    section, asset = make_section(station), take_in(jpeg(700)).asset
    figure = f'<figure data-kind="picture" data-asset="{asset.pk}" data-alt="Pier"></figure>'
    leading = make_story(section, "Leading", lead_picture=asset)
    in_text = make_story(section, "In the text", body=f"<p>Look.</p>{figure}")
    in_gallery = make_story(section, "In the gallery", gallery=[asset.pk])
    # Readers still have what the working copy has let go of.
    frozen = make_story(section, "Frozen", lead_picture=asset)
    publish_story(placement=home(frozen), by=None)
    Story.objects.filter(pk=frozen.pk).update(lead_picture=None)
    make_story(section, "Without")
    with commit():
        kill_picture(asset=asset, by=admin, reason="  The sitter asked\n for it. ")
    events = StoryEvent.objects.filter(verb="picture_killed").order_by("story_id")
    assert [(event.story_id, event.actor, event.asset_id, event.at) for event in events] == [
        (story.pk, admin, asset.pk, asset.killed_at) for story in (leading, in_text, in_gallery, frozen)
    ]
    killed = Asset.objects.get()
    assert (killed.killed_by, killed.kill_reason) == (admin, "The sitter asked for it.")


def test_nothing_is_killed_without_a_reason(media):
    asset = take_in(jpeg()).asset
    with pytest.raises(ReasonMissing):
        kill_picture(asset=asset, by=make_admin(), reason=" \n")
    assert Asset.objects.get().killed_at is None
    assert files_in(media) != set()


def test_a_killed_picture_stays_out(media, commit):
    with commit():
        asset = take_in(jpeg()).asset
        kill_picture(asset=asset, by=make_admin(), reason="The sitter asked for it.")
    with pytest.raises(PictureIsKilled) as refused:
        take_in(jpeg(name="again.jpg"))
    day = f"{asset.killed_at:%Y-%m-%d}"
    assert str(refused.value) == f"again.jpg was killed on {day} and stays out. Use another picture."
    assert files_in(media) == set()


def test_killing_twice_is_killing_once(commit):
    asset, admin = take_in(jpeg()).asset, make_admin()
    with commit():
        kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
        first = asset.killed_at
        kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    assert asset.killed_at == first
    assert PageChange.objects.count() == 1


def test_a_publisher_kills_no_picture(media):
    asset = take_in(jpeg()).asset
    with pytest.raises(NotAllowed):
        kill_picture(
            asset=asset,
            by=make_user("pat", Role.PUBLISHER, make_station()),
            reason="The sitter asked for it.",
        )
    assert Asset.objects.get().killed_at is None
    assert files_in(media) != set()
