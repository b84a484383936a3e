"""Which sizes of a picture pages name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.renditions import FORMATS, WIDTHS, picture_sources, rendition_file, rendition_widths

TOKEN = "0123456789abcdef0123456789abcdef"


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
    assert rendition_widths(width) == names


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_every_picture_can_be_shown_and_none_is_promised_wider_than_it_is(width, height):
    found = picture_sources(TOKEN, width, height)
    assert [source["type"] for source in found["sources"]] == ["image/webp", "image/jpeg"]
    for source in found["sources"]:
        widths = [int(candidate.split()[1][:-1]) for candidate in source["srcset"].split(", ")]
        assert widths == sorted(set(widths))
        assert widths[-1] == found["width"] == min(width, WIDTHS[-1])
    assert found["height"] >= 1
    assert (
        abs(found["height"] / found["width"] - height / width) <= 0.51 / found["width"]
        or found["height"] == 1
    )


def test_what_a_template_gets():
    assert picture_sources(TOKEN, 700, 350) == {
        "sources": [
            {
                "type": "image/webp",
                "srcset": f"/media/{TOKEN}/320.webp 320w, "
                f"/media/{TOKEN}/640.webp 640w, "
                f"/media/{TOKEN}/960.webp 700w",
            },
            {
                "type": "image/jpeg",
                "srcset": f"/media/{TOKEN}/320.jpg 320w, "
                f"/media/{TOKEN}/640.jpg 640w, "
                f"/media/{TOKEN}/960.jpg 700w",
            },
        ],
        "src": f"/media/{TOKEN}/960.jpg",
        "width": 700,
        "height": 350,
    }


def test_the_plain_source_is_a_jpeg_of_middle_size():
    assert picture_sources(TOKEN, 3000, 2000)["src"] == f"/media/{TOKEN}/960.jpg"
    assert picture_sources(TOKEN, 200, 200)["src"] == f"/media/{TOKEN}/320.jpg"


def test_files_lie_in_the_media_folder_by_token(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert rendition_file(TOKEN, 640, "webp") == tmp_path / "renditions" / TOKEN / "640.webp"
    assert set(FORMATS) == {"webp", "jpg"}
