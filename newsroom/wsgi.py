"""The callable that the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom import localpg, webdatabase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

# When the database is away a web server goes on with what it has; `localdb stop` must hold.
localpg.leave_stopped()

application = get_wsgi_application()
webdatabase.limit_statements()
