"""The README of a package, for somebody who has nothing but the package. Pure."""

from collections.abc import Mapping

from policyarchive.archive.exchange.layout import Part

_WHAT = {
    Part.WHOLE: """\
This folder holds everything that a Policy Archive has ever published: every
version of every entry, the texts, the sources as they were found, and the log
of what was published, withdrawn or merged, when and by whom.

It also holds texts and sources that may be kept but not shown (see "access"
below). Do not put this folder on a public server. The part that anyone may have
is written by: manage.py export --open""",
    Part.OPEN: """\
This folder holds the open part of a Policy Archive: the entries that were
published at the date below, in all their versions, with those texts and sources
that may be shown to anyone. Records name further texts and sources by their
SHA-256; where a file is missing here, it may not be passed on. Who has the
rights in a text, and on what ground it is open, is said by the archive's page on
licences, not by this folder.""",
}

_TEXT = """\
POLICY ARCHIVE: {title}

{what}

State of the archive: {date}
{counts}

IS IT COMPLETE AND UNCHANGED?

The folder is a "bag" (BagIt 1.0, RFC 8493). In this folder, run

    sha256sum -c manifest-sha256.txt
    sha256sum -c tagmanifest-sha256.txt

Every line must end in OK. The SHA-256 of tagmanifest-sha256.txt itself stands
for the whole folder: compare it with the one that was given to you.

HOW TO READ IT

No program is needed but one that shows text. All text is UTF-8. A file that ends
in .json holds one JSON object; one that ends in .jsonl holds one JSON object a
line. JSON is in the canonical form of RFC 8785. Times are UTC, ISO 8601. Dates
inside records are EDTF (2021, 2021-06, 2021-06-10). Languages are BCP 47 tags.

data/records/NAAN/NAME/vN.json
    What version N of the entry ark:NAAN/NAME says: titles, dates, links to
    other entries, sources, and which texts and captures belong to it. On the web
    the same bytes stand at /ark:NAAN/NAME/vN.json. The SHA-256 of this file is
    the hash of the version.
data/texts/../SHA256.json
    The words of one text: its language and its passages, each with its anchor
    (the end of a passage's address), label, heading and body. The name is the
    SHA-256 of the file.
data/captures/../SHA256
    A source as it was found, byte for byte. The name is the SHA-256 of the file;
    what sort of file it is, is said in captures.jsonl.
data/permalinks.jsonl
    Every address. "state" is published, withdrawn (with reason, note, date, and
    what replaces it), merged (into the entry it now leads to), or reserved (never
    public). "current" is the number of its newest version.
data/versions.jsonl
    Every version: its SHA-256, when it was published, by whom, and what changed.
data/texts.jsonl, data/captures.jsonl
    What is known of texts and captures beside their bytes. "access" is open (may
    be shown), snippet (may be searched; only extracts may be shown) or dark (kept,
    neither searched nor shown); the stricter of it and of what the record says
    applies. "origin" is captured (fetched from its address) or uploaded (a file
    that somebody brought). "is_lost" says that the bytes were lost.
data/other-names.jsonl
    Other keys that lead to an address: document numbers, source addresses, keys.
data/topics.jsonl, data/terms.jsonl
    The tree of subjects, and the glossary.
data/log.jsonl
    What happened, in order. Numbers that are missing were never given.

HOW TO KEEP THE ADDRESSES ALIVE

A citation holds an address that ends in ark:NAAN/NAME/vN or in
ark:NAAN/NAME/vN/ANCHOR. Whoever holds this folder can answer it: permalinks.jsonl
says where it leads, the record says what stood there. {afterwards}
"""

_AFTERWARDS = {
    Part.WHOLE: """To run the
archive again, import the folder into an empty one, with the same ARCHIVE_NAAN:

    manage.py import FOLDER""",
    Part.OPEN: """The open part
alone cannot be imported: it lacks what may not be passed on.""",
}


def text(part: Part, counts: Mapping[str, int], date: str) -> str:
    """Return the README of a package of so many things, of a date."""
    numbers = "".join(f"  {count:>9,}  {name}\n" for name, count in counts.items())
    return _TEXT.format(
        title="everything published" if part is Part.WHOLE else "the open part",
        what=_WHAT[part],
        date=date or "nothing was published yet",
        counts=f"It holds\n{numbers}".rstrip(),
        afterwards=_AFTERWARDS[part],
    )
