"""Addresses: the one place that spells a path or an origin."""

from django.conf import settings

# Where the admin's addresses stand; a path made on a station's host must say so.
ADMIN = "articles.urls.admin"


def desk_url(path: str) -> str:
    """A page of the admin in full, for mails: on the first of the hosts where it answers."""
    return origin(settings.ADMIN_HOSTS[0]) + path


def section_path(section_slug: str) -> str:
    return f"/{section_slug}/"


def story_path(section_slug: str, slug: str, number: int) -> str:
    """The permanent address; the number finds the story, any other spelling answers 301."""
    return f"/{section_slug}/{slug}-{number}/"


def history_path(story: str, edition: int | None = None) -> str:
    """Below the address of a story: all its versions, or what changed with one."""
    return f"{story}history/{edition}/" if edition else f"{story}history/"


def tag_path(slug: str) -> str:
    return f"/tag/{slug}/"


def person_path(slug: str) -> str:
    return f"/person/{slug}/"


def archive_path(*parts: int) -> str:
    """Of all years, of a year, of a month or of a day."""
    year, rest = parts[:1], parts[1:]
    return "/".join(("/archive", *(f"{part:04}" for part in year), *(f"{part:02}" for part in rest), ""))


def search_path() -> str:
    return "/search/"


def feed_path(name: str = "", of: str = "") -> str:
    """`name` is rss.xml, atom.xml or feed.json, or empty for the folder of the three; `of` is "corrections",
    or empty for all news.
    """
    return f"/feed/{of}/{name}" if of else f"/feed/{name}"


def list_feed_path(kind: str, slug: str, name: str = "") -> str:
    """Of a section, a tag or a person."""
    return f"/feed/{kind}/{slug}/{name}"


def sitemap_path(name: str = "") -> str:
    """The index, or one file of it: "pages", or the number of a thousand stories."""
    return f"/sitemap-{name}.xml" if name else "/sitemap.xml"


def news_sitemap_path(number: int = 1) -> str:
    return f"/news-sitemap-{number}.xml" if number > 1 else "/news-sitemap.xml"


def security_path() -> str:
    return "/.well-known/security.txt"


def touch_icon_path() -> str:
    return "/apple-touch-icon.png"


def oembed_path() -> str:
    return "/oembed"


def corrections_path() -> str:
    return "/corrections/"


def about_path(part: str = "") -> str:
    """Who the station is, or one part of it: "masthead", or a kind of policy."""
    return f"/about/{part}/" if part else "/about/"


def policy_path(kind: str) -> str:
    """Some have a page that says more than the policy."""
    return f"/{kind}/" if kind in ("captions", "contests", "privacy", "terms") else about_path(kind)


def contact_path() -> str:
    return "/contact/"


def fcc_path() -> str:
    return "/fcc/"


def correction_request_path(number: int | None = None) -> str:
    """Where a reader asks for a correction, of one story or of anything."""
    return f"/contact/correction/?story={number}" if number else "/contact/correction/"


def request_sent_path() -> str:
    return "/contact/correction/sent/"


def preview_path(token: str) -> str:
    return f"/preview/{token}/"


def front_preview_path(token: str) -> str:
    return f"/preview/front/{token}/"


# One pattern of the addresses below, after the token: a version that is missing is of former pages.
RENDITION = r"(?:(?P<version>\d{1,9})/)?(?P<size>[0-9][-0-9x]{1,8})\.(?P<extension>avif|webp|jpg|png)"


def rendition_path(token: str, version: int, name: str) -> str:
    return f"/media/{token}/{version}/{name}"


def origin(host: str) -> str:
    """Scheme, host and, in the demo, port. From the host's row, never from a request."""
    if settings.DEMO:
        return f"http://{host}" if settings.PORT == 80 else f"http://{host}:{settings.PORT}"
    return f"https://{host}"
