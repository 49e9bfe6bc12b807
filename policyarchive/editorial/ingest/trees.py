"""Walking HTML that comes from strangers: no network, no entities, bounded depth."""

import re
from collections.abc import Iterator

from lxml import etree, html

from policyarchive.editorial.ingest.draft import Refusal

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol "
    "option p pre section select table tbody td tfoot th thead tr ul"
)
_SILENT_TAGS = (
    "script style noscript template head svg math iframe object embed canvas audio "
    "video map input textarea"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
SILENT = frozenset(_SILENT_TAGS.split())
_SPACE = re.compile(r"[ \t\r\n\f]+")
MOST_NODES = 400_000


def parse(text: str) -> html.HtmlElement:
    """Return the tree of a page; Refusal when there is none or it is a bomb."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    # Declared encodings are past: the text is decoded already.
    data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refusal("It is named or begun as HTML but holds no page.") from None
    # A page pasted together from several has more than one root element.
    for sibling in list(tree.itersiblings()):
        tree.append(sibling)
    if (
        sum(1 for _ in zip(tree.iter(), range(MOST_NODES + 1), strict=False))
        > MOST_NODES
    ):
        raise Refusal("The page has too many elements to be one document.")
    return tree


def blocks(
    root: html.HtmlElement,
) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield each visible line of text with the block element that holds it.

    The words of one line are in the innermost block or up to a <br>; space inside is
    collapsed as a browser does, except that wide spaces stay.
    """
    pending: list[str] = []
    holder = root
    for event, node, text in _walk(root):
        if event == "text":
            pending.append(text)
            continue
        line = _SPACE.sub(" ", "".join(pending)).strip(" ")
        if line:
            yield line, holder
        pending = []
        holder = node
    line = _SPACE.sub(" ", "".join(pending)).strip(" ")
    if line:
        yield line, holder


def _walk(
    root: html.HtmlElement,
) -> Iterator[tuple[str, html.HtmlElement, str]]:
    """Yield texts and the borders between blocks, without recursion."""
    skipped: html.HtmlElement | None = None
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if skipped is not None:
            if node is skipped and event == "end":
                skipped = None
                yield "text", node, node.tail or ""
        elif event != "start":
            yield from _at_end(node, root)
        elif node.tag in SILENT:
            skipped = node
        else:
            yield from _at_start(node)


def _at_start(node: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement, str]]:
    if node.tag == "br":
        yield "border", block(node.getparent()), ""
    elif node.tag in BLOCKS:
        yield "border", node, ""
    if node.tag == "pre":
        yield from _lines_of_pre(node)
    else:
        yield "text", node, node.text or ""


def _at_end(
    node: html.HtmlElement, root: html.HtmlElement
) -> Iterator[tuple[str, html.HtmlElement, str]]:
    if node is root:
        return
    if node.tag in BLOCKS:
        yield "border", block(node.getparent()), ""
    yield "text", node, node.tail or ""


def block(node: html.HtmlElement) -> html.HtmlElement:
    """The innermost block around an element, or the root."""
    while node.tag not in BLOCKS and node.getparent() is not None:
        node = node.getparent()
    return node


def _lines_of_pre(
    node: html.HtmlElement,
) -> Iterator[tuple[str, html.HtmlElement, str]]:
    for line in (node.text or "").split("\n"):
        yield "text", node, line
        yield "border", node, ""
