"""A server that is killed, and people who save and publish on it until it is gone."""

import contextlib
import dataclasses
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from articles.models import User
from tests.articles.admin.desks import SEEN, url
from tests.running import ROOT, free_port, wait_for

MARKS = ("checkbox", "radio")


class Server:
    """Granian with two workers over the database of the tests."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "NEWSROOM_DATA": str(settings.NEWSROOM_DATA),
            "DRILL_DATABASE": str(connection.settings_dict["NAME"]),
        }
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"]
        command += ["--blocking-threads", "4", "--port", str(self.port), "--log-level", "critical"]
        self.process = subprocess.Popen(
            [*command, "tests.drills.served:application"], cwd=ROOT, env=environment, start_new_session=True
        )
        wait_for(f"{self.url}/readyz")

    def kill(self) -> None:
        """With every worker; then until the database has noticed: a commit may be under way."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        end = time.monotonic() + 30
        while others_connected():
            assert time.monotonic() < end, "the database still serves a server that is gone"
            time.sleep(0.05)


def others_connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and backend_type = 'client backend' and pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


class StayHere(urllib.request.HTTPRedirectHandler):
    """A redirect is the answer to a save; where it leads is asked for afterwards."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclasses.dataclass
class Answered:
    """Story and word of everything that the server has said it took."""

    saved: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    published: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    # Sent, and the server died over it: may be there or not, but never half.
    unanswered: list[tuple[int, str]] = dataclasses.field(default_factory=list)

    def add(self, other: "Answered") -> None:
        for field in dataclasses.fields(self):
            getattr(self, field.name).extend(getattr(other, field.name))


class Editor(threading.Thread):
    """Saves and publishes until the server is gone; remembers what was answered, whatever its language."""

    def __init__(self, server: Server, user: User, stories: list[int], chance: random.Random) -> None:
        super().__init__()
        self.base, self.stories, self.chance = server.url, stories, chance
        self.answered = Answered()
        client = Client()
        client.force_login(user)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.opener = urllib.request.build_opener(StayHere)

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, page and where it leads."""
        data = urllib.parse.urlencode(sent).encode() if sent is not None else None
        headers = {"Origin": self.base, "Cookie": self.cookie}
        request = urllib.request.Request(self.base + path, data, headers)  # noqa: S310 - our own server
        try:
            with self.opener.open(request, timeout=30) as answer:
                self.take_cookies(answer.headers)
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as other:
            with other:
                return other.code, other.read().decode(), other.headers.get("Location") or ""

    def take_cookies(self, headers: Any) -> None:
        """The token of the forms must come with the cookie of the page that had it."""
        for line in headers.get_all("Set-Cookie") or ():
            if line.startswith(settings.CSRF_COOKIE_NAME):
                session = self.cookie.split("; ")[0]
                self.cookie = f"{session}; {line.split(';')[0]}"

    def run(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                self.work()

    def work(self) -> None:
        story, word = self.chance.choice(self.stories), f"w{self.chance.getrandbits(60):015x}"
        address = url("story_change", story)
        form = Fields(self.ask(address)[1]).sent | {"body": f"<p>{word}</p>", "seen": SEEN}
        publishes = self.chance.random() < 0.4
        self.answered.unanswered.append((story, word))
        status, page, leads = self.ask(url("story_publish", story) if publishes else address, form)
        self.answered.unanswered.pop()
        # A late saver gets both texts: what they sent is kept beside the story.
        if status == HTTPStatus.FOUND or 'class="proposal"' in page:
            self.answered.saved.append((story, word))
        if status == HTTPStatus.FOUND and publishes and not refused(self.ask(leads)[1]):
            self.answered.published.append((story, word))


class Fields(HTMLParser):
    """What a browser would send of the story form if nothing were touched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.inside, self.select, self.area = False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag in ("form", "template"):
            self.inside = given.get("id") == "story_form"
        elif not self.inside:
            return
        elif tag == "textarea":
            self.area, self.sent[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in given or self.select not in self.sent):
            self.sent[self.select] = value
        elif tag == "input" and name and ("checked" in given or given.get("type") not in MARKS):
            self.sent[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.inside = True
        elif tag == "form":
            self.inside = False
        elif tag == "textarea":
            # Browsers leave out a line end right behind the tag.
            self.sent[self.area] = self.sent[self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data


def refused(page: str) -> bool:
    """Whether the story's page, after an act, says that something stood in its way."""
    return re.search(r'<li class="[^"]*error[^"]*">', page.partition("messagelist")[2]) is not None


@contextmanager
def at_work(server: Server, users: list[User], stories: list[int], seed: int) -> Iterator[list[Editor]]:
    """Everybody works while the block runs; whoever leaves it has killed the server."""
    editors = [
        Editor(server, user, stories, random.Random(f"{seed} {number}")) for number, user in enumerate(users)
    ]
    for editor in editors:
        editor.start()
    yield editors
    for editor in editors:
        editor.join()
