"""What this installation is: read once from the environment, and refused where it would be unsafe.

Without DATABASE_URL a checkout is a demo on loopback with an embedded database; with it, production.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.files.storage import FileSystemStorage

from articles import themes
from newsroom import environment, localpg

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.read()

DEMO = not env("DATABASE_URL")
if not DEMO:
    environment.require_production(env)

DEBUG = env("DEBUG")
PORT = env("PORT")
LISTEN_ADDRESS = environment.listen_address(env)
NEWSROOM_DATA = environment.data_folder(env, BASE_DIR / "var")
SECRET_KEY = env("SECRET_KEY") or environment.demo_key(NEWSROOM_DATA / "secret-key")

# The program's themes, then those that an operator keeps elsewhere.
THEME_PLACES = [BASE_DIR / "themes", *environment.themes_folder(env)]

# --- Who is asked, and who may say so -------------------------------------------------------------

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ADMIN_HOSTS = [host.strip().lower() for host in env("ADMIN_HOSTS")] or LOOPBACK
# In production HostMiddleware refuses every host that is neither in ADMIN_HOSTS nor a Host row.
ALLOWED_HOSTS = [*LOOPBACK, ".localhost"] if DEMO else ["*"]
TRUSTED_PROXIES = environment.proxies(env)

# --- Data -----------------------------------------------------------------------------------------

PGDATA = NEWSROOM_DATA / "pgdata"
READERS_ROLE = "newsroom_readers"

# Against accidents only: the role's grants are what keeps drafts from readers. A role may change its own
# settings, for ever; what a connection brings along goes before them.
READERS_GUARDS = (
    "-c search_path=pg_catalog,public,pg_temp"
    " -c default_transaction_read_only=on"
    " -c statement_timeout=5000"
    " -c idle_in_transaction_session_timeout=10000"
)


def _database(config: dict[str, Any], **options: Any) -> dict[str, Any]:
    return {
        **config,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A hung database must not take all threads of a web server.
        "OPTIONS": {**config.get("OPTIONS", {}), "connect_timeout": 2, **options},
    }


if DEMO:
    _default = localpg.django_settings(PGDATA)
    _readers = localpg.django_settings(PGDATA, READERS_ROLE)
else:
    _default = environment.database(env, "DATABASE_URL")
    _readers = environment.database(env, "READERS_DATABASE_URL")
    environment.require_two_logins(_default, _readers)

DATABASES = {
    "default": _database(_default),
    "readers": {**_database(_readers, options=READERS_GUARDS), "TEST": {"MIRROR": "default"}},
}
DATABASE_ROUTERS = ["articles.routers.ReadersRouter"]
# A body of 2 MB, percent-encoded: above this Django answers 400 before our own sentence can.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
# Of one form: a folder chosen whole. The form itself asks for fewer, in a sentence.
DATA_UPLOAD_MAX_NUMBER_FILES = 5000
FILE_UPLOAD_HANDLERS = ["newsroom.spooling.SpoolingUploadHandler"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = NEWSROOM_DATA / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = NEWSROOM_DATA / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", *themes.static_folders(THEME_PLACES)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # The list of all files stays beside what is served.
        "OPTIONS": {"manifest_storage": FileSystemStorage(location=NEWSROOM_DATA)},
    },
}

# --- The application ------------------------------------------------------------------------------

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "newsroom.apps.NewsroomConfig",
    "procrastinate.contrib.django",
    "taggit",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "articles.middleware.LeastHeadersMiddleware",
    "articles.middleware.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "articles.middleware.StaticFiles",
    "articles.middleware.TextCompression",
    "articles.middleware.Unchanged",
    "articles.freshness.LastModified",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.middleware.DeskLanguage",
    "articles.middleware.BodyLimitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.middleware.SecondFactorFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# HostMiddleware puts the stations' addresses in its place on their hosts.
ROOT_URLCONF = "articles.urls.admin"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = themes.engines(
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context_processors.site",
            ]
        },
    },
    THEME_PLACES,
)

AUTH_USER_MODEL = "articles.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# --- Signing in -----------------------------------------------------------------------------------

# Of everybody who can publish. A visitor of the demo has no account of theirs to protect.
SECOND_FACTOR_REQUIRED = not DEMO
ACCOUNT_ADAPTER = "articles.admin.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
# Passwords have a limit of their own (services/signing_in.py); these are codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/m/key"}
MFA_ADAPTER = "articles.admin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A whole newsroom stands behind one address.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# The clock of a telephone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "articles.forms.sign_in.CodeForm",
    "reauthenticate": "articles.forms.sign_in.CodeAgainForm",
    "activate_totp": "articles.forms.sign_in.SetUpForm",
}
# A demo is served on http; browsers keep to https elsewhere.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
# Shared by all processes: tries, and codes that were used. Nothing is dropped before its time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

TAGGIT_CASE_INSENSITIVE = True

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- Safety ---------------------------------------------------------------------------------------

# The readers' pages: no script, no inline style, nothing from elsewhere, and no nonce to store.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        # No page of ours asks for anything by script; tools that check a page ask for robots.txt this way.
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# What admin answers carry instead, whole: `csp.decorators.csp(settings.ADMIN_CSP)`.
ADMIN_CSP = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "articles.views.kept.csrf_failed"
CSRF_COOKIE_SAMESITE = "Lax"

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
# A browser takes a cookie of this name from the very host only, over https only.
_prefix = "" if DEMO else "__Host-"
SESSION_COOKIE_NAME = f"{_prefix}newsroom-session"
CSRF_COOKIE_NAME = f"{_prefix}newsroom-csrf"
# A load balancer asks these over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# 30 days: a station that loses its certificate is back within a month, even for its regular readers.
SECURE_HSTS_SECONDS = 0 if DEMO else 30 * 24 * 3600
SILENCED_SYSTEM_CHECKS = [
    # Sister hosts of a station (www2, old archives) are not ours to force to https, or to preload.
    "security.W005",
    "security.W021",
]

# --- Mail and logs --------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url_config(env("EMAIL_URL") or ("consolemail://" if DEMO else "smtp://localhost:25"))
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("EMAIL_FROM")
# A notice is sent while its author waits for the answer.
EMAIL_TIMEOUT = 5

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
        "json": {"()": "newsroom.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain" if DEMO else "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # A line for every look at the queue helps nobody.
        "procrastinate": {"level": "WARNING"},
        # What was not found or not allowed has its line already.
        **({} if DEMO else {"django.request": {"level": "ERROR"}}),
    },
}
if not DEMO:
    MIDDLEWARE.insert(0, "newsroom.logs.RequestLog")
