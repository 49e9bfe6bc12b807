"""Loaders of real corpora: Chinese laws, catalogue records, the Federal Register.

A folder holds ``laws.jsonl.gz`` (title, type, issuer, date, effective, status,
doc_number, url, text), ``catalogue.csv.gz`` (gov, title, doc_number, issued, published,
url; no texts) and ``federal_register.jsonl.gz`` (document_number, title,
publication_date, abstract, url). Their metadata is a stranger's: what does not fit a
vocabulary is left out. The archive's tests and builds do not need them.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.speed.papers import Corpus, CorpusFault, Paper
from benchmarks.speed.topics import topics_of
from policyarchive.archive import dates

FILES = ("laws.jsonl.gz", "catalogue.csv.gz", "federal_register.jsonl.gz")
# The archive's columns hold titles of so many characters; a few notices run longer.
_LONGEST_ZH, _LONGEST_EN = 400, 600

_GOVERNMENTS = {
    "State Council": "国务院",
    "Shanghai Municipal Government": "上海市人民政府",
    "Chongqing Municipal Government": "重庆市人民政府",
    "Guangdong Provincial Government": "广东省人民政府",
    "Shanxi Provincial Government": "山西省人民政府",
    "Henan Provincial Government": "河南省人民政府",
    "Yunnan Provincial Government": "云南省人民政府",
    "Sichuan Provincial Government": "四川省人民政府",
    "Liaoning Provincial Government": "辽宁省人民政府",
    "Hainan Provincial Government": "海南省人民政府",
    "Hubei Provincial Government": "湖北省人民政府",
    "Ningxia Provincial Government": "宁夏回族自治区人民政府",
}
# What a title ends with tells its type; the first that fits.
_ENDINGS = {
    "通知": "notice",
    "意见": "opinion",
    "公告": "announcement",
    "通告": "announcement",
    "规划": "plan",
    "计划": "plan",
    "方案": "plan",
    "报告": "report",
    "办法": "local-rule",
    "规定": "local-rule",
    "条例": "local-regulation",
}
# The first word that stands in a law's stated type.
_TYPES = {
    "宪法": "law",
    "地方性法规": "local-regulation",
    "行政法规": "administrative-regulation",
    "司法解释": "judicial-interpretation",
    "立法解释": "npc-decision",
    "部门规章": "department-rule",
    "法律": "law",
    "公告": "announcement",
    "中央政策": "party-central-document",
    "报告": "report",
    "case": "case",
}
_STATUSES = {
    "现行有效": "in-force",
    "失效": "lapsed",
    "废止": "repealed",
    "历史版本": "superseded",
    "征求意见": "draft-for-comment",
}
# Other names of laws that readers type.
_ALIASES = {
    "中华人民共和国个人信息保护法": ("个保法", "PIPL"),
    "中华人民共和国数据安全法": ("数安法", "DSL"),
    "中华人民共和国网络安全法": ("网安法", "CSL"),
    "中华人民共和国反垄断法": ("AML",),
    "中华人民共和国出口管制法": ("ECL",),
    "中华人民共和国民法典": ("民法典",),
    "中华人民共和国反外国制裁法": ("AFSL",),
    "中华人民共和国电子商务法": ("电商法",),
}
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AGENCY = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w.'-]+|of|and|for|the|on|&)"
    r"(?: (?:[A-Z][\w.'-]+|of|and|for|the|on|&))+) \([A-Z][A-Za-z&]{1,9}\)"
)
_BODY = re.compile(
    r"Agency|Commission|Department|Administration|Service|Bureau|Office|Board"
    r"|Foundation|Council|Centers|Corporation|Institute"
)


def read_corpora(folder: Path) -> Corpus:
    """Return the papers of a folder, or raise CorpusFault with what is missing."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise CorpusFault(
            f"{folder} has no {' and no '.join(missing)}. Name a folder that holds "
            f"{', '.join(FILES)}, or none to run on generated papers."
        )
    sizes = "-".join(str((folder / name).stat().st_size) for name in FILES)

    def read() -> Iterator[Paper]:
        yield from laws(folder / FILES[0])
        yield from catalogue(folder / FILES[1])
        yield from federal_register(folder / FILES[2])

    return Corpus(
        "Chinese laws, catalogue records, Federal Register", f"corpora-1-{sizes}", read
    )


def laws(path: Path) -> Iterator[Paper]:
    """Yield Chinese laws, regulations and policies, whole."""
    for row in _json_rows(path):
        stated, title = row["type"], row["title"].strip()
        is_local = "地方" in stated
        body = _HTML_COMMENT.sub("", row["text"])
        yield Paper(
            title_zh=title[:_LONGEST_ZH],
            title_en="",
            type=_first(_TYPES, stated) or "normative-document",
            level="provincial" if is_local else "central",
            language="zh-Hans",
            status=_first(_STATUSES, row["status"]),
            issuers=tuple(filter(None, row["issuer"].split("、")))[:5],
            number=row["doc_number"][:100],
            date=_date(row["date"]),
            effective=_date(row["effective"]),
            topics=topics_of(title, body),
            aliases=_ALIASES.get(title, ()),
            url=row["url"],
            body=body,
        )


def catalogue(path: Path) -> Iterator[Paper]:
    """Yield records of the State Council and of provinces; they have no texts."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            title, government = row["title"].strip(), row["gov"]
            yield Paper(
                title_zh=title[:_LONGEST_ZH],
                title_en="",
                type=_ending(title),
                level="central" if government == "State Council" else "provincial",
                language="zh-Hans",
                issuers=(_GOVERNMENTS.get(government, government),),
                number=row["doc_number"][:100],
                date=_date(row["issued"]) or _date(row["published"]),
                topics=topics_of(title, ""),
                url=row["url"],
            )


def federal_register(path: Path) -> Iterator[Paper]:
    """Yield entries of the Federal Register; the body is the abstract, if any."""
    for row in _json_rows(path):
        title, abstract = row["title"].strip(), row["abstract"] or ""
        yield Paper(
            title_zh="",
            title_en=title[:_LONGEST_EN],
            type=_foreign_type(title),
            level="foreign",
            language="en",
            status="published",
            issuers=_agency(abstract),
            number=row["document_number"],
            date=_date(row["publication_date"]),
            topics=topics_of(title, abstract),
            url=row["url"],
            body=abstract,
        )


def _agency(abstract: str) -> tuple[str, ...]:
    """Return the agency that an abstract introduces with its letters, if it does."""
    match = _AGENCY.search(abstract[:400])
    if match is None or not _BODY.search(match[1]) or len(match[1]) > 100:
        return ()
    return (match[1].removeprefix("U.S. ").removeprefix("United States "),)


def _foreign_type(title: str) -> str:
    if "ropos" in title:  # proposed, proposal
        return "draft"
    is_notice = re.search(r"Notice|Meeting|Information Collection|Agency", title)
    return "notice" if is_notice else "foreign-rule"


def _ending(title: str) -> str:
    tail = title[-8:]
    return _first(_ENDINGS, tail) or "normative-document"


def _first(codes: Mapping[str, str], words: str) -> str:
    return next((code for word, code in codes.items() if word in words), "")


def _date(stated: str) -> str:
    try:
        return dates.parse(stated).edtf if stated else ""
    except dates.BadDate:
        return ""


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
