"""Walks a station as a machine does: from address to address, wherever an answer leads."""

import dataclasses
import re
from collections import deque
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.test import Client

# Whatever looks like an address below this host: in markup, feeds, sitemaps, JSON, headers and text files.
LINK = re.compile(r"""(?:{origin}|(?<=["' ,(>\n]))(/(?!/)[^\s"'<>,()\\#]*)""")


@dataclasses.dataclass(frozen=True)
class Answer:
    path: str
    status: int
    route: str
    said: str


def said_by(answer: Any) -> str:
    """Head and body as one text, without what is counted or hashed from the body."""
    counted = ("Content-Length", "ETag")
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items() if name not in counted)
    return f"{head}\n\n{answer.content.decode(errors='replace')}"


def ask(client: Client, path: str) -> Answer:
    answer = client.get(path)
    return Answer(path, answer.status_code, answer.resolver_match.view_name, said_by(answer))


def crawl(host: str, origin: str, seeds: Iterable[str]) -> list[Answer]:
    """Every answer, each address once; a feed in one format leads to those in the others."""
    client = Client(headers={"host": host})
    link = re.compile(LINK.pattern.format(origin=re.escape(origin)))
    waiting = deque(seeds)
    known, found = set(waiting), []
    while waiting:
        answer = ask(client, waiting.popleft())
        found.append(answer)
        if "Content-Type: image/" in answer.said:
            continue
        for path in link.findall(unescape(answer.said)):
            for spelled in {path, *(path.replace("rss.xml", name) for name in ("atom.xml", "feed.json"))}:
                if spelled not in known:
                    known.add(spelled)
                    waiting.append(spelled)
    return found
