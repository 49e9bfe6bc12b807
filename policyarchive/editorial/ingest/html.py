"""Reading a saved web page: the article is kept, the page around it is labelled."""

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml import html

from policyarchive.editorial.ingest import encodings, plain, surroundings, trees
from policyarchive.editorial.ingest.draft import Label, Line, Reading, Refusal
from policyarchive.editorial.ingest.sniff import HTML

# Where the sites of the field keep the text, most particular first.
_MAIN = (
    "//*[@id='UCAP-CONTENT']",
    "//*[@id='BodyLabel']",
    "//*[translate(@id,'Z','z')='zoom']",
    "//*[@id='fontzoom']",
    "//*[contains(concat(' ',@class,' '),' txt_txt ')]",
    "//*[contains(concat(' ',@class,' '),' articleDetails ')]",
    "//*[contains(concat(' ',@class,' '),' lx_article_infor ')]",
    "//*[contains(concat(' ',@class,' '),' TRS_Editor ')]",
    "//*[contains(concat(' ',@class,' '),' pages_content ')]",
    "//*[contains(concat(' ',@class,' '),' article-content ')]",
    "//*[contains(concat(' ',@class,' '),' article_content ')]",
    "//*[@itemprop='articleBody']",
    "//article",
)
_LEAST_MAIN = 80
_LEAST_EXTRACT, _LEAST_SHARE = 500, 0.3
_CAPTIONS = frozenset(("figcaption", "caption"))
_HEAD_TITLES = (
    "//h1[contains(concat(' ',@class,' '),' title ')]",
    "//*[contains(concat(' ',@class,' '),' detail ')]"
    "//*[contains(concat(' ',@class,' '),' title ')]",
    "//h1",
)
_META = {
    "pubdate": "published", "article:published_time": "published",
    "publishdate": "published", "contentsource": "origin", "source": "origin",
    "og:site_name": "site",
}  # fmt: skip


def read(data: bytes) -> Reading:
    """Return every visible line of a page, what is no article marked as the frame."""
    decoded = _decode(data)
    doubts = [decoded.doubt] if decoded.doubt else []
    if len(decoded.text) > plain.MOST_CHARACTERS:
        raise Refusal("The page is too large to be one document.")
    tree = trees.parse(decoded.text)
    lines, doubt = read_tree(tree, decoded.text)
    if doubt:
        doubts.append(doubt)
    return Reading(
        HTML,
        lines,
        encoding=decoded.encoding,
        title=_title(tree),
        meta=_meta(tree),
        doubts=tuple(doubts),
    )


def _decode(data: bytes) -> encodings.Decoded:
    """The encoding a page declares, where its bytes agree; else what they show."""
    declared = encodings.declared(data)
    names = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
    if declared and declared not in ("utf-8", "utf8"):
        try:
            text = data.decode(names.get(declared, declared))
            return encodings.Decoded(text, declared.upper())
        except (UnicodeDecodeError, LookupError):
            decoded = encodings.decode(data)
            doubt = f"The page says {declared.upper()} but is {decoded.encoding}."
            return encodings.Decoded(decoded.text, decoded.encoding, doubt)
    return encodings.decode(data)


def read_tree(tree: html.HtmlElement, source: str) -> tuple[tuple[Line, ...], str]:
    """Return a page's lines, and a doubt about what was taken as its text."""
    blocks = [(text, holder) for text, holder in trees.blocks(tree)]
    main = _main(tree)
    if main is not None:
        inside, doubt = set(main.iter()), ""
        lines = [
            (Line(text, _label(node, node in inside)), node) for text, node in blocks
        ]
    else:
        kept, doubt = _extracted(source, [text for text, _ in blocks])
        lines = [
            (Line(text, _label(node, kept is None or _key(text) in kept)), node)
            for text, node in blocks
        ]
    return surroundings.take_out(tree, lines), doubt


def _main(tree: html.HtmlElement) -> html.HtmlElement | None:
    for path in _MAIN:
        found = [node for node in tree.xpath(path) if _size(node) >= _LEAST_MAIN]
        if found:
            return max(found, key=_size)
    return None


def _size(node: html.HtmlElement) -> int:
    return sum(len(text) for text, _ in trees.blocks(node))


def _label(holder: html.HtmlElement, is_inside: bool) -> Label:
    if holder.tag in _CAPTIONS:
        return Label.CAPTION
    return Label.BODY if is_inside else Label.UI


def _extracted(source: str, texts: Sequence[str]) -> tuple[frozenset[str] | None, str]:
    """The lines a general extractor takes for the article, or None for all of them."""
    # Imported here: it costs half a second, and most sources never need it.
    from trafilatura import extract

    extract_of = extract(source, favor_precision=True, include_comments=False) or ""
    visible = sum(len(text) for text in texts)
    if len(extract_of) < min(_LEAST_EXTRACT, visible * 0.9) or (
        len(extract_of) < visible * _LEAST_SHARE
    ):
        return None, (
            "Extraction doubtful: the article could not be told from the page, "
            "so every line is kept; check the labels."
        )
    whole = _key(extract_of)
    return frozenset(key for text in texts if (key := _key(text)) and key in whole), ""


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _title(tree: html.HtmlElement) -> str:
    for path in _HEAD_TITLES:
        for node in tree.xpath(path):
            text = " ".join(node.text_content().split())
            # A site's name stands in an h1 too, without any particle of a title.
            if 6 <= len(text) <= 200 and not re.search(r"(?:网|网站|法院)$", text):
                return text
    stated = _contents(tree, ("og:title", "ArticleTitle", "title"))
    title = stated or " ".join((tree.findtext(".//title") or "").split())
    return title


def _contents(tree: html.HtmlElement, names: Iterable[str]) -> str:
    for name in names:
        for node in tree.xpath(f"//meta[@name='{name}' or @property='{name}']"):
            text = " ".join((node.get("content") or "").split())
            if text:
                return text
    return ""


def _meta(tree: html.HtmlElement) -> Mapping[str, str]:
    """What the page's own metadata states: when it came out, where it stands."""
    meta: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]"):
        name = (node.get("name") or node.get("property") or "").casefold()
        if name in _META:
            meta.setdefault(_META[name], node.get("content"))
    for node in tree.xpath("//*[@id='pubtime' or @id='pubTime']"):
        text = " ".join(node.text_content().split())
        if text:
            meta.setdefault("published", text)
    links = tree.xpath("//link[@rel='canonical']/@href")
    address = str(links[0]) if links else _contents(tree, ("og:url",))
    if address.startswith(("http://", "https://")):
        meta["url"] = address
    return meta
