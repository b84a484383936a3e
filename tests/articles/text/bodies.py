"""Random bodies, and what editors do to them, repeatable from a seed."""

import random
from itertools import count

from articles.text.blocks import split
from articles.text.html import clean_body

COMMON = (
    *("the", "a", "of", "and", "ferry", "bridge", "council", "water"),
    *("on", "Monday", "four", "dollars", "said", "that", "it", "was"),
)
ODD = ("&amp;", "&nbsp;", "x&lt;y", "Ünïted", "4,000", "—")
NODES = (
    '<figure data-kind="picture" data-asset="{n}" data-alt="{w}" data-credit="{w}">'
    "<figcaption>{w}</figcaption></figure>",
    '<figure data-kind="embed" data-provider="youtube">'
    '<a href="https://www.youtube.com/watch?v=abcdefg{n:04}">{w}</a></figure>',
    '<blockquote data-kind="pullquote"><p>{w}</p></blockquote>',
    '<aside data-kind="factbox"><h3>{w}</h3><p>{w} {w}</p></aside>',
    '<aside data-kind="related" data-story="{n}"></aside>',
)
ACTS = ("word", "word", "word", "add", "remove", "move", "double", "join", "rewrite")


class Writer:
    """Writes and edits bodies. With a `name` every word is its own, so that each can be found again."""

    def __init__(self, seed: int, name: str = "") -> None:
        self.random, self.name, self.numbers = random.Random(seed), name, count()

    def word(self) -> str:
        if self.name:
            return f"{self.name}{next(self.numbers)}"
        return self.random.choice(COMMON + ODD)

    def words(self, most: int = 14) -> str:
        """Some of them strong, linked, or both."""
        found = [self.word() for _ in range(self.random.randint(1, most))]
        for _ in range(self.random.choice((0, 0, 1, 2))):
            place = self.random.randrange(len(found))
            mark = self.random.choice(("<strong>{}</strong>", "<em>{}</em>", '<a href="/{0}/">{0}</a>'))
            found[place] = mark.format(found[place])
        return self.random.choice((" ", " ", " ", "<br>")).join(found)

    def block(self) -> str:
        roll = self.random.random()
        if roll < 0.6:
            return f"<p>{self.words()}</p>"
        if roll < 0.7:
            return f"<h2>{self.words(5)}</h2>"
        if roll < 0.78:
            items = "".join(f"<li><p>{self.words(6)}</p></li>" for _ in range(self.random.randint(1, 4)))
            return f"<ul>{items}</ul>"
        if roll < 0.83:
            cells = "".join(f"<td><p>{self.words(3)}</p></td>" for _ in range(2))
            return f"<table><tbody><tr>{cells}</tr><tr>{cells}</tr></tbody></table>"
        if roll < 0.88:
            return f"<blockquote><p>{self.words()}</p><p>{self.words()}</p></blockquote>"
        if roll < 0.89:
            return "<hr>"
        if roll < 0.91:
            return self.words(4)  # text in no block, as old copy has it
        node = self.random.choice(NODES)
        return node.format(n=self.random.randint(1, 999), w=self.word())

    def body(self, most: int = 9) -> str:
        return clean_body("".join(self.block() for _ in range(self.random.randint(0, most))))

    def edit(self, body: str, times: int = 3) -> str:
        """Words changed, marked, taken out; blocks added, removed, moved, doubled, joined, rewritten."""
        pieces = [block.html for block in split(body)]
        for _ in range(self.random.randint(1, times)):
            self._edit_once(pieces)
        return clean_body("".join(pieces))

    def _edit_once(self, pieces: list[str]) -> None:
        act = self.random.choice(
            ("word", "word", "word", "add", "remove", "move", "double", "join", "rewrite")
        )
        if not pieces or act == "add":
            pieces.insert(self.random.randint(0, len(pieces)), self.block())
            return
        place = self.random.randrange(len(pieces))
        match act:
            case "word":
                pieces[place] = self._in_words(pieces[place])
            case "remove":
                del pieces[place]
            case "move":
                pieces.insert(self.random.randint(0, len(pieces) - 1), pieces.pop(place))
            case "double":
                pieces.insert(place, pieces[place])
            case "join" if place + 1 < len(pieces):
                pieces[place : place + 2] = [pieces[place].replace("</p>", " ") + pieces[place + 1]]
            case _:
                pieces[place] = self.block()

    def _in_words(self, piece: str) -> str:
        """Change, add, mark or take out a word; where that breaks markup, the cleaner mends it."""
        words = piece.split(" ")
        place = self.random.randrange(len(words))
        match self.random.choice(("change", "change", "add", "remove", "strong")):
            case "change" if "<" not in words[place] and '"' not in words[place]:
                words[place] = self.word()
            case "add":
                words.insert(place + 1, self.word())
            case "remove" if "<" not in words[place]:
                del words[place]
            case "strong" if "<" not in words[place] and '"' not in words[place]:
                words[place] = f"<strong>{words[place]}</strong>"
        return " ".join(words)
