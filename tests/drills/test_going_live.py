"""With only the web server running, stories come and go at their times."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from tests.running import ROOT, running_demo

SECONDS_AHEAD = 4

SCHEDULE = """
import datetime as dt
from articles.models import Placement, Story
from articles.services.clock import database_now
from articles.services.drafting import create_story
from articles.services.publishing import cancel_scheduled, publish_story
section = Placement.objects.filter(station__callsign="KMIA").first().section
at = database_now() + dt.timedelta(seconds={ahead})
def make(headline):
    story = create_story(section=section, by=None, headline=headline, body="<p>First version.</p>")
    return Placement.objects.select_related("story").get(story=story, home=True)
def rewrite(placement, body):
    Story.objects.filter(pk=placement.story_id).update(body=f"<p>{{body}}</p>")
coming, cancelled, fixed = make("Coming"), make("Cancelled"), make("Fixed")
publish_story(placement=coming, by=None, at=at)
publish_story(placement=cancelled, by=None, at=at)
cancel_scheduled(placement=cancelled, by=None)
publish_story(placement=fixed, by=None)
rewrite(fixed, "Long version.")
publish_story(placement=fixed, by=None, at=at)
rewrite(fixed, "Corrected version.")
publish_story(placement=fixed, by=None, waiting="cancel")
print(coming.story_id, cancelled.story_id, fixed.story_id, section.slug)
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    before = dict(os.environ)
    with running_demo() as found:
        yield found
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def get(port: int) -> Callable[[str], tuple[int, str]]:
    def fetch(path: str) -> tuple[int, str]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", headers={"Host": f"kmia.localhost:{port}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    return fetch


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition comes true in time; asks often."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.drill
def test_a_scheduled_story_appears_by_itself_and_a_cancelled_one_never(get) -> None:  # type: ignore[no-untyped-def]
    """With only the web server running, a scheduled story appears by itself; a cancelled one never does."""
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SCHEDULE.format(ahead=SECONDS_AHEAD)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    coming, cancelled, fixed, section = told.stdout.split()
    paths = {name: f"/{section}/{name}-{number}/" for name, number in
             {"coming": coming, "cancelled": cancelled, "fixed": fixed}.items()}  # fmt: skip
    assert get(paths["coming"])[0] == 404
    assert "Corrected version." in get(paths["fixed"])[1]
    assert until(lambda: get(paths["coming"])[0] == 200, SECONDS_AHEAD + 5)
    time.sleep(1)  # past the instant at which the others would have come
    assert get(paths["cancelled"])[0] == 404
    assert "Corrected version." in get(paths["fixed"])[1]
