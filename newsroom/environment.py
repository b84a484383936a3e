"""The environment variables this project knows, and the refusals of a start that would be unsafe."""

import ipaddress
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

VARIABLES: dict[str, Any] = {
    "PORT": (int, 8000),
    "LISTEN_ADDRESS": (str, "127.0.0.1"),
    "DATABASE_URL": (str, ""),
    "READERS_DATABASE_URL": (str, ""),
    "NEWSROOM_DATA": (str, ""),
    "SECRET_KEY": (str, ""),
    "DEBUG": (bool, False),
    "ADMIN_HOSTS": (list, []),
    "TRUSTED_PROXIES": (list, []),
    "EMAIL_URL": (str, ""),
    "EMAIL_FROM": (str, "newsroom@localhost"),
    "THEMES": (str, ""),
}
"""Name, type and default of each; the table in the README says what they mean."""

REQUIRED_IN_PRODUCTION = {
    "SECRET_KEY": "a long random text that stays the same, such as the output of `openssl rand -hex 32`",
    "READERS_DATABASE_URL": "the same database, logged in as the role that may read published views only",
    "ADMIN_HOSTS": "the host names where the admin answers, separated by commas",
}


class EnvironmentRefused(ImproperlyConfigured):
    """The environment is not one to start in; the message is one sentence that says what to do."""


def read() -> environ.Env:
    """The environment with types; a value of the wrong type is refused here rather than at first use."""
    env = environ.Env(**VARIABLES)
    for name in VARIABLES:
        try:
            env(name)
        except ValueError as error:
            raise EnvironmentRefused(f"{name} has a value that cannot be read: {error}.") from error
    return env


def require_production(env: environ.Env) -> None:
    for name, meaning in REQUIRED_IN_PRODUCTION.items():
        if not env(name):
            raise EnvironmentRefused(
                f"DATABASE_URL is set, so this is production: set {name} too ({meaning})."
            )


def database(env: environ.Env, name: str) -> dict[str, Any]:
    """Django's settings for the PostgreSQL URL in variable `name`; anything else is refused."""
    url = env(name)
    if not url.startswith(("postgres://", "postgresql://")):
        raise EnvironmentRefused(f"{name} must begin with postgresql:// (newsroom runs on PostgreSQL only).")
    config: dict[str, Any] = env.db_url_config(url)
    if not config.get("NAME"):
        raise EnvironmentRefused(f"{name} names no database: it must end in one, as in /newsroom.")
    return config


def require_two_logins(writers: dict[str, Any], readers: dict[str, Any]) -> None:
    """Readers' pages that log in as the owner would be kept from drafts by nothing."""
    if writers.get("USER") == readers.get("USER"):
        raise EnvironmentRefused("READERS_DATABASE_URL must log in as another role than DATABASE_URL.")


def listen_address(env: environ.Env) -> str:
    """One of this machine's addresses; a name could mean several of them."""
    address: str = env("LISTEN_ADDRESS")
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise EnvironmentRefused(
            f"LISTEN_ADDRESS must be an IP address of this machine, such as 127.0.0.1: {error}."
        ) from error
    return address


def proxies(env: environ.Env) -> list[str]:
    """Addresses and networks whose forwarded headers are believed; a name would match none of them."""
    for proxy in env("TRUSTED_PROXIES"):
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            raise EnvironmentRefused(
                f"TRUSTED_PROXIES must hold IP addresses or networks separated by commas: {error}."
            ) from error
    found: list[str] = env("TRUSTED_PROXIES")
    return found


def data_folder(env: environ.Env, default: Path) -> Path:
    folder = Path(env("NEWSROOM_DATA") or default).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentRefused(f"The data folder {folder} cannot be made ({error.strerror}).") from error
    return folder


def themes_folder(env: environ.Env) -> list[Path]:
    """The operator's own, if they keep any: one folder, with a folder in it for each theme."""
    if not env("THEMES"):
        return []
    folder = Path(env("THEMES")).expanduser().resolve()
    if not folder.is_dir():
        raise EnvironmentRefused(f"THEMES must be a folder that holds themes, and {folder} is none.")
    return [folder]


def demo_key(path: Path) -> str:
    """The secret key of a demo, made once; commands that start together agree on one."""
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(50))
        return path.read_text()
    except PermissionError as error:
        raise EnvironmentRefused(
            f"{path} belongs to another user: work as that user, or set NEWSROOM_DATA to another folder."
        ) from error


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all: a link to a finished file fails when another process was first."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        os.unlink(name)
