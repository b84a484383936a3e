"""Which addresses can be embedded, and what a frame would load."""

import pytest

from articles.text.embeds import PROVIDERS, find_embed, frame_origins

YOUTUBE = (
    "https://www.youtube.com/watch?v=abcdefghijk",
    "https://www.youtube-nocookie.com/embed/abcdefghijk",
)


@pytest.mark.parametrize(
    ("url", "provider", "href", "frame"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "youtube", *YOUTUBE),
        ("https://m.youtube.com/watch?app=desktop&v=abcdefghijk&t=9", "youtube", *YOUTUBE),
        ("http://youtu.be/abcdefghijk?si=x", "youtube", *YOUTUBE),
        ("https://www.youtube.com/shorts/abcdefghijk", "youtube", *YOUTUBE),
        ("https://www.youtube.com/live/abcdefghijk", "youtube", *YOUTUBE),
        ("https://vimeo.com/123456789", "vimeo", "https://vimeo.com/123456789",
         "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://twitter.com/kmia/status/1234567890123456789?s=20", "x",
         "https://x.com/kmia/status/1234567890123456789",
         "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true"),
        ("https://www.instagram.com/kmia/reel/CxYz_12-ab/", "instagram",
         "https://www.instagram.com/reel/CxYz_12-ab/",
         "https://www.instagram.com/reel/CxYz_12-ab/embed/captioned/"),
        ("https://www.facebook.com/kmia.news/posts/pfbid02AbC?mibextid=1", "facebook",
         "https://www.facebook.com/kmia.news/posts/pfbid02AbC",
         "https://www.facebook.com/plugins/post.php?show_text=true&href="
         "https%3A%2F%2Fwww.facebook.com%2Fkmia.news%2Fposts%2Fpfbid02AbC"),
        ("https://www.facebook.com/kmia.news/videos/the-storm/1234567890/", "facebook",
         "https://www.facebook.com/kmia.news/videos/1234567890",
         "https://www.facebook.com/plugins/video.php?href="
         "https%3A%2F%2Fwww.facebook.com%2Fkmia.news%2Fvideos%2F1234567890"),
        ("https://www.tiktok.com/@kmia/video/7012345678901234567", "tiktok",
         "https://www.tiktok.com/@kmia/video/7012345678901234567",
         "https://www.tiktok.com/player/v1/7012345678901234567"),
        ("https://soundcloud.com/kmia/sets/mornings", "soundcloud", "https://soundcloud.com/kmia/sets/mornings",
         "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fkmia%2Fsets%2Fmornings"),
        ("https://open.spotify.com/intl-es/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1", "spotify",
         "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk",
         "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk"),
        ("https://podcasts.apple.com/us/podcast/the-bay/id1234567890?i=1000123456789", "applepodcasts",
         "https://podcasts.apple.com/us/podcast/id1234567890?i=1000123456789",
         "https://embed.podcasts.apple.com/us/podcast/id1234567890?i=1000123456789"),
        ("https://podcasts.apple.com/us/podcast/the-bay/id1234567890", "applepodcasts",
         "https://podcasts.apple.com/us/podcast/id1234567890",
         "https://embed.podcasts.apple.com/us/podcast/id1234567890"),
        ("https://datawrapper.dwcdn.net/aB3dE/4/", "datawrapper", "https://datawrapper.dwcdn.net/aB3dE/",
         "https://datawrapper.dwcdn.net/aB3dE/"),
        ("https://public.flourish.studio/visualisation/123456/", "flourish",
         "https://public.flourish.studio/visualisation/123456/",
         "https://flo.uri.sh/visualisation/123456/embed"),
        ("https://www.documentcloud.org/documents/2345678-the-budget", "documentcloud",
         "https://www.documentcloud.org/documents/2345678-the-budget",
         "https://embed.documentcloud.org/documents/2345678-the-budget/"),
    ],
)  # fmt: skip
def test_each_provider_is_known_by_its_address(url: str, provider: str, href: str, frame: str) -> None:
    found = find_embed(url)
    assert found is not None
    assert (found.provider, found.href, found.frame) == (provider, href, frame)
    again = find_embed(found.href)
    assert again == found, "the kept address is known too"
    assert found.origin in frame_origins()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=abcdefghijklm",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://evil.example/?https://youtu.be/abcdefghijk",
        "javascript:alert(1)//https://youtu.be/abcdefghijk",
        "ftp://youtu.be/abcdefghijk",
        "https://youtu.be@evil.example/abcdefghijk",
        "https://twitter.com/kmia",
        "https://www.tiktok.com/@kmia",
        "https://maps.example/embed?pb=1",
    ],
)
def test_other_addresses_are_no_embeds(url: str) -> None:
    assert find_embed(url) is None


def test_every_frame_is_loaded_over_https_from_a_host_of_the_table() -> None:
    assert all(origin.startswith("https://") and origin.count("/") == 2 for origin in frame_origins())
    assert all(provider.label for provider in PROVIDERS.values())
