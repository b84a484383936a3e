"""The product's own application over the database of the tests, for a server of its own."""

import os

from django.db import connections

from newsroom.wsgi import application

for alias in ("default", "readers"):
    connections[alias].settings_dict["NAME"] = os.environ["DRILL_DATABASE"]

__all__ = ["application"]
