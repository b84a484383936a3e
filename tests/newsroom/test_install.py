"""Every package comes checked; what pip says is turned into one sentence."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from newsroom.install import explain

LIST = Path("requirements.txt")


def test_a_missing_wheel_names_the_package_and_the_way_out() -> None:
    output = "ERROR: Could not find a version\nERROR: No matching distribution found for granian==2.8.7\n"
    assert re.fullmatch(
        r"granian==2\.8\.7 has no wheel for this machine \(\S+, Python \S+\): "
        r"use Python 3\.11 to 3\.14 on Linux with glibc \(x86-64 or ARM\) or on macOS\.",
        explain(output, LIST),
    )


def test_a_missing_network_is_not_taken_for_a_missing_wheel() -> None:
    output = (
        "WARNING: Retrying: NewConnectionError\nERROR: No matching distribution found for django==5.2.19\n"
    )
    assert explain(output, LIST) == (
        "The package index cannot be reached: connect to the network and run make again."
    )


def test_anything_else_is_left_to_pips_own_words() -> None:
    assert explain("ERROR: no space", LIST) == (
        "pip could not install requirements.txt; its own words are above."
    )


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_asked_for_package_has_a_reason_and_a_hash(name: str) -> None:
    asked = [
        line
        for line in (settings.BASE_DIR / f"{name}.in").read_text().splitlines()
        if not line.startswith(("#", "-r"))
    ]
    assert [line for line in asked if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+  # .{10,}", line)] == []
    locked = (settings.BASE_DIR / f"{name}.txt").read_text()
    for line in asked:
        package, version = re.sub(r"\[.*\]", "", line.split("  #")[0]).lower().split("==")
        assert re.search(rf"^{re.escape(package)}=={re.escape(version)} \\\n    --hash=sha256:", locked, re.M)
