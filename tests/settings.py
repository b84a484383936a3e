"""The demo's settings with cheap passwords, unhashed static files and a media folder of its own."""

import atexit
import os
import shutil
import tempfile

from newsroom.environment import VARIABLES

# The tests run as a demo, whatever the shell they are typed in is set up for; with themes to be tried, if it
# names some.
for _name in VARIABLES.keys() - {"NEWSROOM_DATA", "THEMES"}:
    os.environ.pop(_name, None)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import STORAGES as _STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Asks the finders, so nothing needs collecting.
WHITENOISE_AUTOREFRESH = True

MEDIA_ROOT = tempfile.mkdtemp(prefix="newsroom-media-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
