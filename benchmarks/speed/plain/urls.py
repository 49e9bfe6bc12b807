"""The one address of the alternative."""

from django.urls import path

from benchmarks.speed.plain.views import search

urlpatterns = [path("search", search)]
