"""The printed lines of a PDF page: characters with their boxes, from PDFium."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policyarchive.editorial.ingest.draft import storable

_SOFT_HYPHEN = "\u00ad"
# PDFium marks a hyphen at the end of a printed line with one of these.
_HYPHENS = frozenset(("\x02", "\ufffe"))


@dataclass(slots=True)
class Run:
    """Characters drawn one after the other on one line."""

    words: list[str] = field(default_factory=list)
    left: float = 1e9
    right: float = -1e9
    top: float = -1e9
    bottom: float = 1e9

    @property
    def text(self) -> str:
        """The characters of the run; a hyphen stays only where the line ends."""
        text = storable("".join(self.words))
        return text[:-1].replace(_SOFT_HYPHEN, "") + text[-1:]

    @property
    def size(self) -> float:
        """The height of a line of this run, in points."""
        return max(self.top - self.bottom, 1.0)

    def add(self, sign: str, box: tuple[float, float, float, float]) -> None:
        """Append a character and widen the run's box to hold its own."""
        self.words.append(sign)
        left, right, bottom, top = box
        self.left, self.right = min(self.left, left), max(self.right, right)
        self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)


def runs(page: pdfium.PdfPage) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they were drawn."""
    textpage = page.get_textpage()
    try:
        yield from _runs(textpage)
    finally:
        textpage.close()


def _runs(textpage: pdfium.PdfTextPage) -> Iterator[Run]:
    run = Run()
    boxes = (ctypes.c_double * 4)()
    at = [
        ctypes.byref(boxes, place * ctypes.sizeof(ctypes.c_double))
        for place in range(4)
    ]
    pointers = [ctypes.cast(one, ctypes.POINTER(ctypes.c_double)) for one in at]
    for index in range(textpage.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(textpage, index))
        if sign in "\r\n":
            if run.words:
                yield run
            run = Run()
            continue
        if sign in _HYPHENS:
            run.words.append(_SOFT_HYPHEN)
            continue
        raw.FPDFText_GetCharBox(textpage, index, *pointers)
        box = (boxes[0], boxes[1], boxes[2], boxes[3])
        if sign.isspace() or box[1] <= box[0]:
            run.words.append(sign)
        elif run.right > 0 and _is_elsewhere(run, box):
            yield run
            run = Run()
            run.add(sign, box)
        else:
            run.add(sign, box)
    if run.words:
        yield run


def _is_elsewhere(run: Run, box: tuple[float, float, float, float]) -> bool:
    """Whether a character stands on another line than the run it follows."""
    overlap = min(run.top, box[3]) - max(run.bottom, box[2])
    return overlap < -0.3 * run.size
