"""The editors' door: Django's admin, whose every right and row comes from `permissions`.

A file a noun. `site` says who gets in and what the menu lists, `base` what all tables share.
"""

from django.contrib import admin
from django.contrib.admin import sites

from .site import NewsroomAdminSite

# Before any table is registered. `default_site` of an AdminConfig would ask for this package while Django is
# still making the site, and so register every table with a site that is then thrown away.
admin.site = sites.site = NewsroomAdminSite()

from . import (  # noqa: E402, F401
    account_events,
    addresses,
    announcements,
    assets,
    correction_requests,
    editions,
    events,
    import_uploads,
    imports,
    imprints,
    mastheads,
    memberships,
    people,
    policies,
    revisions,
    sections,
    sources,
    stations,
    stories,
    tags,
    users,
)
