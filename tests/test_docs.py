"""The documentation names what is there: commands, targets, variables, formats, files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class
from django.core.management.base import BaseCommand

from articles.importers.formats import FORMATS
from newsroom.environment import VARIABLES

ROOT = Path(__file__).parent.parent
COMMANDS = sorted(
    (app, path.stem)
    for app in ("articles", "newsroom")
    for path in (ROOT / app / "management" / "commands").glob("[!_]*.py")
)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
REFERENCE = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def without_code(page: Path) -> str:
    return CODE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What headings can be linked as: lower case, hyphens for spaces, no other marks."""
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in HEADING.findall(without_code(page))
    }


def relative_links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for target in LINK.findall(without_code(page)):
            if "://" not in target and not target.startswith("mailto:"):
                yield page, target


def options(command: BaseCommand) -> set[str]:
    parser = command.create_parser("manage.py", "command")
    return {option for action in parser._actions for option in action.option_strings}


@pytest.mark.parametrize(("app", "name"), COMMANDS)
def test_every_command_is_in_the_reference_and_has_help(app: str, name: str) -> None:
    assert f"### `{name}`\n" in REFERENCE
    assert load_command_class(app, name).help.strip()


def test_the_reference_knows_no_other_commands() -> None:
    documented = re.findall(r"^### `(\w+)`$", REFERENCE, re.MULTILINE)
    assert sorted(documented) == sorted(name for _, name in COMMANDS)


@pytest.mark.parametrize(("app", "name"), COMMANDS)
def test_every_option_of_a_command_is_in_the_reference(app: str, name: str) -> None:
    section = REFERENCE.split(f"### `{name}`\n")[1].split("\n### ")[0].split("\n## ")[0]
    ours = options(load_command_class(app, name)) - options(BaseCommand())
    assert [option for option in sorted(ours) if option not in section] == []


def test_every_make_target_is_in_the_reference() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    documented = re.findall(r"^\| `make ([a-z]+)` \|", REFERENCE, re.MULTILINE)
    assert sorted(documented) == sorted(targets)


def test_the_readme_has_every_environment_variable_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", readme, re.MULTILINE))
    assert rows.keys() == VARIABLES.keys()
    for name, (_, default) in VARIABLES.items():
        if default:
            assert rows[name] == f"`{default}`"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    pages = [page for page in PAGES if page.is_relative_to(ROOT / "docs")]
    assert any(f"`{name}`" in heading for page in pages for heading in HEADING.findall(without_code(page)))


def test_every_relative_link_leads_somewhere() -> None:
    lost = []
    for page, target in relative_links():
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or (anchor and anchor not in anchors(found)):
            lost.append(f"{page.relative_to(ROOT)}: {target}")
    assert lost == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, ahead = set[Path](), [ROOT / "README.md"]
    links = list(relative_links())
    while ahead:
        page = ahead.pop()
        reached.add(page)
        targets = (
            (page.parent / target.partition("#")[0]).resolve() for source, target in links if source == page
        )
        ahead += [target for target in targets if target.suffix == ".md" and target not in reached]
    assert [page for page in PAGES if page not in reached] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_one_short_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert HEADING.findall(text)[1:] == ["Context", "Decision", "Consequences"]
    assert HEADING.findall(text)[0].startswith(f"{int(page.stem[:4])}. ")
    assert len(text.splitlines()) < 40
