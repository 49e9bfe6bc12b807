"""Chinese forms: GB/T 7714 in both editions, and the legal manual 法学引注手册."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyarchive.archive import othernames
from policyarchive.archive.citations import bluebook
from policyarchive.archive.citations.facts import Facts, chinese_date, iso_date
from policyarchive.archive.citations.runs import Run, Runs
from policyarchive.archive.vocabulary import DocumentType, Status

# The edition that a statute's title ends with: 公司法（2013年修正）.
_EDITION = re.compile(r"(.+?)([（(]\d{4}年[^（）()]*修[正订][^（）()]*[）)])")


@dataclass(frozen=True, slots=True)
class _Marks:
    """How an edition of GB/T 7714 punctuates."""

    colon: str
    comma: str
    brackets: str


_WIDE = _Marks("：", "，", "（{}）")
_HALF = _Marks(": ", ", ", "({})")


def gbt_2025(facts: Facts) -> Runs:
    """Return a reference in GB/T 7714-2025, with full-width marks.

    Of a standard this edition prints the number before the title, and no author: GB
    18030—2022 信息技术 中文编码字符集[S/OL].
    """
    issued = _WIDE.brackets.format(iso_date(facts.issued)) if facts.issued else ""
    if facts.type == DocumentType.NATIONAL_STANDARD and facts.number:
        return _gbt(_numbered(facts), _WIDE, "S/OL", issued)
    medium = "S/OL" if facts.type == DocumentType.NATIONAL_STANDARD else "EB/OL"
    return _gbt(facts, _WIDE, medium, issued)


def _numbered(facts: Facts) -> Facts:
    """Return facts under a title that begins with the number, and of no author."""
    bare = replace(facts, number="", issuers=(), authors=(), publishers=())
    if facts.title_zh:
        return replace(bare, title_zh=f"{facts.number} {facts.title_zh}")
    return replace(bare, title_en=f"{facts.number} {facts.title_en}")


def gbt_2015(facts: Facts) -> Runs:
    """Return a reference in GB/T 7714-2015, with half-width marks.

    A numbered document is an archival one, [A/OL], as in the standard's own example; a
    national standard is [S/OL], its number behind the title, as in the example of
    appendix A (土壤环境质量标准: GB 15616—1995[S/OL]); a press report is [N/OL] and
    names its paper.
    """
    issued = iso_date(facts.issued)
    if facts.family == "press":
        paper = [body.best(facts.tongue) for body in facts.publishers[:1]]
        return _gbt(facts, _HALF, "N/OL", ", ".join(filter(None, [*paper, issued])))
    medium = "A/OL" if facts.family == "document" else "EB/OL"
    if facts.type == DocumentType.NATIONAL_STANDARD:
        medium = "S/OL"
    return _gbt(facts, _HALF, medium, _HALF.brackets.format(issued) if issued else "")


def _gbt(facts: Facts, marks: _Marks, medium: str, issued: str) -> Runs:
    is_chinese = facts.tongue == "zh"
    lead = marks.comma.join(body.best(facts.tongue) for body in facts.bodies[:3])
    if len(facts.bodies) > 3:
        lead += f"{marks.comma}{'等' if is_chinese else 'et al'}"
    title = facts.title_zh or facts.title_en
    is_said = othernames.number(facts.number) in othernames.number(title)
    number = "" if is_said else f"{marks.colon}{facts.number}"
    pin = f"{marks.colon}{_article(facts)}" if facts.article else ""
    archived = f"{'存档' if is_chinese else 'Archived'}{marks.colon}{facts.url}"
    where = [facts.live_url, archived] if facts.live_url else [facts.url]
    text = (
        f"{lead + '. ' if lead else ''}{title}{number}{pin}"
        f"[{medium}]. {_gbt_translated(facts, marks)}"
        f"{issued}[{facts.accessed:%Y-%m-%d}]. {'. '.join(where)}."
    )
    return (Run(text, _language(facts)),)


def _gbt_translated(facts: Facts, marks: _Marks) -> str:
    """Return further responsibility, as the standard puts it behind the title."""
    names = marks.comma.join(facts.translators_for("zh"))
    made = "译" if facts.tongue == "zh" else "trans"
    return f"{names}{marks.comma}{made}. " if names else ""


def legal_manual(facts: Facts) -> Runs:
    """Return a footnote in the form of 法学引注手册 (second edition).

    A source without a Chinese title is cited as its own language does: by the Bluebook.
    """
    if not facts.title_zh:
        return bluebook.note(facts)
    names = "、".join(facts.translators_for("zh"))
    translated = f"{names}译" if names else ""
    title = "".join(_manual_title(facts))
    parts = (title, translated, *_manual_life(facts), *_addresses(facts))
    return (Run("，".join(part for part in parts if part) + "。", _language(facts)),)


def _manual_title(facts: Facts) -> Iterator[str]:
    authors = "、".join(body.best("zh") for body in facts.authors)
    yield f"{authors}：" if authors else ""
    if facts.family != "statute":
        yield f"《{_inner(facts.title_zh)}》"
    else:
        title = _inner(facts.title_zh.removeprefix("中华人民共和国"))
        edition = _EDITION.fullmatch(title)
        yield f"《{edition[1]}》{edition[2]}" if edition else f"《{title}》"
        yield "（已废止）" if facts.status == Status.REPEALED else ""
    yield _article(facts) if facts.article and facts.family != "press" else ""


def _inner(title: str) -> str:
    """Return a title with single brackets in place of 《》, as within others."""
    return title.replace("《", "〈").replace("》", "〉")


def _manual_life(facts: Facts) -> Iterator[str]:
    """Yield what identifies it: a number, or else a resolution or a date."""
    if facts.family == "press":
        paper = "".join(body.best("zh") for body in facts.publishers[:1])
        life = f"{paper}{chinese_date(facts.issued)}"
        yield f"载{life}" if life else ""
    elif facts.family != "statute":
        yield facts.number or _dated(facts)


def _dated(facts: Facts) -> str:
    if not facts.adopted:
        return chinese_date(facts.issued)
    bodies = "、".join(body.best("zh") for body in facts.issuers)
    return f"{chinese_date(facts.adopted)}{bodies}通过"


def _addresses(facts: Facts) -> Iterator[str]:
    visited = f"{chinese_date(facts.accessed.isoformat())}访问"
    if facts.live_url:
        yield from (facts.live_url, visited, f"存档于{facts.url}")
    else:
        yield from (facts.url, visited)


def _article(facts: Facts) -> str:
    """Return the article pinned: 第21条, 第21条之1; in English art. 21-1."""
    if facts.tongue == "en":
        return facts.pinned("art.", "sec.")
    number, inserted, place = facts.article.partition("-")
    return f"第{number}条之{place}" if inserted else f"第{number}条"


def _language(facts: Facts) -> str:
    return "zh-Hans" if facts.title_zh else "en"
