"""Every word that is marked for translation has its Spanish, and every word of the scripts is marked."""

import ast
import inspect
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from typing import Any

from articles import errors
from tests.running import ROOT

# Functions that mark words, with the place of the words among what they are given.
MARKS = {"_": 0, "say": 0, "gettext": 0, "gettext_lazy": 0, "ngettext": 0, "pgettext": 1, "pgettext_lazy": 1}
TRANSLATE = re.compile(r"""\{% translate (["'])(?P<words>.*?)\1(?: context "(?P<context>[^"]*)")?""")
BLOCK = re.compile(
    r"\{% blocktranslate(?P<how>.*?)%\}(?P<words>.*?)(\{% plural %\}.*?)?\{% endblocktranslate %\}", re.DOTALL
)
REFUSED = re.compile(r"perform refuse\(\s*'\w+',\s*'(?P<words>[^']+)'\s*\)")
IN_SCRIPTS = re.compile(r'\b(?P<mark>gettext|month)\("(?P<words>[^"]+)"\)')
# What a script would show: text in quotation marks that begins as a sentence or a name does.
QUOTED = re.compile(r"""(["`])(?P<words>[A-Z][a-z]+(?:[ :.,][^"`]*)?)\1""")
KEYS = {"Enter", "Escape", "Home", "End", "Arrow", "Shift", "Tab"}
Word = tuple[str, str]


def words_of_python() -> Iterator[Word]:
    for path in (ROOT / "articles").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if not isinstance(node, ast.Call) or name not in MARKS:
                continue
            given: list[Any] = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if len(given) > MARKS[name]:
                yield (given[0] if MARKS[name] else "", given[MARKS[name]])


def words_of_errors() -> Iterator[Word]:
    for _, found in inspect.getmembers(errors, inspect.isclass):
        yield "", " ".join((found.__doc__ or "").split())


def words_of_templates() -> Iterator[Word]:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        for found in TRANSLATE.finditer(text):
            yield found["context"] or "", found["words"]
        for found in BLOCK.finditer(text):
            words = found["words"]
            if "trimmed" in found["how"]:
                words = " ".join(line.strip() for line in words.strip().splitlines())
            yield "", re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", words.replace("%", "%%"))


def words_of_database() -> Iterator[Word]:
    """What the rules that are written in SQL say when they refuse."""
    for path in (ROOT / "articles" / "migrations" / "sql").glob("*.sql"):
        for found in REFUSED.finditer(path.read_text()):
            yield "", found["words"]


def scripts() -> Iterator[str]:
    """Without what is no part of the programs: comments, and what is said to programmers."""
    for path in (ROOT / "static" / "admin_newsroom").rglob("*.js"):
        yield re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*|console\.warn\([^\n]*", "", path.read_text(), flags=re.DOTALL)


def words_of_scripts() -> Iterator[Word]:
    for script in scripts():
        for found in IN_SCRIPTS.finditer(script):
            yield "abbrev. month" if found["mark"] == "month" else "", found["words"]


def without_spanish(domain: str, words: Iterator[Word]) -> set[Word]:
    path = ROOT / "locale" / "es" / "LC_MESSAGES" / f"{domain}.mo"
    with path.open("rb") as file:
        catalogue: dict[Any, str] = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    keys = {(context, text): f"{context}\x04{text}" if context else text for context, text in words}
    assert len(keys) > 90, "the marks are not found any more"
    return {word for word, key in keys.items() if not (catalogue.get(key) or catalogue.get((key, 0)))}


def test_every_marked_word_has_its_spanish() -> None:
    words = [*words_of_python(), *words_of_errors(), *words_of_templates(), *words_of_database()]
    assert without_spanish("django", iter(words)) == set()


def test_every_word_of_the_scripts_has_its_spanish() -> None:
    assert without_spanish("djangojs", words_of_scripts()) == set()


def test_no_script_has_a_word_that_is_not_marked() -> None:
    shown = {found["words"] for script in scripts() for found in QUOTED.finditer(IN_SCRIPTS.sub("", script))}
    assert shown - KEYS == set()
