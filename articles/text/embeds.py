"""Whose posts, videos and charts a story may embed: the one table of providers.

A provider is allowed by a line here and by nothing else: the cleaner keeps only embeds that match one, and
a page's policy names only the origins of those that stand on it.
"""

import dataclasses
import re
from typing import Final, Literal
from urllib.parse import quote, urlsplit

Shape = Literal["wide", "tall", "strip"]


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """One way to spell an address. Browsers read the pattern too, so it keeps to what both know.

    `{0}`, `{1}` are its groups; in `frame`, `{url}` is the whole of `href`, quoted.
    """

    pattern: str
    href: str
    frame: str


@dataclasses.dataclass(frozen=True, slots=True)
class Provider:
    label: str
    forms: tuple[Form, ...]
    shape: Shape = "wide"


@dataclasses.dataclass(frozen=True, slots=True)
class Embed:
    """An address that a provider of ours answers: `href` for people, `frame` for a sandboxed frame."""

    provider: str
    label: str
    href: str
    frame: str
    shape: Shape

    @property
    def origin(self) -> str:
        return origin_of(self.frame)


_YOUTUBE = ("https://www.youtube.com/watch?v={0}", "https://www.youtube-nocookie.com/embed/{0}")
_FACEBOOK = "https://www.facebook.com/plugins/"

PROVIDERS: Final[dict[str, Provider]] = {
    "youtube": Provider(
        "YouTube",
        (
            Form(
                r"https?://(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/"
                r"(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])",
                *_YOUTUBE,
            ),
            Form(r"https?://youtu\.be/([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])", *_YOUTUBE),
        ),
    ),
    "vimeo": Provider(
        "Vimeo",
        (
            Form(
                r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?([0-9]{6,12})(?![0-9])",
                "https://vimeo.com/{0}",
                "https://player.vimeo.com/video/{0}?dnt=1",
            ),
        ),
    ),
    "x": Provider(
        "X",
        (
            Form(
                r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/([A-Za-z0-9_]{1,15})/status/([0-9]{5,20})(?![0-9])",
                "https://x.com/{0}/status/{1}",
                "https://platform.twitter.com/embed/Tweet.html?id={1}&dnt=true",
            ),
        ),
        "tall",
    ),
    "instagram": Provider(
        "Instagram",
        (
            Form(
                r"https?://(?:www\.)?instagram\.com/(?:[A-Za-z0-9_.]{1,30}/)?(p|reel|tv)/([A-Za-z0-9_-]{5,40})",
                "https://www.instagram.com/{0}/{1}/",
                "https://www.instagram.com/{0}/{1}/embed/captioned/",
            ),
        ),
        "tall",
    ),
    "facebook": Provider(
        "Facebook",
        (
            Form(
                r"https?://(?:www\.|m\.|web\.)?facebook\.com/([A-Za-z0-9.]{2,60})/posts/([A-Za-z0-9]{5,90})",
                "https://www.facebook.com/{0}/posts/{1}",
                _FACEBOOK + "post.php?show_text=true&href={url}",
            ),
            Form(
                r"https?://(?:www\.|m\.|web\.)?facebook\.com/([A-Za-z0-9.]{2,60})/videos/(?:[^/?#]{1,200}/)?([0-9]{5,20})",
                "https://www.facebook.com/{0}/videos/{1}",
                _FACEBOOK + "video.php?href={url}",
            ),
        ),
        "tall",
    ),
    "tiktok": Provider(
        "TikTok",
        (
            Form(
                r"https?://(?:www\.|m\.)?tiktok\.com/@([A-Za-z0-9_.]{1,30})/video/([0-9]{10,25})(?![0-9])",
                "https://www.tiktok.com/@{0}/video/{1}",
                "https://www.tiktok.com/player/v1/{1}",
            ),
        ),
        "tall",
    ),
    "soundcloud": Provider(
        "SoundCloud",
        (
            Form(
                r"https?://(?:www\.|m\.)?soundcloud\.com/([A-Za-z0-9_-]{2,60})/((?:sets/)?[A-Za-z0-9_-]{2,200})",
                "https://soundcloud.com/{0}/{1}",
                "https://w.soundcloud.com/player/?url={url}",
            ),
        ),
        "strip",
    ),
    "spotify": Provider(
        "Spotify",
        (
            Form(
                r"https?://open\.spotify\.com/(?:intl-[a-z]{2}/)?(episode|show|track|album|playlist)/([A-Za-z0-9]{22})",
                "https://open.spotify.com/{0}/{1}",
                "https://open.spotify.com/embed/{0}/{1}",
            ),
        ),
        "strip",
    ),
    "applepodcasts": Provider(
        "Apple Podcasts",
        (
            Form(
                r"https?://podcasts\.apple\.com/([a-z]{2})/podcast/(?:[^/?#]{1,200}/)?id([0-9]{5,12})\?(?:[^#]*&)?i=([0-9]{5,15})",
                "https://podcasts.apple.com/{0}/podcast/id{1}?i={2}",
                "https://embed.podcasts.apple.com/{0}/podcast/id{1}?i={2}",
            ),
            Form(
                r"https?://podcasts\.apple\.com/([a-z]{2})/podcast/(?:[^/?#]{1,200}/)?id([0-9]{5,12})",
                "https://podcasts.apple.com/{0}/podcast/id{1}",
                "https://embed.podcasts.apple.com/{0}/podcast/id{1}",
            ),
        ),
        "strip",
    ),
    "datawrapper": Provider(
        "Datawrapper",
        (
            Form(
                r"https?://(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/([A-Za-z0-9]{5})(?![A-Za-z0-9])",
                "https://datawrapper.dwcdn.net/{0}/",
                "https://datawrapper.dwcdn.net/{0}/",
            ),
        ),
    ),
    "flourish": Provider(
        "Flourish",
        (
            Form(
                r"https?://(?:public\.flourish\.studio|flo\.uri\.sh)/(visualisation|story)/([0-9]{3,12})(?![0-9])",
                "https://public.flourish.studio/{0}/{1}/",
                "https://flo.uri.sh/{0}/{1}/embed",
            ),
        ),
    ),
    "documentcloud": Provider(
        "DocumentCloud",
        (
            Form(
                r"https?://(?:www\.|embed\.)?documentcloud\.org/documents/([0-9]{4,12}(?:-[A-Za-z0-9_-]{1,200})?)",
                "https://www.documentcloud.org/documents/{0}",
                "https://embed.documentcloud.org/documents/{0}/",
            ),
        ),
        "tall",
    ),
}

_FORMS: Final = tuple(
    (name, provider, form, re.compile(form.pattern, re.ASCII))
    for name, provider in PROVIDERS.items()
    for form in provider.forms
)


def find_embed(url: str) -> Embed | None:
    """What `url` is an embed of; None where no provider of the table knows it."""
    for name, provider, form, pattern in _FORMS:
        if found := pattern.match(url):
            href = form.href.format(*found.groups())
            frame = form.frame.format(*found.groups(), url=quote(href, safe=""))
            return Embed(name, provider.label, href, frame, provider.shape)
    return None


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def frame_origins() -> frozenset[str]:
    """Every origin that a page may ever have to allow frames from."""
    return frozenset(origin_of(form.frame) for _, _, form, _ in _FORMS)
