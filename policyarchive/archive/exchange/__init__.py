"""Leaving and coming back: packages that hold all that was published.

A package is a folder that anybody can verify and read without this program
(``docs/exchange-format.md``). Writing one and reading one back give the same addresses,
versions, hashes and log, byte for byte.
"""

from policyarchive.archive.exchange.bag import BadBag, Occupied, Progress
from policyarchive.archive.exchange.layout import Part
from policyarchive.archive.exchange.package import BadPackage, Package, open_package
from policyarchive.archive.exchange.packing import pack, refuse_occupied
from policyarchive.archive.exchange.restoring import NoPlace, refuse_no_place, restore
from policyarchive.archive.exchange.writing import (
    CannotExport,
    Exported,
    export,
    snapshot,
    stamp,
)

__all__ = [
    "BadBag",
    "BadPackage",
    "CannotExport",
    "Exported",
    "NoPlace",
    "Occupied",
    "Package",
    "Part",
    "Progress",
    "export",
    "open_package",
    "pack",
    "refuse_no_place",
    "refuse_occupied",
    "restore",
    "snapshot",
    "stamp",
]
