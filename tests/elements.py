"""Stories that have all that readers can meet in one, on any station: for whatever looks at every element."""

import datetime as dt

from articles import links
from articles.models import Asset, Placement, Section, Source, Station, Story, User
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit, create_story
from articles.services.publishing import publish_story
from tests.places import fill

# Each element of a text that is not one of our own pieces.
TEXT = (
    '<p>A <strong>first</strong> <em>boat</em> of H<sub>2</sub>O<sup>1</sup> leaves <a href="/">now</a>.</p>'
    "<h2>The route</h2><h3>By hour</h3><ul><li>Six</li><li>Seven</li></ul><ol><li>One</li></ol>"
    "<blockquote><p>“It is time.”</p></blockquote><hr>"
    "<table><caption>Fares</caption><thead><tr><th>Ride</th></tr></thead>"
    "<tbody><tr><td>Four dollars</td></tr></tbody></table>"
)


def show_every_element(station: Station) -> list[str]:
    """Makes a story with everything, and one for each label.

    Gives the paths of the first, of its history, and of one whose date and writer are doubtful.
    """
    section = Section.objects.filter(station=station).order_by("position").first()
    assert section, "the station has a section"
    whole = story_with_everything(section)
    labelled = [story_of_label(section, number, label) for number, label in enumerate(Story.Label.values)]
    path = path_of(whole)
    return [path, links.history_path(path), links.history_path(path, 2), path_of(labelled[2])]


def story_with_everything(section: Section) -> Story:
    """In Spanish, from a state-owned agency, corrected in every way, with all that stands in a text."""
    story = create_story(
        section=section,
        by=None,
        headline="El transbordador vuelve a la bahía",
        deck="Dos barcos llevarán a 149 pasajeros.",
        body=TEXT,
        language=Station.Language.SPANISH,
        dateline="MIAMI",
        label=Story.Label.ANALYSIS,
        ai_use=Story.AiUse.ASSISTED,
        source=Source.objects.get_or_create(name="TASS", label="From TASS", owner_type="state_owned")[0],
        lead_picture=Asset.objects.get(title="Night market stalls"),
        tags=["Transit", "Ferries"],
        credits=[Credit("Ana Ruiz", "City Hall reporter", None), Credit("Theo Marchetti", "", None)],
    )
    placement = Placement.objects.get(story=story, home=True)
    publish_story(placement=placement, by=None)
    fill(story)
    admin = User.objects.get(username="admin")
    for kind in ("correction", "clarification", "update", "retraction"):
        Story.objects.filter(pk=story.pk).update(deck=f"Dos barcos, tras una nota: {kind}.")
        note = NewCorrection(kind, "An earlier version gave the wrong day for the first crossing.")
        publish_story(placement=placement, by=admin, correction=note)
    return story


def story_of_label(section: Section, number: int, label: str) -> Story:
    """Each third with a date that is known to the day, and each third with one that is an estimate."""
    at = dt.datetime(2025, 3, 1 + number, 17, tzinfo=dt.UTC)
    dated = {"published_at": at}
    dates = (dated, dated | {"published_at_day_only": True}, dated | {"published_at_estimated": True})
    story = create_story(
        section=section,
        by=None,
        headline=f"A ferry under the label {label}",
        body=TEXT,
        label=label,
        ai_use=Story.AiUse.values[number % 3],
        **dates[number % 3],
    )
    publish_story(placement=Placement.objects.get(story=story, home=True), by=None)
    return story


def path_of(story: Story) -> str:
    placement = Placement.objects.select_related("section").get(story=story, home=True)
    return links.story_path(placement.section.slug, placement.slug, story.pk)
