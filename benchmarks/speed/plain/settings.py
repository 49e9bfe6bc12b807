"""Settings of the alternative: the archive's own server, another database."""

from policyarchive.settings import (
    ALLOWED_HOSTS as ALLOWED_HOSTS,
    DATABASES as ARCHIVE_DATABASES,
    SECRET_KEY as SECRET_KEY,
)

DATABASES = {"default": ARCHIVE_DATABASES["default"] | {"NAME": "plain"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.postgres", "benchmarks.speed.plain"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "benchmarks.speed.plain.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
    }
]
USE_TZ = True
