"""A start that would be unsafe is refused in one sentence; a checkout without DATABASE_URL is a demo."""

import stat
from pathlib import Path

import pytest
from django.conf import settings

from newsroom import environment
from newsroom.environment import EnvironmentRefused
from tests.newsroom.conftest import Manage

PRODUCTION = {
    "DATABASE_URL": "postgresql://owner@localhost/newsroom",
    "READERS_DATABASE_URL": "postgresql://newsroom_readers@localhost/newsroom",
    "SECRET_KEY": "p" * 25 + "ositively-a-secret-of-fifty-letters-or-more",
    "ADMIN_HOSTS": "desk.example.org",
}


@pytest.mark.parametrize("name", ["SECRET_KEY", "READERS_DATABASE_URL", "ADMIN_HOSTS"])
def test_production_does_not_start_without(name: str, manage: Manage) -> None:
    done = manage("serve", **PRODUCTION | {name: ""})
    meaning = environment.REQUIRED_IN_PRODUCTION[name]
    assert done.returncode == 1
    assert done.stderr == f"DATABASE_URL is set, so this is production: set {name} too ({meaning}).\n"
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"DATABASE_URL": "mysql://localhost/news"},
            "DATABASE_URL must begin with postgresql:// (newsroom runs on PostgreSQL only).",
        ),
        (
            {"DATABASE_URL": "postgresql://owner@localhost"},
            "DATABASE_URL names no database: it must end in one, as in /newsroom.",
        ),
        (
            {"READERS_DATABASE_URL": PRODUCTION["DATABASE_URL"]},
            "READERS_DATABASE_URL must log in as another role than DATABASE_URL.",
        ),
        (
            {"TRUSTED_PROXIES": "proxy.example.org"},
            "TRUSTED_PROXIES must hold IP addresses or networks separated by commas: "
            "'proxy.example.org' does not appear to be an IPv4 or IPv6 network.",
        ),
        ({"THEMES": "/no/where"}, "THEMES must be a folder that holds themes, and /no/where is none."),
        (
            {"PORT": "http"},
            "PORT has a value that cannot be read: invalid literal for int() with base 10: 'http'.",
        ),
    ],
)
def test_values_that_cannot_work_are_refused(
    variables: dict[str, str], sentence: str, manage: Manage
) -> None:
    done = manage("check", **PRODUCTION | variables)
    assert (done.returncode, done.stderr) == (1, f"{sentence}\n")


def test_a_complete_production_environment_passes_the_deployment_checks(manage: Manage) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (2 silenced).\n"


def test_a_demo_is_not_fit_to_be_deployed(manage: Manage) -> None:
    done = manage("check", "--deploy")
    assert done.returncode == 1
    assert "(newsroom.E001) This is a demo: its database lets every local login in." in done.stderr


def test_the_key_of_a_demo_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    key = environment.demo_key(path)
    assert len(key) > 50
    assert environment.demo_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_demo_answers_on_loopback_names_only() -> None:
    assert settings.DEMO
    assert settings.ALLOWED_HOSTS[:4] == ["localhost", "127.0.0.1", "[::1]", ".localhost"]


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    monkeypatch.setenv("NEWSROOM_DATA", str(in_the_way / "data"))
    with pytest.raises(EnvironmentRefused, match=r"^The data folder .*/file/data cannot be made \(.+\)\.$"):
        environment.data_folder(environment.read(), tmp_path)


def test_the_readme_explains_every_variable() -> None:
    readme = (settings.BASE_DIR / "README.md").read_text()
    assert [name for name in environment.VARIABLES if f"`{name}`" not in readme] == []
