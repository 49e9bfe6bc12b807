"""Recognising what a web site or a printer adds around a text."""

import re

# Compared with all spaces removed.
_FRAME_WORDS = """
首页 打印本页 关闭窗口 返回顶部 设为首页 加入收藏 分享 分享到 分享到： 微信 微博 打印
关闭 纠错 繁体 简体 手机版 手机端 搜索 正文 收藏 字号 大 中 小 时政要闻 网信政务
互动服务 热点专题 相关政策与解读 相关链接 相关阅读 相关稿件 政务微信 微信公众号
政务微博 头条号 网站声明 扫一扫在手机打开当前页 扫描二维码阅读原文 今天是： 本站 站群
无障碍 邮箱 请输入关键字 联系我们 网站地图 学习强国 ◆ > >> --> <!--INFOEND--> --- ***
=== EN English 登录 注册 长者模式 无障碍浏览 保存 播报 收听 退出 PC版 附件下载 政策解读
图解 相关附件 相关文件 Share Tweet Print Email Save Subscribe Menu Search Login | 简 繁
"""
_WORDS = frozenset(_FRAME_WORDS.split())
_UI = re.compile(
    r"【?(?:返回顶部|关闭窗口|打印本页|打印此页|打印|纠错|我要纠错|关闭|字号)】?.{0,12}$"
    r"|(?:【[^】]{2,6}】){2,}$"
    r"|当前位置|您(?:现在|当前)?(?:的|所在)?位置|扫一扫|扫描二维码|分享[到:：]"
    r"|(?:责任)?编辑[:：]|浏览次数|点击数|阅读次数|字体[:：]|字号[:：]|访问量"
    r"|[上下]一[篇条][:：]|publishdate[:：]|.{0,12}友情链接|:::|法宝快讯|原文链接[:：]"
    r"|(?:更多|欢迎|点击|请).{0,10}(?:下载|打开|关注).{0,14}(?:客户端|公众号|APP)"
    r"|今天是.{0,30}$|请输入.{0,12}$|\[?!\[|主题词[:：]?$|copyright\b|©|var\s|function\s*\(|\$\(",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"版权所有|网站标识码|ICP备|ICP证|公网安备|网站群内容管理|Copyright\s?©|技术支持[:：]"
)
_WEAK_FOOT = re.compile(
    r"主办单位[:：]|主办[:：]|承办(?:单位)?[:：]|运行维护单位|地址[:：]|邮编[:：]"
)
_TAIL = re.compile(
    r"关闭(?:窗口)?$|【?(?:返回顶部|关闭窗口|打印本页)】?|相关(?:链接|阅读|稿件|政策|文章|新闻)"
    r"|扫一扫|分享(?:到)?[:：]?$|法宝快讯|网站声明|友情链接|(?:责任)?编辑[:：]"
    r"|Publicdomain|上一篇[:：]|下一篇[:：]"
)
_LICENCE = re.compile(r"本作品(?:是|在).{0,12}(?:中华人民共和国|公有领域|版权)")
_PAGE = re.compile(
    r"\d{1,4}\s*[/／]\s*\d{1,4}(?:\s*下载日期.*)?$"
    r"|[—–―─-]{1,2}\s*\d{1,4}\s*[—–―─-]{1,2}$"
    r"|第?\s*\d{1,4}\s*[/／]\s*\d{1,4}\s*页$"
    r"|第\s*\d{1,4}\s*页(?:\s*[，,]?\s*共\s*\d{1,4}\s*页)?$"
    r"|页码[:：]\s*\d+\s*[/／]\s*\d+"
    r"|Start Printed Page \d+$|Page\s+\d+\s+of\s+\d+$|\[\[Page\s+\d+\]\]$",
    re.IGNORECASE,
)
_CLOCK = r"(?:上午|下午|AM|PM)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:上午|下午|AM|PM)?"
_DAY = r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}"
_PRINTED = re.compile(
    rf"(?:{_DAY},?\s*{_CLOCK}.{{0,120}}|.{{4,160}}\s{_DAY},?\s*{_CLOCK})$",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"https?://\S+(?:\s*第?\s*\d+\s*[/／]\s*\d+\s*页?)?$")
_CITATION_CODE = re.compile(r"【法宝引证码】|\[法宝引证码\]|VerDate\s|Jkt\s\d")
_PARTS = re.compile(r"[\s|｜·]+")
_MENU = re.compile(r"(?:[\u4e00-\u9fff]{2,6}(?:\s*[|｜·]\s*|\s+|$)){3,}")
_CRUMBS = re.compile(r"^[^。<《]{0,60}(?:\s*[>＞»]\s*[^。<>《]{1,30}){2,}$")


def is_ui(text: str) -> bool:
    """Whether a line is part of a web page's frame: a button, a menu, a footer."""
    squeezed = "".join(text.split())
    if squeezed in _WORDS or squeezed.casefold() in ("advertisement", "subscribe"):
        return True
    if len(squeezed) > 200:
        return False
    # 首页 | 新闻 | 科技: short words on one line, one of which only a site has.
    if _MENU.fullmatch(text.strip()) and _WORDS.intersection(_PARTS.split(text)):
        return True
    return bool(_UI.match(squeezed) or _CRUMBS.match(text) or is_foot(text))


def is_foot(text: str) -> bool:
    """Whether a line is the imprint of a site: its owner, its registration numbers."""
    return len(text) < 400 and bool(_FOOT.search(text)) and not text.endswith("。")


def may_be_foot(text: str) -> bool:
    """Whether a line is an imprint if it stands among others; laws name hosts too."""
    return bool(_WEAK_FOOT.match("".join(text.split())))


def starts_tail(text: str) -> bool:
    """Whether nothing of the text can be expected after this line."""
    squeezed = "".join(text.split())
    return bool(_TAIL.match(squeezed)) or is_foot(text)


def is_licence(text: str) -> bool:
    """Whether a library of texts begins its note on copyright here."""
    return bool(_LICENCE.match(text))


def is_page_number(text: str) -> bool:
    """Whether a line only tells the page: 1/14, — 2 —, 第3页."""
    return len(text) < 60 and bool(_PAGE.match(text))


def is_print_header(text: str) -> bool:
    """Whether a printer put the line there: title and clock, address and page."""
    return len(text) < 300 and bool(
        _PRINTED.match(text) or _ADDRESS_LINE.match(text) or _CITATION_CODE.search(text)
    )
