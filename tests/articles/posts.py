"""A good post to every address of the desk that writes, and the addresses that write nothing, with why."""

from articles.models import Imprint
from articles.services.together import mark_of
from tests.articles.admin.desks import SEEN
from tests.articles.posting import (
    NEXT_WEEK,
    TOMORROW,
    Post,
    Sent,
    act,
    add_a_note,
    another_section,
    another_tag,
    as_a_script,
    as_shown,
    close_it,
    earlier,
    form,
    hold_a_revision,
    make_nora,
    note,
    number,
    picture,
    publish_again,
    reporter,
    section,
    sections,
    sections_seen,
    shared_link,
    standing_news,
    station,
    tell_the_reporter,
    words,
)
from tests.cast import home

SAID_OF_A_PICTURE: Sent = {
    **{"alt": "A bay", "caption": "", "credit": "", "copyright": "", "licence": ""},
    **{"is_decorative": "", "expires_at": "", "digital_source": ""},
}
ANSWERS: Sent = {
    **{"source": "disk", "section": "", "sections": "", "encoding": "", "published_at": ""},
    **{"create_missing": "", "publish": "drafts", "station": station},
}
FRONT: Sent = {
    "save": "1",
    "seen": "0",
    "slots-TOTAL_FORMS": "1",
    "slots-INITIAL_FORMS": "0",
    "slots-0-place": "1",
    "slots-0-story": number("live"),
}
A_PERIOD = {"shown_from": TOMORROW, "shown_until": NEXT_WEEK}
PUBLISH: Sent = {"seen": SEEN, "asked": "1"}
WHOLE: Sent = {"post": "yes"}

# By route.
POSTS: dict[str, Post] = {
    # Rows of tables: the form of their page.
    "admin/articles/address/add/": form(
        path="/1998/x.html", gone="on", host=lambda world: world.station.hosts.get().pk
    ),
    "admin/articles/address/<path:object_id>/change/": form(path="/1998/y.html"),
    "admin/articles/asset/<path:object_id>/change/": form(title="Another title"),
    "admin/articles/contest/add/": form(
        station=station, name="A boat", announced_at=TOMORROW, ends_at=NEXT_WEEK
    ),
    "admin/articles/contest/<path:object_id>/change/": form(name="Two boats"),
    "admin/articles/correctionrequest/<path:object_id>/change/": form(answer="It was four."),
    "admin/articles/fccnotice/add/": form(station=station, title="Renewal", text="We apply.", **A_PERIOD),
    "admin/articles/fccnotice/<path:object_id>/change/": form(title="Renewal of licence"),
    "admin/articles/imprint/add/": Post(
        lambda world, page: (
            as_shown(page) | {"station": station(world), "service": "tv", "legal_name": "Bay LLC"}
        ),
        before=lambda world: Imprint.objects.filter(station=world.station).delete(),
    ),
    "admin/articles/imprint/<path:object_id>/change/": form(legal_name="Pelican Licence LLC"),
    "admin/articles/mastheadentry/add/": form(
        station=station, role="Editor", name="Lee", position="0", since="2020-01-01"
    ),
    "admin/articles/mastheadentry/<path:object_id>/change/": form(role="Chief"),
    "admin/articles/membership/add/": Post(
        lambda world, page: as_shown(page) | {"user": "nora", "station": station(world), "role": "reporter"},
        before=make_nora,
    ),
    "admin/articles/membership/<path:object_id>/change/": form(role="editor"),
    "admin/articles/organisation/add/": form(name="Pelican Group"),
    "admin/articles/organisation/<path:object_id>/change/": form(funding="Advertising and gifts."),
    "admin/articles/person/add/": form(name="Theo Marchetti", listed_on=station),
    "admin/articles/person/<path:object_id>/change/": form(job_title="Reporter"),
    "admin/articles/policy/add/": form(
        station=station, kind="mission", language="en", text="More.", in_force_from=TOMORROW
    ),
    "admin/articles/section/add/": form(station=station, name="Weather", slug="weather"),
    "admin/articles/section/<path:object_id>/change/": form(name="Local"),
    "admin/articles/source/add/": form(name="A wire", kind="wire", label="From a wire"),
    "admin/articles/source/<path:object_id>/change/": form(label="From the wire"),
    "admin/articles/station/add/": form(callsign="WPLG", brand="Pelican"),
    "admin/articles/station/<path:object_id>/change/": form(tagline="From the bay"),
    "admin/articles/story/add/": form(headline="A ferry", body="<p>It runs.</p>", section=section),
    "admin/articles/story/<path:object_id>/change/": Post(
        lambda world, page: as_shown(page) | {"deck": "Again."}, "draft"
    ),
    "admin/articles/tag/add/": form(name="Ferries"),
    "admin/articles/tag/<path:object_id>/change/": form(name="Transport"),
    "admin/articles/user/add/": form(
        username="nora", password1="correct horse 9", password2="correct horse 9"
    ),
    "admin/articles/user/<path:object_id>/change/": form(first_name="Rita"),
    "admin/articles/user/<id>/password/": form(password1="correct horse 9", password2="correct horse 9"),
    "admin/you/": form(timezone="America/Denver"),
    # Deleting asks once.
    **{
        f"admin/articles/{table}/<path:object_id>/delete/": act(**WHOLE)
        for table in ("address", "correctionrequest", "fccnotice", "mastheadentry", "membership", "source")
    },
    # Pictures and files.
    "admin/articles/asset/add/": form(file=picture, title="A bay", alt="A bay"),
    "admin/articles/asset/take-in/": act(**SAID_OF_A_PICTURE, file=picture),
    "admin/articles/asset/<int:pk>/replace/": act(confirmed="1", file=picture),
    "admin/articles/asset/<int:pk>/kill/": act(confirmed="1", reason="No rights."),
    "admin/articles/importupload/add/": form(chosen=words, source="disk"),
    "admin/articles/importupload/<int:pk>/bring/": act(),
    "admin/articles/importupload/<int:pk>/leave/": act(),
    "admin/articles/importupload/<int:pk>/again/": act(**ANSWERS),
    "admin/articles/importrun/<int:run>/files/<int:item>/correct/": act(file=words),
    # Stations and fronts.
    "admin/articles/station/<int:pk>/close/": act(confirmed="1"),
    "admin/articles/station/<int:pk>/open/": act(before=close_it),
    "admin/articles/station/<int:pk>/files/": form(ads_lines="example.com, 1, DIRECT"),
    "admin/articles/station/<int:pk>/rules/": form(history_grace="7"),
    "admin/articles/station/<int:pk>/sections/": act(
        before=another_section, save="1", section=sections, seen=sections_seen
    ),
    "admin/fronts/station/<int:station_pk>/": act(**FRONT),
    "admin/fronts/section/<int:section_pk>/": act(**FRONT),
    "admin/breaking/": act(words="Bridge open", story="", lasts="1", stations=station, seen=standing_news),
    "admin/breaking/<int:news_pk>/end/": act(),
    "admin/news/read/": act(before=tell_the_reporter),
    "admin/articles/tag/<int:pk>/merge/": act(before=another_tag, tags="Buses", confirmed="1"),
    # Stories.
    "admin/articles/story/<int:pk>/assign/": act("draft", assigned_to=reporter),
    # The script's: the body is the form as it was typed, and kept whole.
    "admin/articles/story/<int:pk>/autosave/": Post(
        lambda world, page: {"headline": "A ferry"}, "draft", query=as_a_script, aside=frozenset({"Autosave"})
    ),
    "admin/articles/story/new/autosave/": Post(
        lambda world, page: {"headline": "A ferry"}, query=as_a_script, aside=frozenset({"Autosave"})
    ),
    "admin/articles/story/<int:pk>/bin/": act("draft"),
    "admin/articles/story/<int:pk>/unbin/": act("binned"),
    "admin/articles/story/<int:pk>/submit/": act("draft"),
    "admin/articles/story/<int:pk>/ready/": act("draft"),
    "admin/articles/story/<int:pk>/return/": act("review", asked="1", words="More."),
    "admin/articles/story/<int:pk>/publish/": act("draft", **PUBLISH),
    "admin/articles/story/<int:pk>/schedule/": act("draft", at=TOMORROW, **PUBLISH),
    "admin/articles/story/<int:pk>/correct/": act("live", kind="correction", text="It was four.", **PUBLISH),
    "admin/articles/story/<int:pk>/cancel/": act("scheduled"),
    "admin/articles/story/<int:pk>/expire/": act("live", asked="1", until=TOMORROW),
    "admin/articles/story/<int:pk>/revert/": act("live", publish_again, asked="1", edition=earlier),
    "admin/articles/story/<int:pk>/withdraw/": act("live", asked="1", reason="Wrong."),
    "admin/articles/story/<int:pk>/kill/": act("live", asked="1", reason="Wrong."),
    "admin/articles/story/<int:pk>/revive/": act("killed"),
    "admin/articles/story/<int:pk>/duplicate/": act("live"),
    "admin/articles/story/<int:pk>/note/": act("draft", note_text="Who says so?", note_to=reporter),
    "admin/articles/story/<int:pk>/resolve/": act("draft", add_a_note, "editor", note_id=note),
    "admin/articles/story/<int:pk>/restore/": act(
        "draft", hold_a_revision, "editor", revision="2", version="1", base="1", waiting=""
    ),
    "admin/articles/story/<int:pk>/leave/": act("draft", hold_a_revision, "editor", revision="2"),
    "admin/articles/story/<int:pk>/presence/": act("draft", typing="1"),
    "admin/articles/story/<int:pk>/preview/": act("draft"),
    "admin/articles/story/<int:pk>/share/": act("draft", lasts="24"),
    "admin/articles/story/<int:pk>/unshare/": act("draft", role="editor", link_id=shared_link),
    "admin/articles/story/together/": Post(
        lambda world, page: {
            "act": "assign",
            "asked": "1",
            "row": [world.stories["draft"].pk],
            f"mark-{world.stories['draft'].pk}": mark_of(
                world.stories["draft"], home(world.stories["draft"])
            ),
            "person": reporter(world),
        },
        role="editor",
    ),
    # One's own account.
    "admin/login/": act(username="nobody", password="wrong"),
    "admin/logout/": act(),
    "admin/password_change/": act(
        old_password="correct horse", new_password1="correct horse 9", new_password2="correct horse 9"
    ),
}


# Whatever is sent to these, nothing changes. Patterns of whole routes.
NOTHING: dict[str, tuple[str, ...]] = {
    "pages to read": (
        r"/|admin/",
        r"admin/\(\?P<app_label>articles\)/",
        r"admin/(autocomplete|jsi18n|fronts)/",
        r"admin/articles/\w+/",
        r"admin/articles/\w+/(<path:object_id>/history|export)/",
        r"admin/articles/(asset|story)/(pick|find|slug)/",
        r"admin/articles/story/<int:pk>/compare/",
        r"admin/articles/importupload/<int:pk>/progress/",
        r"admin/articles/importrun/<int:run>/files/<int:item>/",
        r"admin/articles/station/<int:pk>/duties/",
        r"admin/password_change/done/",
        r"(healthz|readyz|robots\.txt)",
        r"media/.*",
    ),
    "addresses that lead to another, or nowhere": (
        r"admin/articles/\w+/<path:object_id>/",
        r"admin/\(\?P<url>\.\*\)",
        r"admin/r/<path:content_type_id>/<path:object_id>/",
    ),
    "the record: nobody writes it by a form": (
        r"admin/articles/(accountevent|edition|importrun|revision|storyevent)/(add|<path:object_id>/(change|delete))/",
        r"admin/articles/importupload/<path:object_id>/(change|delete)/",
        r"admin/articles/correctionrequest/add/",
    ),
    "what stays, or is undone in other ways": (
        r"admin/articles/(asset|contest|imprint|organisation|person|station|story|tag|user)/<path:object_id>/delete/",
    ),
    "a section with stories, and a policy in force, stay as they are": (
        r"admin/articles/section/<path:object_id>/delete/",
        r"admin/articles/policy/<path:object_id>/(change|delete)/",
    ),
    "throws away one's own words, by the number of a row that is one's own": (
        r"admin/articles/story/discard/",
    ),
    "second factors: allauth's forms, about whoever is signed in, behind the password once more": (
        r"admin/account/.*",
    ),
}
