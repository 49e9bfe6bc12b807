"""Every number that decides the order of results, in one place.

Measured: the weight of titles (see there). The thresholds of near names and the sizes
of extracts are judgements, to be tuned on labelled queries.
"""

from policyarchive.search.results import NameMatch

# How many times a match in a title or another name counts beside one anywhere. On 300
# real laws, asked by the whole title, six characters of it, or two parts of it, MRR@10
# is .731 .621 .784 at 0, .798 .714 .850 at 3, .802 .716 .853 at 5, and flat beyond.
TITLE = 5.0
# What the very word adds to a match of an English stem.
EXACT_WORD = 0.3
# A term that the glossary added counts less than the word that was asked.
WIDENED = 0.6

# Names: how a name matches, best first. Powers of two, so that a sum tells them apart.
NAME_SCORES: dict[NameMatch, float] = {
    "title": 32.0,
    "abbreviation": 16.0,
    "alias": 8.0,
    "former": 4.0,
    "pinyin": 2.0,
}
MOST_NAMES = 5
# Part of a name in pinyin: names that begin so, then laws and bodies, then short names.
SHORTEST_SPELT = 4  # letters
MOST_SPELT = 8
SPELT_START = 4.0
SPELT_KIND = 2.0
SPELT_TIE = 0.01  # of the score of the words, which grows as the name is shorter
# A near name must share so much of its letters (see ``keys.likeness``).
NEAR_LATIN = 0.62
NEAR_HAN = 0.6
MOST_NEAR = 3
SHORTEST_NEAR = {"latin": 5, "han": 3}  # letters or characters
LONGEST_NEAR = 80
NEAR_SHARED = 3  # rare parts of a name that a near one must share
NEAR_CANDIDATES = 12  # read from the index, then compared letter by letter
# A number given in part is a name only while few entries have it.
MOST_PARTIAL_NUMBERS = 5

# Names suggested while somebody types.
SHORTEST_TYPED = 2  # letters or characters
LONGEST_TYPED = 80
MOST_TYPED = 60  # names and entries looked at
MOST_SUGGESTED = 8

# Work, estimated before the index is asked (see ``effort``). A request may ask the same
# words again for each facet that is filtered by; where all of it is beyond this, words
# joined by OR are left out from the end. Measured on 157,000 entries: 32 phrases of
# the commonest English words are 25 million, and 142 ms of a processor.
MOST_WORK = 12_000_000.0
# The work of counting facets anew, each without its own filter. A facet beyond it is
# counted among the entries that were found, and the page says so.
MOST_RECOUNTING = 6_000_000.0
PHRASE_WORK = 3.0  # comparing places costs as much more than reading entries

# Passages shown for a hit, and their length in characters (Chinese, other scripts).
MOST_PASSAGES = 3
EXTRACT = (110, 260)
# Of a text that is for extracts only, one passage and less of it.
MOST_SNIPPETS = 1
SNIPPET = (60, 150)
