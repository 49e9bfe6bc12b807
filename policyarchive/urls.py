"""Every address of the site, by audience."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("policyarchive.public.permalink_urls")),
    path("", include("policyarchive.public.urls")),
]

handler400 = "policyarchive.public.pages.errors.bad_request"
handler403 = "policyarchive.public.pages.errors.forbidden"
handler404 = "policyarchive.public.pages.errors.not_found"
handler500 = "policyarchive.public.pages.errors.server_error"
