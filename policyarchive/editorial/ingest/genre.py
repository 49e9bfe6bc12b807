"""What kind of document a source seems to be, in the archive's vocabulary."""

import re

from policyarchive.archive.vocabulary import DocumentType, Status

# What rows and pages call a type, in order: the first that is found in the words wins.
_TYPES = (
    ("宪法", DocumentType.LAW),
    ("立法解释", DocumentType.NPC_DECISION),
    ("司法解释", DocumentType.JUDICIAL_INTERPRETATION),
    ("监察法规", DocumentType.SUPERVISION_REGULATION),
    ("地方性法规", DocumentType.LOCAL_REGULATION),
    ("行政法规", DocumentType.ADMINISTRATIVE_REGULATION),
    ("地方政府规章", DocumentType.LOCAL_RULE),
    ("规范性文件", DocumentType.NORMATIVE_DOCUMENT),
    ("部门规章", DocumentType.DEPARTMENT_RULE),
    ("工作报告", DocumentType.REPORT),
    ("党代会报告", DocumentType.REPORT),
    ("修改决定", DocumentType.NPC_DECISION),
    ("case", DocumentType.CASE),
    ("案例", DocumentType.CASE),
    ("新闻", DocumentType.NEWS),
    ("法律", DocumentType.LAW),
)
# What a title says itself, strongest first.
_TITLES = (
    (r"答记者问|负责人就.{2,60}(?:答|接受)|解读$|图解", DocumentType.NEWS),
    (r"征求意见稿|草案|公开征求.{0,40}意见", DocumentType.DRAFT),
    (r"典型案例|指导(?:性)?案例|公报案例", DocumentType.CASE),
    (
        r"^(?:关于)?中共中央|^中国共产党.{0,40}条例|中央全面深化改革",
        DocumentType.PARTY_DOCUMENT,
    ),
    (r"GB/?T?\s?\d|国家标准", DocumentType.NATIONAL_STANDARD),
    (r"政府工作报告|白皮书|工作报告$", DocumentType.REPORT),
    (r"讲话|致辞|演讲", DocumentType.SPEECH),
    (r"处罚决定|审查决定", DocumentType.ENFORCEMENT),
    (r"规划(?:纲要)?$|行动计划|实施方案|规划的通知|行动方案|计划$", DocumentType.PLAN),
    (r"指南|指引", DocumentType.GUIDELINE),
    (r"的?意见$|意见的通知$", DocumentType.OPINION),
    (r"公告", DocumentType.ANNOUNCEMENT),
    (r"通知|函$|批复|复函", DocumentType.NOTICE),
    (r"倡议", DocumentType.INITIATIVE),
    (r"^Executive Order|^Proclamation", DocumentType.FOREIGN_RULE),
)
_TITLE_RULES = tuple((re.compile(pattern), kind) for pattern, kind in _TITLES)
_LEGAL_FORM = re.compile(r"(?:条例|规定|办法|细则|规则)(?:[（(].{1,12}[）)])?$")
_NPC = re.compile(r"全国人民代表大会(?:常务委员会)?关于.+的?(?:决定|决议|解释)")
_COURT = re.compile(r"最高人民(?:法院|检察院)")
_LOCAL = re.compile(r"(?:省|市|县|自治区|自治州|特别行政区)")

_STATUSES = (
    ("征求意见", Status.DRAFT),
    ("尚未生效", Status.NOT_YET),
    ("已失效/旧版", Status.SUPERSEDED),
    ("历史版本", Status.SUPERSEDED),
    ("废止", Status.REPEALED),
    ("已失效", Status.LAPSED),
    ("失效", Status.LAPSED),
    ("已修改", Status.AMENDED),
    ("现行有效", Status.IN_FORCE),
    ("有效", Status.IN_FORCE),
)


def type_of(stated: str, title: str, number: str, issuers: str = "") -> str:
    """Return the code of the type a document seems to have; empty where nothing tells.

    A vague statement (规范性文件, 中央政策文件) gives way to what the title says; a
    statement of legal rank does not, except for a draft.
    """
    by_title = _by_title(title, number, issuers)
    if by_title in (DocumentType.DRAFT, DocumentType.CASE, DocumentType.NEWS):
        return by_title
    if "/" not in stated:
        for word, kind in _TYPES:
            if word in stated and kind is not DocumentType.NORMATIVE_DOCUMENT:
                return _finer(kind, title)
    if by_title:
        return by_title
    if "规范性文件" in stated or "政策文件" in stated:
        return DocumentType.NORMATIVE_DOCUMENT.value
    return next((kind.value for word, kind in _TYPES if word in stated), "")


def _finer(kind: DocumentType, title: str) -> str:
    if kind is DocumentType.LAW and _NPC.search(title):
        return DocumentType.NPC_DECISION.value
    return kind.value


def _by_title(title: str, number: str, issuers: str) -> str:
    if _NPC.search(title):
        return DocumentType.NPC_DECISION.value
    for pattern, kind in _TITLE_RULES:
        if pattern.search(title):
            return kind.value
    if _COURT.search(title) and re.search(r"解释|规定|批复|意见", title):
        return DocumentType.JUDICIAL_INTERPRETATION.value
    if re.fullmatch(r"中华人民共和国.{1,40}法典?(?:[（(].*[）)])?", title):
        return DocumentType.LAW.value
    if _LEGAL_FORM.search(title):
        return _by_number(title, number, issuers)
    return ""


def _by_number(title: str, number: str, issuers: str) -> str:
    """办法 and 规定 are rules with an order's number, else normative documents."""
    if "国务院令" in number or (title.startswith("中华人民共和国") and "条例" in title):
        return DocumentType.ADMINISTRATIVE_REGULATION.value
    if re.search(r"令.{0,12}第|第.{1,8}号令", number):
        local = _LOCAL.search(issuers or number)
        return (
            DocumentType.LOCAL_RULE if local else DocumentType.DEPARTMENT_RULE
        ).value
    if "条例" in title and _LOCAL.search(title[:12]):
        return DocumentType.LOCAL_REGULATION.value
    return DocumentType.NORMATIVE_DOCUMENT.value if number else ""


def status_of(stated: str) -> str:
    """Return the code of a status as a source claims it, or an empty string."""
    return next((code.value for word, code in _STATUSES if word in stated), "")
