"""Citations as files for reference managers: BibLaTeX, RIS and CSL-JSON. Pure."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from policyarchive.archive.citations.facts import Body, Facts, parts

# What reference managers make an author of a law where it is named in a field.
_WITHOUT_TRANSLATOR = ("statute", "foreign")
_RIS_TYPES = {"statute": "STAT", "press": "NEWS", "foreign": "STAT", "entry": "ELEC"}
_CSL_TYPES = {
    "statute": "legislation",
    "foreign": "legislation",
    "press": "article-newspaper",
    "entry": "webpage",
}
_BIB_TYPES = {"statute": "legislation", "foreign": "legislation", "press": "article"}
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
    }
)


def ris(facts: Facts) -> str:
    """Return a RIS record. A corporate name ends with a comma, so it stays whole.

    TI is the title as issued and TT its translation, as the tags are defined.
    """
    rows = [("TY", _RIS_TYPES.get(facts.family, "RPRT"))]
    rows += [("AU", _ris_name(body)) for body in facts.bodies]
    if facts.family not in _WITHOUT_TRANSLATOR:
        rows += [("A4", f"{name},") for name in facts.translators_for("en")]
    titles = [facts.title_zh, facts.title_en]
    original, translated = reversed(titles) if facts.is_english else titles
    rows.append(("TI", original or translated))
    rows.append(("TT", translated if original else ""))
    # Zotero takes the name of a newspaper from T2 alone, which holds one.
    if facts.family == "press":
        rows.append(("T2", _first(facts.publishers)))
    else:
        rows += [("PB", body.best("en")) for body in facts.publishers]
    if facts.issued:
        year, month, day = [*(f"{part:02}" for part in parts(facts.issued)), "", ""][:3]
        rows += [("PY", year), ("DA", f"{year}/{month}/{day}/")]
    # The number of a report is SN in Zotero and EndNote; M1 would be a loose remark.
    is_report = _RIS_TYPES.get(facts.family) is None
    rows.append(("SN" if is_report else "M1", facts.number))
    rows.append(("LA", "zh-CN" if facts.title_zh else "en"))
    rows.append(("SP", facts.pinned("art.", "sec.")))
    rows.append(("UR", facts.url))
    rows.append(("L2", facts.source_url))
    rows.append(("Y2", facts.accessed.strftime("%Y/%m/%d/")))
    rows.append(("DB", "Policy Archive"))
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(facts: Facts, key: str) -> str:
    """Return a BibLaTeX entry with this citation key."""
    is_press = facts.family == "press"
    fields = {
        "author": " and ".join(_tex_name(body) for body in facts.bodies),
        "translator": " and ".join(
            f"{{{_tex(name)}}}" for name in facts.translators_for("en")
        ),
        "title": _tex(facts.title_en or facts.title_zh),
        "titleaddon": _tex(facts.title_zh) if facts.title_en else "",
        "journaltitle": _tex(_first(facts.publishers)) if is_press else "",
        "entrysubtype": "newspaper" if is_press else "",
        "date": facts.issued,
        "number": _tex(facts.number),
        "version": str(facts.version),
        "url": facts.url,
        "urldate": facts.accessed.isoformat(),
        # Zotero makes a loose note of a "note"; an addendum is printed last.
        "addendum": _tex(f"Source: {facts.source_url}") if facts.source_url else "",
    }
    body = "".join(
        f"  {name} = {{{value}}},\n" for name, value in fields.items() if value
    )
    kind = _BIB_TYPES.get(facts.family, "report")
    return f"@{kind}{{{key},\n{body}}}\n"


def csl(facts: Facts, identifier: str) -> dict[str, Any]:
    """Return a CSL-JSON item.

    Who translated a statute stands in its note, in the spelling that Zotero and
    citeproc-js read there: Zotero would import the field as one more author.
    """
    translators = facts.translators_for("en")
    in_note = facts.family in _WITHOUT_TRANSLATOR
    item: dict[str, Any] = {
        "id": identifier,
        "type": _CSL_TYPES.get(facts.family, "report"),
        "title": facts.title_zh or facts.title_en,
        "author": [_csl_name(body) for body in facts.bodies],
        "translator": [] if in_note else [{"literal": name} for name in translators],
        "number": facts.number,
        "URL": facts.url,
        "version": str(facts.version),
        "accessed": {"date-parts": [parts(facts.accessed.isoformat())]},
        "archive": "Policy Archive",
        "archive_location": facts.url,
        "language": "zh-CN" if facts.title_zh else "en",
        "container-title": _first(facts.publishers),
        "section": facts.article,
        "note": "\n".join(_remarks(facts, translators if in_note else ())),
    }
    if facts.issued:
        item["issued"] = {"date-parts": [parts(facts.issued)]}
    return {name: value for name, value in item.items() if value}


def _remarks(facts: Facts, translators: Sequence[str]) -> Iterator[str]:
    if facts.title_zh:
        yield f"original-title: {facts.title_zh}"
    if facts.title_zh and facts.title_en:
        yield f"English title: {facts.title_en}"
    for name in translators:
        yield f"translator: {name}"


def csl_text(items: list[dict[str, Any]]) -> str:
    """Return items as the text of a CSL-JSON file."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _tex_name(body: Body) -> str:
    # Double braces keep a corporate name whole, and a Chinese one.
    if ", " in body.inverted and body.is_person:
        return _tex(body.inverted)
    return f"{{{_tex(body.best('en'))}}}"


def _ris_name(body: Body) -> str:
    name = _one_line(body.inverted)
    return name if body.is_person and ", " in name else f"{name},"


def _csl_name(body: Body) -> dict[str, str]:
    family, comma, given = body.inverted.partition(", ")
    if body.is_person and comma:
        return {"family": family, "given": given}
    return {"literal": body.best("en")}


def _first(bodies: tuple[Body, ...]) -> str:
    return bodies[0].best("en") if bodies else ""


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
