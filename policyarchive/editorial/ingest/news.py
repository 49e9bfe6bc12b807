"""A news page saved as plain text: telling the article from what stands around it.

Rules only, one label a line, every line kept; an editor can change any label. What no
rule can know, whether a headline between paragraphs is a heading of this story or a
link to another one, is labelled with a question mark.
"""

import re
from collections.abc import Sequence

from policyarchive.archive import headings
from policyarchive.editorial.ingest import joins, numbers
from policyarchive.editorial.ingest.draft import Label, Line

_DURATION = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?$|\d{1,2}:\d{2}\s*/\s*\d{1,2}:\d{2}$")
_UI_FORMS = (
    r"advertise(?:ment)?(?:\W.{0,60})?",
    r"subscribe(?: now| today)?(?: (?:for|from) .{0,60})?",
    r"sign (?:up|in)\b.{0,80}", r"log in", r"register",
    r"share(?: this)?(?: article| story)?", r"share via.{0,40}",
    r"print", r"copy link", r"copied", r"save",
    r"comments?(?: \(\d+\))?",
    r"please (?:log|sign) in.{0,60}", r"follow\b.{0,40}",
    r".{0,60}\benter your e-?mail.{0,40}",
    r"listen(?: to this article)?\??", r"reading time.{0,30}", r"read more.{0,120}",
    r"more on this.{0,60}", r"related (?:topics?|articles?|stories)",
    r"most (?:read|popular)", r"why you can trust .{2,60}", r"you may also like",
    r"get .{0,60} (?:app|newsletter)s?", r"download .{0,60} app", r"up next",
    r"play(?: video)?", r"pause", r"mute", r"unmute", r"live",
    r"select (?:voice|speed)", r"\d(?:\.\d+)?x", r"skip to.{0,40}", r"back to top",
    r"loading\.*", r"facebook",
    r"twitter", r"x", r"linkedin", r"whatsapp", r"telegram", r"weibo", r"wechat",
    r"reddit", r"email", r"instagram", r"[+\-]", r"\d{1,5}", r"menu", r"search",
    r"home",
    r"close", r"next", r"previous", r"terms.{0,40}", r"privacy.{0,40}",
    r"we (?:and (?:our )?(?:\d+ )?partners )?use cookies.{0,300}",
    r"sections", r"\d{1,2} min(?:ute)?s?(?: read)?",
    r"(?:this|our) (?:web)?site uses cookies.{0,300}",
    r"(?:accept|reject|manage)(?: all)? cookies.{0,40}",
    r"we (?:value|respect|care about) your privacy\b.{0,300}",
    r"(?:accept|reject)(?: all)?|(?:i )?agree|got it", r"copyright\b.{0,120}",
    r"©.{0,120}", "广告", "分享", "收藏", "评论", "点赞", "关注", "订阅",
    "下载.{0,10}客户端", "打开.{0,10}查看.{0,10}", "阅读原文", "展开全文", "查看更多",
    "相关阅读.{0,4}", "推荐阅读.{0,4}", "热门.{0,6}", "登录", "注册", "播放", "暂停",
)  # fmt: skip
_UI = re.compile(f"(?:{'|'.join(_UI_FORMS)})[:：]?", re.IGNORECASE)
# Words that a line of buttons or sections consists of, and that no headline does.
_MENU = re.compile(
    r"(?:home|news|world|china|asia|europe|business|tech(?:nology)?|science|politics"
    r"|economy|markets|opinion|culture|sports?|lifestyle|style|travel|video|podcasts?"
    r"|magazine|more|share|tweet|print|save|article|e-?mail|copy|link|menu|search|login"
    r"|log|sign|in|up|register|subscribe|facebook|twitter|linkedin|weibo|wechat|from"
    r"|[|·/•&+]|[$€£¥]?\d+)\s*",
    re.IGNORECASE,
)
_LEAST_IN_MENU, _MOST_IN_MENU = 3, 120
_DAY = re.compile(
    r"(?:\w+day,? )?(?:\d{1,2} [A-Z]\w{2,8}\.?|[A-Z]\w{2,8}\.? \d{1,2}),? \d{4}\b"
    r".{0,30}"
    r"|\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_PICTURE = "photo|photograph|image|picture|illustration|graphic"
_CAPTION = re.compile(
    rf"(?:{_PICTURE}|file photo|credit|photograph|pictured)s?\s*(?:by|[:：]).*"
    rf"|.{{10,400}}[.。]?\s*(?:{_PICTURE}|video)s?\s*[:：]\s*.{{2,80}}"
    r"|.{10,400}\((?:photo|image|ap|afp|reuters|xinhua|getty).{0,80}\)\.?"
    r"|(?:图为|图片来源|资料图|图源|配图|图[:：]|摄影[:：]).{0,200}"
    r"|.{4,200}(?:摄|图源.{0,20}|资料图片?|供图)[）)]?$",
    re.IGNORECASE,
)
_PRINT_NOTE = re.compile(
    r"this article (?:first )?appeared in .{0,80} (?:print|paper) edition.*"
    r"|a version of this article appear.{0,120}"
    r"|.{0,20}(?:刊于|载于|原载).{0,60}版.{0,10}",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\(?(?:additional )?(?:reporting|editing|writing|translation) by .{2,120}"
    r"|(?:by|published|updated|posted|last updated)\b\s*[:：]?\s*.{0,120}"
    r"|(?:作者|记者|文|责编|撰文)\s*[:：/｜|].{1,60}|\d{1,2}:\d{2}[ap]m,.{0,40}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？][”\"’')）】]*$|[:：]$")
_SIGNS = (_DURATION, _CAPTION, _PRINT_NOTE)
_HEAD = 30
_LONGEST_HEADLINE = 200
_SHORTEST_PARAGRAPH = 60  # columns


def looks_like_news(lines: Sequence[Line]) -> bool:
    """Whether a plain text shows the traces of a saved news page.

    Two things that only such a page prints, or one and the frame of a page: menus and
    a line that names the author. A text with a document number is none.
    """
    texts = [line.text.strip() for line in lines if line.text.strip()]
    traces = sum(
        any(sign.fullmatch(text) for sign in _SIGNS)
        or text.casefold() in ("advertisement", "广告")
        for text in texts
    )
    traces += _has_frame(texts)
    prose = sum(is_paragraph(text) for text in texts)
    articles = sum(
        bool((mark := headings.unit(text)) and mark.level == headings.ARTICLE)
        for text in texts
    )
    return traces >= 2 and prose >= 2 and articles < 3


def _has_frame(texts: Sequence[str]) -> bool:
    furniture = sum(is_furniture(text) for text in texts)
    head = texts[:_HEAD]
    has_byline = any(
        len(text) <= 140 and not text.endswith(".") and _BYLINE.fullmatch(text)
        for text in head
    )
    return furniture >= 2 and has_byline and not any(map(numbers.is_number, head))


def is_furniture(text: str) -> bool:
    """Whether a line is one of the menus, buttons or notices of a news page."""
    return bool(_UI.fullmatch(text)) or _is_menu(text)


def _is_menu(text: str) -> bool:
    """Whether a line is three or more buttons, one beside the other."""
    if len(text) > _MOST_IN_MENU or len(text.split()) < _LEAST_IN_MENU:
        return False
    return not _MENU.sub("", text)


def label_news(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a saved news page with a label each."""
    labels = [_by_itself(line) for line in lines]
    _label_videos(lines, labels)
    _label_head(lines, labels)
    _label_links(lines, labels)
    return [
        Line(line.text, label, line.is_glued)
        for line, label in zip(lines, labels, strict=True)
    ]


def _by_itself(line: Line) -> Label:
    """The label a line gets whatever stands around it."""
    text = line.text.strip()
    if not text:
        return Label.BLANK
    if line.label is not Label.BODY:
        return line.label
    is_short = len(text) <= 140 and not text.endswith(".")
    rules = (
        (_DURATION.fullmatch(text), Label.DURATION),
        (_PRINT_NOTE.fullmatch(text), Label.PRINT_NOTE),
        (_DAY.fullmatch(text), Label.BYLINE),
        (is_furniture(text), Label.UI),
        (len(text) <= 500 and _CAPTION.fullmatch(text), Label.CAPTION),
        (is_short and _BYLINE.fullmatch(text), Label.BYLINE),
    )
    return next((label for is_such, label in rules if is_such), Label.BODY)


def _is_headline(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_HEADLINE and not is_sentence(text)


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def _label_videos(lines: Sequence[Line], labels: list[Label]) -> None:
    """A video stands as its length with its title after it, often printed twice."""
    for index, label in enumerate(labels):
        if label is not Label.DURATION:
            continue
        titles = [
            place
            for place in _next_texts(lines, index, 2)
            if labels[place] is Label.BODY and _is_headline(lines[place].text.strip())
        ]
        if len(titles) == 2 and not _same(lines, *titles):
            titles = titles[:1]
        for place in titles:
            labels[place] = Label.VIDEO_TITLE


def _next_texts(lines: Sequence[Line], index: int, count: int) -> list[int]:
    places = [
        place for place in range(index + 1, len(lines)) if lines[place].text.strip()
    ]
    return places[:count]


def _same(lines: Sequence[Line], one: int, other: int) -> bool:
    """Whether two titles name one video: equal, or one begins like the other."""
    first, second = (lines[i].text.strip().casefold() for i in (one, other))
    return first[:24] == second[:24] or first in second or second in first


def _label_head(lines: Sequence[Line], labels: list[Label]) -> None:
    """Before the first paragraph: kicker, title and summary, in this order."""
    first_paragraph = next(
        (
            index
            for index, line in enumerate(lines)
            if labels[index] is Label.BODY and is_paragraph(line.text.strip())
        ),
        len(lines),
    )
    head = [
        index
        for index in range(first_paragraph)
        if labels[index] is Label.BODY and lines[index].text.strip()
    ]
    title = _title_place(lines, labels, head, first_paragraph)
    for index in head:
        if title is None or index < title:
            labels[index] = Label.KICKER
        elif index == title or _same_text(lines, index, title):
            labels[index] = Label.TITLE
        else:
            labels[index] = Label.SUMMARY


def is_paragraph(text: str) -> bool:
    """Whether a line is long enough for prose, and ends as a sentence does."""
    return (
        joins.width(text) > _SHORTEST_PARAGRAPH
        and is_sentence(text)
        and not text.startswith(("•", "- "))
    )


def _title_place(
    lines: Sequence[Line], labels: Sequence[Label], head: Sequence[int], end: int
) -> int | None:
    stated = [index for index in range(end) if labels[index] is Label.TITLE]
    if stated:
        return stated[0]
    long_enough = [index for index in head if _words(lines[index].text) >= 6]
    return long_enough[0] if long_enough else (head[0] if head else None)


def _words(text: str) -> int:
    """How many words a line has; two Chinese characters count as one."""
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    return len(re.findall(r"[A-Za-z0-9’'-]+", text)) + han // 2


def _same_text(lines: Sequence[Line], one: int, other: int) -> bool:
    return lines[one].text.strip() == lines[other].text.strip()


def _label_links(lines: Sequence[Line], labels: list[Label]) -> None:
    """After the first paragraph, a headline on its own may lead to another story."""
    is_in_body = False
    for index, line in enumerate(lines):
        if labels[index] is not Label.BODY or not line.text.strip():
            continue
        text = line.text.strip()
        if is_paragraph(text):
            is_in_body = True
        elif is_in_body and _is_headline(text):
            labels[index] = Label.RELATED_LINK
