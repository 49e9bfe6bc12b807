"""Dates and issuers as a source states them, each date with the line that says so."""

import re
from collections.abc import Iterator, Mapping, Sequence

from policyarchive.archive.lookalikes import mend
from policyarchive.archive.vocabulary import DateRole
from policyarchive.editorial.ingest import dating, numbers
from policyarchive.editorial.ingest.draft import KEPT, DateClaim, Label, Line, compose
from policyarchive.editorial.ingest.federal import ORDER

_LONGEST_EVIDENCE, _LEAD = 300, 200
_META_ROLES = (DateRole.SIGNED, DateRole.PUBLISHED, DateRole.EFFECTIVE)
_TAKES_EFFECT = re.compile(r"(?:施行|实施|實施|生效|執行|执行)")
_SELF = re.compile(
    r"(?:本法|本条例|本條例|本规定|本办法|本决定|本解释|本细则|本规则|本通知|本公告|本意见"
    r"|本标准|本指南|本指引|本制度|现予公布|现予发布|《[^》]{2,80}》)[^。；]{0,60}?(?:，|\s)?自"
)
_FROM = re.compile(
    r"自\s*(.{0,4}?[12１２一二].{3,16}?日)\s*(?:起|开始)?\s*(?:正式)?"
    r"(?:施行|实施|實施|生效|執行|执行)"
)
_FROM_ISSUE = re.compile(
    r"^(?:第\S{1,8}条\s*)?本[\u4e00-\u9fff]{1,4}自(公布|发布|印发|颁布)之日起(?:施行|实施|生效|执行)"
)
_EN_EFFECT = re.compile(
    r"(?:shall (?:take|come into|enter into) (?:effect|force)|is effective)"
    r"[^.]{0,60}?(?:on|as of|from)\s+(.{6,30}?\d{4})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"[（(]?\s*\S{4}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*[）)]?")
_SESSION = re.compile(
    r"(?:第[\u4e00-\u9fff0-9]{1,6}届)?([\u4e00-\u9fff]{4,40}?)(?:第[\u4e00-\u9fff0-9]{1,6}次)"
    r"(?:全体|常务|部务|局务|委务|室务)?(?:会议|全体会议).{0,30}?通过"
)
_TERM = re.compile(r"第[一二三四五六七八九十0-9]{1,5}届")
_BODY_END = re.compile(
    r"(?:国务院|人民政府|办公厅|办公室|委员会|总局|总署|部|署|局|厅|院|会|委|银行|协会|中心|司)$"
)


def dates(
    lines: Sequence[Line], meta: Mapping[str, str]
) -> tuple[tuple[DateClaim, ...], tuple[str, ...]]:
    """Return one claim for each role a source dates, and the doubts about them.

    A text that was amended is dated by its last amendment; the first adoption is kept
    in the note. A date of effect that lies before the last amendment is an older
    version's and is not taken.
    """
    claims: dict[str, DateClaim] = {}
    doubts: list[str] = []
    for claim in (*_from_history(lines), *_from_meta(meta), *_from_body(lines)):
        claims.setdefault(claim.role, claim)
    _note_first_adoption(claims, lines)
    adopted, effective = claims.get("adopted"), claims.get("effective")
    if adopted and adopted.note and effective and effective.edtf < adopted.edtf:
        doubts.append(
            f"The text prints its effect from {effective.edtf}, before its last "
            f"amendment of {adopted.edtf}; when this version took effect is not stated."
        )
        del claims["effective"]
    if "effective" not in claims and (issue := _from_day_of_issue(lines, claims)):
        claims["effective"] = issue
    return tuple(claims.values()), tuple(doubts)


def _from_history(lines: Sequence[Line]) -> Iterator[DateClaim]:
    notes = [mend(line.text) for line in lines if line.label is Label.HISTORY]
    found = [
        (role, edtf, note)
        for note in _joined(notes)
        for role, edtf in dating.deeds(note)
    ]
    for role in (
        DateRole.ADOPTED.value,
        dating.AMENDED,
        DateRole.PROMULGATED.value,
        DateRole.PUBLISHED.value,
        DateRole.EFFECTIVE.value,
    ):
        dated = [(edtf, note) for one, edtf, note in found if one == role]
        if dated:
            edtf, note = max(dated)
            yield DateClaim(role, edtf, _evidence(note))


def _joined(notes: Sequence[str]) -> list[str]:
    """Join the lines of one note: a deed can stand on the line after its date."""
    return ["".join(notes)] if len(notes) <= 12 else list(notes)


def _note_first_adoption(claims: dict[str, DateClaim], lines: Sequence[Line]) -> None:
    amended = claims.pop(dating.AMENDED, None)
    claims.pop(dating.APPROVED, None)
    if amended is None:
        return
    first = claims.get(DateRole.ADOPTED.value)
    if first is None or amended.edtf >= first.edtf:
        note = (
            f"Last amended; first adopted {first.edtf}." if first else "Last amended."
        )
        claims[DateRole.ADOPTED.value] = DateClaim(
            DateRole.ADOPTED.value, amended.edtf, amended.evidence, note
        )
        promulgated = claims.get(DateRole.PROMULGATED.value)
        if promulgated and promulgated.edtf < amended.edtf:
            del claims[DateRole.PROMULGATED.value]


def _from_meta(meta: Mapping[str, str]) -> Iterator[DateClaim]:
    for role in _META_ROLES:
        edtf = dating.first(meta.get(role.value, ""))
        if edtf:
            yield DateClaim(role.value, edtf, _evidence(meta[role.value]))


def _from_body(lines: Sequence[Line]) -> Iterator[DateClaim]:
    # Lines that only a page's width broke are one sentence again.
    paragraphs = compose(lines).split("\n")
    for text in (*paragraphs[-12:][::-1], *paragraphs[:12]):
        match = _effect(text)
        if match and (edtf := dating.first(match[1])):
            evidence = _evidence(text, match.end())
            yield DateClaim(DateRole.EFFECTIVE.value, edtf, evidence)
            break
    yield from _signed(
        [mend(line.text).strip() for line in lines if line.label in KEPT]
    )


def effect_in(text: str) -> str:
    """Return the date from which a sentence says its own text takes effect."""
    match = _effect(text)
    return dating.first(match[1]) if match else ""


def _effect(text: str) -> re.Match[str] | None:
    is_chinese = _TAKES_EFFECT.search(text) and _SELF.search(text)
    return (_FROM if is_chinese else _EN_EFFECT).search(text)


def _signed(kept: Sequence[str]) -> Iterator[DateClaim]:
    """The date line under a signature: after the body that signs, on its own line."""
    for index, text in enumerate(kept):
        if order := ORDER.fullmatch(text):
            yield DateClaim(DateRole.SIGNED.value, dating.first(order[2]), text)
            return
        if index and _DATE_LINE.fullmatch(text) and _is_signature(kept[index - 1]):
            edtf = dating.first(text)
            if edtf:
                evidence = _evidence(f"{kept[index - 1]} {text}")
                yield DateClaim(DateRole.SIGNED.value, edtf, evidence)
                return


def _is_signature(text: str) -> bool:
    names = text.split()
    squeezed = "".join(names)
    if len(squeezed) <= 20 and _BODY_END.search(squeezed):
        return True
    return (
        bool(names)
        and len(text) <= 400
        and all(len(name) <= 24 and _BODY_END.search(name) for name in names)
    )


def _from_day_of_issue(
    lines: Sequence[Line], claims: Mapping[str, DateClaim]
) -> DateClaim | None:
    """本办法自公布之日起施行: in effect from the day of issue, where it is known."""
    for line in reversed([line for line in lines if line.label in KEPT][-12:]):
        match = _FROM_ISSUE.match(mend(line.text).strip())
        if match is None:
            continue
        for role in (DateRole.PROMULGATED, DateRole.SIGNED, DateRole.PUBLISHED):
            issued = claims.get(role.value)
            if issued:
                note = f"From the day of issue ({role.value})."
                evidence = _evidence(line.text)
                return DateClaim("effective", issued.edtf, evidence, note)
        return None
    return None


def _evidence(text: str, end: int = 0) -> str:
    """Return the words, of a long text some before and behind where they end."""
    text = text.strip()
    first = max(0, min(end - _LEAD, len(text) - _LONGEST_EVIDENCE))
    return text[first : first + _LONGEST_EVIDENCE]


def issuers(lines: Sequence[Line], meta: Mapping[str, str]) -> tuple[str, ...]:
    """Return the issuing bodies as printed, in their order; empty where none is."""
    if meta.get("issuer"):
        return split_names(meta["issuer"])
    for line in lines:
        if line.label is Label.HISTORY:
            match = _SESSION.search(_TERM.sub("", mend(line.text)))
            if match:
                name = re.sub(r"^.*[日\s]", "", match[1])
                return (re.sub(r"(?:审判委员会|检察委员会)$", "", name) or name,)
    return _signatories(
        [mend(line.text).strip() for line in lines if line.label in KEPT]
    )


def split_names(text: str) -> tuple[str, ...]:
    """Return several bodies named on one line, separated by spaces or 、."""
    names = [name for name in re.split(r"[、，,;；\s]+", text.strip()) if name]
    if all(_BODY_END.search(name) for name in names) or "、" in text:
        return tuple(dict.fromkeys(names))
    return (" ".join(text.split()),) if text.strip() else ()


def _signatories(kept: Sequence[str]) -> tuple[str, ...]:
    for index, text in enumerate(kept):
        if not (index and _DATE_LINE.fullmatch(text)):
            continue
        names: list[str] = []
        for before in reversed(kept[max(0, index - 14) : index]):
            if not _is_signature(before) or numbers.is_number(before):
                break
            spread = "".join(before.split())
            names[:0] = [spread] if len(spread) <= 8 else before.split()
        if names:
            return tuple(dict.fromkeys(names))
    return ()
