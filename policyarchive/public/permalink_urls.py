"""Addresses that machines and citations use: permalinks, other names, twins, feeds."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path, re_path

from policyarchive.public import akn, crawlers, feeds, resolve, sources
from policyarchive.public.api import api
from policyarchive.public.exports import EXPORTS
from policyarchive.public.oai import oai
from policyarchive.public.unapi import unapi

_SITEMAPS = {"sitemaps": {"entries": crawlers.Entries}}

urlpatterns = [
    re_path(r"^[Aa][Rr][Kk]:(?P<rest>[\s\S]*)$", resolve.ark, name="ark"),
    path("sha256/<slug:sha256>", resolve.by_hash, name="by-hash"),
    path("by/<slug:scheme>/<path:value>", resolve.by_name, name="by-name"),
    path("timegate/<path:url>", sources.timegate, name="source-timegate"),
    path("timemap/link/<path:url>", sources.timemap, name="source-timemap"),
    path("timemap/json/<path:url>", sources.timemap_json, name="source-timemap-json"),
    path("akn/<path:iri>", akn.akn, name="akn"),
    path("search.json", feeds.search_json, name="search-json"),
    path("search.atom", feeds.search_atom, name="search-atom"),
    *(
        path(f"search.{suffix}", view, name=f"search-{suffix}")
        for suffix, view in EXPORTS.items()
    ),
    path("api/", api.urls),
    path("unapi", unapi, name="unapi"),
    path("oai", oai, name="oai"),
    path("robots.txt", crawlers.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {**_SITEMAPS, "sitemap_url_name": "sitemap-part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, _SITEMAPS, name="sitemap-part"),
]
