"""Every public page by address. Permalinks and their twins are routed beside these."""

from django.urls import path

from policyarchive.public import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("search", pages.search, name="search"),
    path("suggest", pages.suggest, name="suggest"),
    path("documents", pages.documents, name="documents"),
    path("laws", pages.laws, name="laws"),
    path("actors", pages.actors, name="actors"),
    path("events", pages.events, name="events"),
    path("topics", pages.topics, name="topics"),
    path("topics/<slug:key>", pages.topic, name="topic"),
    path("not-held", pages.not_held, name="not-held"),
    path("timeline", pages.timeline, name="timeline"),
    path("quote", pages.quote, name="quote"),
    path("cite", pages.cite, name="cite"),
    path("cite.json", pages.cite_json, name="cite-json"),
    path("download.json", pages.download_json, name="download-json"),
    path("download/<str:name>", pages.download, name="download"),
    path("about", pages.about, name="about"),
    path("about/takedown", pages.takedown, name="takedown"),
    path("about/<slug:page>", pages.about, name="about"),
]
