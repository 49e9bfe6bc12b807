"""What stands around the text of a web page, told by its structure and its links.

Extraction needs length, so on a short page everything is kept; these rules take menus,
other stories, notices of cookies and imprints out of it again. A line that reads as a
paragraph is taken out only where the page itself says that it is no part of the text,
and nothing is where the rules would leave no text.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import html

from policyarchive.editorial.ingest import news, trees
from policyarchive.editorial.ingest.draft import Label, Line

_REGIONS = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "contentinfo", "complementary", "banner", "search"))
_TEXTS = frozenset(("article", "main", "blockquote", "figure"))
# Parts of the names that sites give to such blocks, some in pinyin.
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|(?:top|main|side)?menu|masthead|breadcrumbs?|crumbs?"
    r"|sidebar|related\w*|recommend\w*|share|sharing|share(?:bar|buttons|daddy)|bdshare"
    r"|social|newsletter|promo|adverts?|footer|foot|respond|daohang|xgwz|xgyd|tuijian"
    r"|dibu)(?:$|[-_ ])",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"(?:^|[-_ ])(?:cookies?|consent|gdpr)(?:$|[-_ ])", re.IGNORECASE)
_COOKIES = re.compile(
    r"(?:we|(?:this|our) (?:web)?site)\b.{0,40}\bcookies\b"
    r"|(?:本网站|本站|本網站|我们|我們).{0,12}cookie",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:related(?: (?:stories|articles|news|posts))?|most (?:read|popular|viewed)"
    r"|more (?:from|on|in)\b.{0,40}|read next|you may also like|recent posts|archives"
    r"|(?:热门|猜你|为您)?(?:推荐|喜欢)(?:阅读)?|(?:延伸|推荐|相关|推薦|相關)"
    r"(?:阅读|閱讀|文章|新闻|新聞|稿件|报道|報導)|热点新闻|友情链接)[:：]?",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"home|(?:about|contact)(?: us)?|privacy(?: policy)?|terms(?: of (?:use|service))?"
    r"|site ?map|accessibility|freedom of information|careers|jobs|rss|log ?in|sign in"
    r"|(?:网站)?首页|关于我们|關於我們|联系我们|聯絡我們|(?:网站|站点)地图|隐私政策|隱私權政策"
    r"|登录|复制链接",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"附件|附表|《|annex|appendix|attachment", re.IGNORECASE)
_BY = re.compile(
    r"by(?: [A-Z][\w.’-]+){2,4}(?:(?:,| and| in| at| for) .{2,80})?", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\(?(?:additional )?(?:reporting|editing|writing|translation) by .{2,120}[^.]",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"order|decree|act|law|council|command|resolution|virtue|authority", re.IGNORECASE
)
_STAMPED = re.compile(
    r"(?:published|posted|updated|last updated)\b.{0,40}\d.{0,40}[^.]", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[\s|·•/>›»,、，-]+")
_MOST_OF_PAGE = 0.4
_SHORT = 40
_AFTER_TITLE = 4


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line with what the rules ask of it; ``links`` counts those it consists of."""

    line: Line
    holder: html.HtmlElement
    links: int
    has_link: bool

    @property
    def is_link(self) -> bool:
        return self.links > 0 and not _ANNEX.match(self.line.text)


def take_out(
    tree: html.HtmlElement, lines: Sequence[tuple[Line, html.HtmlElement]]
) -> tuple[Line, ...]:
    """Return the lines, those around the text labelled so; each with its block given.

    Only lines labelled as text are judged. All come back as they were where no
    sentence would be left.
    """
    seen = list(_see(tree, lines))
    sizes = _sizes(seen)
    labels = [one.line.label for one in seen]
    _by_region(seen, sizes, labels)
    _by_links(seen, labels)
    _by_list(seen, labels)
    _by_author(seen, labels)
    judged = tuple(
        replace(one.line, label=label)
        if one.line.label is Label.BODY or label is Label.BYLINE
        else one.line
        for one, label in zip(seen, labels, strict=True)
    )
    before = tuple(line for line, _ in lines)
    return judged if _has_sentence(judged) or not _has_sentence(before) else before


def _has_sentence(lines: Sequence[Line]) -> bool:
    return any(
        line.label is Label.BODY and news.is_sentence(line.text.strip())
        for line in lines
    )


def _see(
    tree: html.HtmlElement, lines: Sequence[tuple[Line, html.HtmlElement]]
) -> Iterator[_Seen]:
    waiting: dict[html.HtmlElement, deque[str]] = {}
    for link in tree.iter("a", "button"):
        # A link into the page itself leads to a part of the text.
        if not re.match(r"#\w{2,}", link.get("href") or ""):
            text = " ".join(link.text_content().split())
            waiting.setdefault(trees.block(link), deque()).append(text)
    for line, holder in lines:
        rest, count = " ".join(line.text.split()), 0
        queue = waiting.get(holder, deque())
        while queue and (not queue[0] or queue[0] in rest):
            text = queue.popleft()
            count += bool(text)
            rest = rest.replace(text, " ", 1)
        is_whole = not _SEPARATORS.sub("", rest)
        yield _Seen(line, holder, count if is_whole else 0, count > 0)


def _sizes(seen: Sequence[_Seen]) -> dict[html.HtmlElement, int]:
    """How many characters of the page stand in each block."""
    sizes: dict[html.HtmlElement, int] = {}
    for one in seen:
        for node in _upwards(one.holder):
            sizes[node] = sizes.get(node, 0) + len(one.line.text)
    return sizes


def _upwards(node: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield node
    yield from node.iterancestors()


def _by_region(
    seen: Sequence[_Seen], sizes: dict[html.HtmlElement, int], labels: list[Label]
) -> None:
    """Lines of a block that says by its tag, role or name what it is."""
    page = sum(len(one.line.text) for one in seen)
    for index, one in enumerate(seen):
        is_stranger = _is_cookie_notice(one)
        for node in _upwards(one.holder):
            if node.tag in _TEXTS or is_stranger:
                break
            if sizes[node] <= page * _MOST_OF_PAGE:
                is_stranger = _is_region(node, one.line.text.strip())
        if is_stranger:
            labels[index] = Label.UI


def _is_region(node: html.HtmlElement, text: str) -> bool:
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    if node.tag in _REGIONS or node.get("role") in _ROLES or _CONSENT.search(name):
        return True
    is_head = node.tag == "header" and not node.xpath(".//h1|.//h2")
    return not news.is_paragraph(text) and (is_head or bool(_NAMED.search(name)))


def _is_cookie_notice(one: _Seen) -> bool:
    """A notice of cookies in the first person has something to press on its line."""
    return one.has_link and bool(_COOKIES.match(one.line.text))


def _by_links(seen: Sequence[_Seen], labels: list[Label]) -> None:
    """Menus on one line, buttons, and links that stand before the heading."""
    title = next((i for i, one in enumerate(seen) if one.holder.tag == "h1"), 0)
    for index, one in enumerate(seen):
        text = one.line.text.strip()
        if not one.is_link or len(text) >= _SHORT * max(one.links, 1):
            continue
        is_button = not text.isdecimal() and news.is_furniture(text)
        if one.links >= 3 or is_button or index < title:
            labels[index] = Label.UI


def _by_list(seen: Sequence[_Seen], labels: list[Label]) -> None:
    """Links below a heading that announces other stories, or among those of a site."""
    index = 0
    while index < len(seen):
        end = index
        while end < len(seen) and seen[end].is_link:
            end += 1
        before = seen[index - 1].line.text.strip() if index else ""
        is_announced = end > index and bool(_OTHERS.fullmatch(before))
        if is_announced:
            labels[index - 1] = Label.UI
        if is_announced or _is_of_site(seen[index:end]):
            labels[index:end] = [Label.UI] * (end - index)
        index = end + 1


def _is_of_site(run: Sequence[_Seen]) -> bool:
    return len(run) > 1 and any(_SITE.fullmatch(one.line.text.strip()) for one in run)


def _by_author(seen: Sequence[_Seen], labels: list[Label]) -> None:
    """Who wrote it and when it came out, after the heading; who helped, at the end."""
    for index, one in enumerate(seen):
        if labels[index] is Label.BODY and _CREDIT.fullmatch(one.line.text.strip()):
            labels[index] = Label.BYLINE
    title = next(
        (i for i, one in enumerate(seen) if one.holder.tag in ("h1", "h2")), None
    )
    if title is None:
        return
    for index in range(title + 1, min(title + 1 + _AFTER_TITLE, len(seen))):
        text = seen[index].line.text.strip()
        is_by = _BY.fullmatch(text) and not _AUTHORITY.search(text)
        is_open = labels[index] in (Label.BODY, Label.UI)
        if is_open and (is_by or _STAMPED.fullmatch(text)):
            labels[index] = Label.BYLINE
