"""The pages of the read side, one module a family."""

from policyarchive.public.pages import errors
from policyarchive.public.pages.about import about
from policyarchive.public.pages.cite import cite, cite_json
from policyarchive.public.pages.closed import closed
from policyarchive.public.pages.diff import diff
from policyarchive.public.pages.download import download, download_json
from policyarchive.public.pages.entry import entry, entry_preview, tombstone
from policyarchive.public.pages.finding import actors, documents, events, laws, search
from policyarchive.public.pages.home import home
from policyarchive.public.pages.quote import quote
from policyarchive.public.pages.suggest import suggest
from policyarchive.public.pages.takedown import takedown
from policyarchive.public.pages.timeline import timeline
from policyarchive.public.pages.topics import topic, topics
from policyarchive.public.pages.wanted import not_held

__all__ = [
    "about",
    "actors",
    "cite",
    "cite_json",
    "closed",
    "diff",
    "documents",
    "download",
    "download_json",
    "entry",
    "entry_preview",
    "errors",
    "events",
    "home",
    "laws",
    "not_held",
    "quote",
    "search",
    "suggest",
    "takedown",
    "timeline",
    "tombstone",
    "topic",
    "topics",
]
