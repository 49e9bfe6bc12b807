"""All settings; the only module that reads the environment."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent


def envbool(name: str, default: bool) -> bool:
    """Return True or False from the variable; refuse anything else."""
    text = os.environ.get(name, str(default))
    if text not in ("True", "False"):
        raise ImproperlyConfigured(f"{name} must be True or False, not {text!r}.")
    return text == "True"


def envint(name: str, default: int, least: int, most: int) -> int:
    """Return a whole number between two bounds from the variable; refuse others."""
    text = os.environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {text!r}."
        )
    return int(text)


def envsecret(name: str) -> str:
    """Return the variable, or what the file named by NAME_FILE holds, or ''."""
    if f"{name}_FILE" not in os.environ:
        return os.environ.get(name, "")
    if name in os.environ:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    path = Path(os.environ[f"{name}_FILE"])
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE: cannot read {path}: {error}."
        ) from None
    if not secret:
        raise ImproperlyConfigured(f"{name}_FILE: {path} is empty.")
    return secret


def envlist(name: str) -> list[str]:
    """Return the comma-separated values of the variable, without blanks."""
    return [
        part.strip() for part in os.environ.get(name, "").split(",") if part.strip()
    ]


def envurl(name: str, default: str) -> str:
    """Return an absolute http(s) address without a trailing slash; refuse others."""
    text = os.environ.get(name, default).rstrip("/")
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_address = is_address and not (parts.path or parts.query or parts.fragment)
        is_address = is_address and parts.port != 0
    except ValueError:  # a port that is no number, an unclosed bracket
        is_address = False
    if not is_address:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://archive.example, not {text!r}."
        )
    return text


def envcontact(name: str) -> str:
    """Return an e-mail or http(s) address, or ''; refuse anything else."""
    text = os.environ.get(name, "").strip()
    if text and not re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+|https?://\S+", text):
        raise ImproperlyConfigured(
            f"{name} must be an e-mail address such as desk@archive.example, or the "
            f"address of a page, not {text!r}."
        )
    return text


def database(url: str, var: Path) -> dict[str, Any]:
    """Return Django's connection settings: an outside server, or our own."""
    if not url:
        # Started by the backend on the first connection: see policyarchive/postgres.
        return {"ENGINE": "policyarchive.postgres", "NAME": "policyarchive", "VAR": var}
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {str(error).strip()}.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "policyarchive"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
    }


def secret_key(given: str, var: Path, is_shared: bool) -> str:
    """Return the signing key: given, or on a single machine made once and kept.

    Web nodes that share an outside database must share the key too, so there it
    is required.
    """
    path = var / "secret-key"
    if given:
        return given
    if is_shared:
        raise ImproperlyConfigured("With DATABASE_URL, set SECRET_KEY as well.")
    if not path.exists():
        keep_secret(path, secrets.token_urlsafe(50))
    kept = path.read_text(encoding="utf-8").strip()
    if not kept:
        raise ImproperlyConfigured(f"{path} is empty: delete it to get a new key.")
    return kept


def keep_secret(path: Path, secret: str) -> None:
    """Write a file that only we can read, unless another process was faster."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{secret}\n")
        if not path.exists():
            draft.replace(path)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"Cannot write {path}: {error.strerror}.") from None


# Where everything that changes is kept: database, index, captures, secret key.
ARCHIVE_VAR = Path(os.environ.get("ARCHIVE_VAR", BASE_DIR / "var")).resolve()
# The search index of this machine; deleted and rebuilt at will.
ARCHIVE_INDEX = ARCHIVE_VAR / "index"
# Captured bytes, named by their SHA-256.
ARCHIVE_STORAGE = ARCHIVE_VAR / "storage"
# The open part as one file, written by ``manage.py export --public``, for download.
ARCHIVE_DOWNLOADS = Path(
    os.environ.get("ARCHIVE_DOWNLOADS", ARCHIVE_VAR / "downloads")
).resolve()
# Memory of each process for pages of versions that were drawn already, in MiB.
ARCHIVE_KEPT_PAGES = envint("ARCHIVE_KEPT_PAGES", 32, 0, 4096)
# Name assigning authority number; 99999 is the shared test number of the ARK scheme.
ARCHIVE_NAAN = os.environ.get("ARCHIVE_NAAN", "99999")
# Who wrote an entry may not approve it.
ARCHIVE_FOUR_EYES = envbool("ARCHIVE_FOUR_EYES", True)
# How long what was published by mistake can be erased; the database allows a day.
ARCHIVE_GRACE_HOURS = envint("ARCHIVE_GRACE_HOURS", 24, 0, 24)
# The page the desk's preview shows: a view of the read side, which the write side
# may not import, called with the request, a record and its texts.
ARCHIVE_PREVIEW_VIEW = "policyarchive.public.pages.entry_preview"
# The site as a reader sees it: absolute permalinks in citations and feeds.
ARCHIVE_PORT = envint("PORT", 8000, 1, 65535)
ARCHIVE_BASE_URL = envurl("ARCHIVE_BASE_URL", f"http://127.0.0.1:{ARCHIVE_PORT}")
# Where readers write to: shown on the pages about errors, rights and preservation.
ARCHIVE_CONTACT = envcontact("ARCHIVE_CONTACT")

DEBUG = envbool("DEBUG", False)
DATABASES = {
    "default": database(envsecret("DATABASE_URL"), ARCHIVE_VAR)
    | {"CONN_MAX_AGE": envint("ARCHIVE_CONN_MAX_AGE", 60, 0, 86400)}
    | {"CONN_HEALTH_CHECKS": True}
}
SECRET_KEY = secret_key(
    envsecret("SECRET_KEY"), ARCHIVE_VAR, is_shared=bool(envsecret("DATABASE_URL"))
)

_BASE = urlsplit(ARCHIVE_BASE_URL)
ALLOWED_HOSTS = envlist("ALLOWED_HOSTS") or [
    "127.0.0.1",
    "localhost",
    "[::1]",
    str(_BASE.hostname),
]

INSTALLED_APPS = [
    "policyarchive.public",
    "policyarchive.editorial.apps.EditorialConfig",
    "policyarchive.search",
    "policyarchive.archive",
    "policyarchive.editorial.apps.DeskConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "policyarchive.public.machines.Machines",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "policyarchive.urls"
WSGI_APPLICATION = "policyarchive.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "policyarchive.public.drawing.environment"},
    },
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A document's form carries its whole texts and a dozen fields for each relation: with
# Django's defaults a long law or a hundred relations could not be saved.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ARCHIVE_VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = ARCHIVE_VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What fails is told on standard error, where a service keeps it: by default Django
# tells nobody but administrators by e-mail, of whom there are none here.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR"}},
}

# No inline style or script anywhere, the admin included.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "policyarchive.public.pages.errors.not_our_form"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Only the desk has sessions, so that no other page is ever sent the cookie; a working
# day is the longest somebody stays signed in.
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Who asks is told by the web server in front, which is there when there is TLS.
ARCHIVE_BEHIND_PROXY = _BASE.scheme == "https"
if ARCHIVE_BEHIND_PROXY:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = envint("ARCHIVE_HSTS_SECONDS", 31536000, 0, 63072000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
