"""Which sizes and shapes of a picture pages name, and what answers for one that is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.picture_sizes import SHAPES, WHOLE, crop, file_names, steps, widths_of
from articles.renditions import (
    Rendition,
    machine_pictures,
    nearest,
    picture_sources,
    rendition_file,
    version_folder,
)

TOKEN = "0123456789abcdef0123456789abcdef"
WIDTHS = SHAPES[WHOLE].widths
sides = st.integers(1, 3000)


def picture(width=3000, height=2000, *, complete=True, version=4, icons=False):
    return {
        "token": TOKEN,
        "width": width,
        "height": height,
        "version": version,
        "complete": complete,
        "source": "",
        "icons": icons,
    }


def named(file, shape=WHOLE):
    """The names of all files that the sources point to."""
    return {
        candidate.split()[0].removeprefix(f"/media/{TOKEN}/{file['version']}/")
        for source in picture_sources(file, shape)["sources"]
        for candidate in source["srcset"].split(", ")
    }


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (1, (320,)),
        (320, (320,)),
        (321, (320, 640)),
        (700, (320, 640, 960)),
        (1920, WIDTHS),
        (1921, WIDTHS),
        (3000, WIDTHS),
    ],
)
def test_all_narrower_sizes_and_the_next(width, names):
    assert steps(width, WIDTHS) == names


@given(sides, sides, st.floats(0, 1), st.floats(0, 1), st.sampled_from(sorted(SHAPES)))
def test_a_crop_is_as_large_as_fits_and_holds_the_focus(width, height, x, y, shape):
    left, top, right, bottom = crop(width, height, shape, x, y)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert (right - left == width) or (bottom - top == height)
    assert left - 1 <= x * width <= right + 1
    assert top - 1 <= y * height <= bottom + 1


def test_a_crop_lies_round_the_focus_and_not_past_the_edge():
    assert crop(3000, 1000, "1x1", 0.5, 0.5) == (1000, 0, 2000, 1000)
    assert crop(3000, 1000, "1x1", 0.6, 0.5) == (1300, 0, 2300, 1000)
    assert crop(3000, 1000, "1x1", 1.0, 0.5) == (2000, 0, 3000, 1000)
    assert crop(1000, 3000, "16x9", 0.5, 0.0) == (0, 0, 1000, 562)


@given(sides, sides, st.booleans(), st.sampled_from(["", "3x2", "16x9"]))
def test_pages_name_what_is_made_and_promise_no_more_than_its_width(width, height, complete, shape):
    file = picture(width, height, complete=complete)
    assert named(file, shape) <= file_names(width, height, complete=complete)
    found = picture_sources(file, shape)
    for source in found["sources"]:
        widths = [int(candidate.split()[1][:-1]) for candidate in source["srcset"].split(", ")]
        assert widths == sorted(set(widths))
        assert widths[-1] == found["width"] <= width
    assert found["height"] >= 1


def test_avif_comes_first_once_it_is_there():
    types = [source["type"] for source in picture_sources(picture())["sources"]]
    assert types == ["image/avif", "image/webp", "image/jpeg"]


def test_until_then_there_are_whole_jpegs_alone():
    waiting = picture(700, 350, complete=False, version=1)
    expected = {
        "sources": [
            {
                "type": "image/jpeg",
                "srcset": f"/media/{TOKEN}/1/320.jpg 320w, "
                f"/media/{TOKEN}/1/640.jpg 640w, "
                f"/media/{TOKEN}/1/960.jpg 700w",
            },
        ],
        "src": f"/media/{TOKEN}/1/960.jpg",
        "width": 700,
        "height": 350,
        "by_ai": False,
    }
    assert picture_sources(waiting) == picture_sources(waiting, "3x2") == expected
    assert machine_pictures(waiting) == [{"path": f"/media/{TOKEN}/1/960.jpg", "width": 700, "height": 350}]


def test_a_card_gets_the_crop_of_its_shape():
    found = picture_sources(picture(), "3x2")
    assert (found["width"], found["height"]) == (960, 640)
    assert found["src"] == f"/media/{TOKEN}/4/3x2-960.jpg"


def test_search_engines_get_three_shapes():
    assert machine_pictures(picture()) == [
        {"path": f"/media/{TOKEN}/4/16x9-1600.jpg", "width": 1600, "height": 900},
        {"path": f"/media/{TOKEN}/4/4x3-1280.jpg", "width": 1280, "height": 960},
        {"path": f"/media/{TOKEN}/4/1x1-1280.jpg", "width": 1280, "height": 1280},
    ]


@given(
    sides,
    sides,
    st.booleans(),
    st.sampled_from([(name, width) for name, shape in SHAPES.items() for width in shape.widths]),
    st.sampled_from(["avif", "webp", "jpg"]),
)
def test_whatever_is_asked_for_something_answers(width, height, complete, asked, extension):
    file = picture(width, height, complete=complete)
    found = nearest(file, Rendition(*asked, extension))
    made = rendition_file(file, found)
    assert made.name in file_names(width, height, complete=complete)


def test_what_is_there_answers_for_itself():
    assert nearest(picture(), Rendition("3x2", 640, "avif")) == Rendition("3x2", 640, "avif")
    assert nearest(picture(), Rendition("1x1", 1280, "avif")) == Rendition("1x1", 1280, "jpg")
    assert nearest(picture(500, 400), Rendition("", 1920, "webp")) == Rendition("", 640, "webp")
    assert nearest(picture(complete=False), Rendition("3x2", 640, "avif")) == Rendition("", 640, "jpg")


def test_an_icon_answers_for_itself_and_the_square_for_one_that_there_is_not():
    icon = Rendition("1x1", 32, "png")
    assert nearest(picture(400, 400, icons=True), icon) == icon
    assert nearest(picture(), icon) == Rendition("1x1", 1280, "jpg")
    assert nearest(picture(complete=False), icon) == Rendition("", 320, "jpg")
    assert widths_of("1x1", "png") == (32, 180, 192, 512)
    assert widths_of("3x2", "png") == widths_of("5x5", "webp") == widths_of("", "gif") == ()
    assert {"1x1-32.png", "1x1-180.png", "1x1-192.png", "1x1-512.png"} == (
        file_names(400, 400, complete=True, icons=True) - file_names(400, 400, complete=True)
    )


def test_files_lie_in_the_media_folder_by_token_and_version(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    folder = tmp_path / "renditions" / TOKEN
    assert rendition_file(picture(), Rendition("", 640, "webp")) == folder / "4" / "640.webp"
    assert rendition_file(picture(), Rendition("3x2", 640, "avif")) == folder / "4" / "3x2-640.avif"
    assert version_folder(TOKEN, 0) == folder
