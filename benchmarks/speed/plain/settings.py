"""Settings of the alternative: the archive's own server, another database."""

from policyarchive.settings import (
    ALLOWED_HOSTS as ALLOWED_HOSTS,
    DATABASES as ARCHIVE_DATABASES,
    SECRET_KEY as SECRET_KEY,
)

# What a careful administrator gives a session that sorts and joins, on a fast disk.
_TUNED = "-c work_mem=64MB -c random_page_cost=1.1"
DATABASES = {
    "default": ARCHIVE_DATABASES["default"]
    | {"NAME": "plain", "OPTIONS": {"options": _TUNED}}
}
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
STATIC_URL = "/static/"  # it has no files, but the server looks up their names
USE_TZ = True
