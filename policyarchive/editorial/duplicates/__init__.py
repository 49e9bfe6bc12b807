"""No duplicates: what the archive holds already, found while somebody types or imports.

``find`` takes what is known of entries to be (``Clues``) and returns the entries they
may be, each with its reasons in words. It decides nothing: a person does.
"""

from policyarchive.editorial.duplicates.among import find_among
from policyarchive.editorial.duplicates.clues import Clues, clues_of
from policyarchive.editorial.duplicates.filling import fill
from policyarchive.editorial.duplicates.finding import find
from policyarchive.editorial.duplicates.matches import Ground, Match, Reason

__all__ = [
    "Clues",
    "Ground",
    "Match",
    "Reason",
    "clues_of",
    "fill",
    "find",
    "find_among",
]
