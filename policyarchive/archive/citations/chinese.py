"""Chinese forms: GB/T 7714 in both editions, and the legal manual 法学引注手册."""

from collections.abc import Iterator

from policyarchive.archive.citations.facts import Facts, chinese_date
from policyarchive.archive.citations.runs import Run, Runs
from policyarchive.archive.vocabulary import Status


def gbt_2025(facts: Facts) -> Runs:
    """Return a reference in GB/T 7714-2025, with full-width marks."""
    return _gbt(facts, colon="：", comma="，", issued="（{}）", medium="EB/OL")


def gbt_2015(facts: Facts) -> Runs:
    """Return a reference in GB/T 7714-2015, with half-width marks."""
    medium = {"press": "N/OL", "statute": "A/OL", "document": "A/OL"}
    return _gbt(
        facts,
        colon=": ",
        comma=", ",
        issued="({})",
        medium=medium.get(facts.family, "EB/OL"),
    )


def _gbt(facts: Facts, *, colon: str, comma: str, issued: str, medium: str) -> Runs:
    bodies = comma.join(body.best("zh") for body in facts.bodies[:3])
    if len(facts.bodies) > 3:
        bodies += f"{comma}等"
    title = facts.title_zh or facts.title_en
    number = f"{colon}{facts.number}" if facts.number else ""
    pin = f"{colon}第{facts.article}条" if facts.article else ""
    text = (
        f"{bodies + '. ' if bodies else ''}{title}{number}{pin}[{medium}]. "
        f"{issued.format(facts.issued) if facts.issued else ''}"
        f"[{facts.accessed:%Y-%m-%d}]. {facts.url}."
    )
    return (Run(text, _language(facts)),)


def legal_manual(facts: Facts) -> Runs:
    """Return a footnote in the form of 法学引注手册 (second edition)."""
    return (Run("".join(_legal_manual(facts)), _language(facts)),)


def _legal_manual(facts: Facts) -> Iterator[str]:
    title = facts.title_zh or facts.title_en
    if facts.family == "press":
        publisher = facts.publishers[0].best("zh") if facts.publishers else ""
        yield f"《{title}》，载{publisher}{chinese_date(facts.issued)}，"
        yield f"{facts.source_url or facts.url}。"
        return
    if facts.family == "statute":
        yield f"《{title.removeprefix('中华人民共和国')}》"
        yield "（已废止）" if facts.status == Status.REPEALED else ""
        yield f"第{facts.article}条" if facts.article else ""
    else:
        yield f"《{title}》"
        yield f"，{facts.number}" if facts.number else _undated(facts)
    yield f"，{facts.url}。"


def _undated(facts: Facts) -> str:
    return f"，{chinese_date(facts.issued)}" if facts.issued else ""


def _language(facts: Facts) -> str:
    return "zh-Hans" if facts.title_zh else "en"
