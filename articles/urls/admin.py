"""Addresses of the admin's hosts."""

from django.contrib import admin
from django.urls import include, path, re_path

from articles.admin import refused
from articles.links import RENDITION
from articles.views import media, plain

urlpatterns = [
    path("", plain.admin_home, name="home"),
    path("healthz", plain.healthz, name="healthz"),
    path("readyz", plain.readyz, name="readyz"),
    path("robots.txt", plain.admin_robots, name="robots"),
    re_path(
        rf"^media/(?P<token>[0-9a-f]{{32}})/{RENDITION}$",
        media.desk_rendition,
        name="desk_rendition",
    ),
    # allauth asks for this name; the address is the admin's own.
    path("admin/login/", admin.site.login, name="account_login"),
    path("admin/account/", include("articles.urls.account")),
    path("admin/", admin.site.urls),
]

handler404 = refused.not_found
handler500 = plain.broken
