#!/usr/bin/env python
"""Django's command line; a refused environment is one sentence, not a traceback."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom.environment import EnvironmentRefused
from newsroom.localaccount import LocalDatabaseError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except (EnvironmentRefused, LocalDatabaseError) as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
