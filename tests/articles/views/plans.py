"""What no page of a station names: what is to come, what is over, and who has nothing to do with it."""

from django.db.models import Model

from articles import models as nouns
from articles.models import Person, Station, Story
from tests.articles.views.secrets import DAY, HOUR, Newsroom, word


def make_plans(room: Newsroom, station: Station, hidden: Story) -> list[Model]:
    """What is to come, what is over, and what no page of the station names."""
    numbers = iter(range(10_000, 11_000))

    def new() -> str:
        return word(next(numbers))

    now = room.clock.now()
    contest = nouns.Contest.objects.create(
        station=station, name="Ferry names", announced_at=now - DAY, ends_at=now + DAY
    )
    posted = nouns.ContestRules.objects.create(contest=contest, text="One a person.", posted_at=now - DAY)
    today = now.date()
    return [
        posted,
        # Breaking news of before, of a story that is gone, and to come.
        *(
            nouns.BreakingNews.objects.create(
                station=station, words=new(), story_id=of, live_from=now + start, live_until=now + end
            )
            for of, start, end in (
                (None, -5 * HOUR, -4 * HOUR),
                (hidden.pk, -HOUR, 2 * HOUR),
                (None, 3 * HOUR, 4 * HOUR),
            )
        ),
        nouns.Policy.objects.create(station=station, kind="ethics", text=new(), in_force_from=now + DAY),
        nouns.Policy.objects.create(kind="mission", text=new(), in_force_from=now + DAY),
        nouns.Policy.objects.create(kind="terms", language="es", text=new(), in_force_from=now - DAY),
        *(
            nouns.FccNotice.objects.create(
                station=station,
                title=new(),
                text=new(),
                file_number=new(),
                shown_from=now + start,
                shown_until=now + end,
            )
            for start, end in ((-3 * DAY, -DAY), (DAY, 2 * DAY))
        ),
        *(
            nouns.Contest.objects.create(
                station=station, name=new(), announced_at=now + start, ends_at=now + end
            )
            for start, end in ((-60 * DAY, -31 * DAY), (DAY, 2 * DAY))
        ),
        nouns.ContestRules.objects.create(contest=contest, text=new(), posted_at=now + DAY),
        *(
            nouns.MastheadEntry.objects.create(
                station=station, name=new(), role=new(), since=today + start, until=today + end
            )
            for start, end in ((-9 * DAY, -3 * DAY), (3 * DAY, 9 * DAY))
        ),
        nouns.Organisation.objects.create(name=new(), funding=new()),
        Person.objects.create(name=new(), slug=new(), bio=new(), job_title=new()),
        nouns.Source.objects.create(name=new(), kind="wire", label=new()),
        nouns.Tag.objects.create(name=new(), slug=new()),
    ]
