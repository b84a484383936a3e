"""`make help` lists every target that a person may ask for."""

import re
import subprocess

from django.conf import settings


def test_help_lists_every_target() -> None:
    makefile = (settings.BASE_DIR / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = {line.split()[1]: line.split(maxsplit=2)[2] for line in shown.stdout.splitlines()}
    assert set(listed) == set(phony[1].split())
    assert set(listed) >= {"run", "test", "drills", "bench", "screens", "help"}
