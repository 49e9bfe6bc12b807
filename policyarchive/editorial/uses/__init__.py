"""Where something is used: every working copy and public version that names it.

A use is one wording with its count; a page lists one use at a time. Counts take a few
queries, whatever they count.
"""

from policyarchive.editorial.uses.entries import take_back, uses_of_entry, uses_of_place
from policyarchive.editorial.uses.using import Side, Use
from policyarchive.editorial.uses.vocabularies import uses_of_term, uses_of_topic

__all__ = [
    "Side",
    "Use",
    "take_back",
    "uses_of_entry",
    "uses_of_place",
    "uses_of_term",
    "uses_of_topic",
]
