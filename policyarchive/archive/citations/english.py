"""APA (7th), MLA (9th) and OSCOLA (4th) forms.

None of these manuals has a pattern for Chinese statutes. APA's own for statutes prints
American public-law numbers, so ours follows its pattern for treaties and foreign law.
"""

from collections.abc import Iterator

from policyarchive.archive import romanise
from policyarchive.archive.citations.facts import (
    Facts,
    apa_date,
    british_date,
)
from policyarchive.archive.citations.runs import (
    Run,
    Runs,
    characters,
    inner_quotes,
    joined,
    kept,
    the,
    titles,
    translators,
)


def apa(facts: Facts) -> Runs:
    """Return a reference in APA style."""
    names = translators(facts)
    translated = f"{names}, Trans." if names else ""
    if facts.family == "statute":
        life = ", ".join(_apa_life(facts))
        return kept(
            *titles(facts),
            Run(f" ({translated})" if translated else ""),
            Run(f" ({life})" if life else ""),
            Run(f". {_apa_address(facts)}"),
        )
    issued = f" ({apa_date(facts.issued) if facts.issued else 'n.d.'}). "
    who = facts.authors or facts.issuers
    lead = joined(who, inverted=True, last=", & ") or joined(facts.publishers)
    number = romanise.number(facts.number_beside) if facts.number_beside else ""
    more = "; ".join(filter(None, [number, translated]))
    where = Run(joined(facts.publishers) if who and facts.publishers else "")
    where = Run(f". {where.text}" if where.text else "", is_italic=True)
    pin = f", {facts.pinned('art.', '§')}" if facts.article else ""
    return kept(
        Run(f"{lead or 'Policy Archive'}.{issued}"),
        *titles(facts),
        Run(f" ({more})" if more else ""),
        Run(pin),
        where,
        Run(f". {_apa_address(facts)}"),
    )


def _apa_address(facts: Facts) -> str:
    # APA asks for a day of retrieval where a page may change: the source's may.
    if not facts.live_url:
        return facts.url
    retrieved = apa_date(facts.accessed.isoformat(), year_last=True)
    return f"Retrieved {retrieved}, from {facts.live_url}. Archived at {facts.url}"


def _apa_life(facts: Facts) -> Iterator[str]:
    by = f" by {the(facts.issuers)}" if facts.issuers else ""
    if facts.issued:
        yield f"promulgated{by}, {apa_date(facts.issued, year_last=True)}"
    if facts.effective:
        yield f"effective {apa_date(facts.effective, year_last=True)}"
    if facts.article:
        yield f"art. {facts.article}"


def mla(facts: Facts) -> Runs:
    """Return an entry of works cited in MLA style.

    Two containers, as the manual asks of what was read in an archive: where it came
    out, and the archive with its version.
    """
    is_press = facts.family == "press"
    who = facts.authors or (() if is_press else facts.issuers)
    lead = joined(who, inverted=True)
    accessed = british_date(facts.accessed.isoformat(), short=True)
    number = romanise.number(facts.number_beside) if facts.number_beside else ""
    issued = british_date(facts.issued, short=True) if facts.issued else ""
    pin = "" if is_press else facts.pinned("art.", "sec.")
    paper = joined(facts.publishers) if is_press else ""
    names = translators(facts)
    # A contributor stands first, and begins a sentence where no paper stands before.
    by = f"{'translated' if paper else 'Translated'} by {names}" if names else ""
    about = (by, issued, number, pin, _bare(facts.live_url))
    came_out = [part for part in about if part]
    return kept(
        Run(f"{lead}. " if lead else ""),
        *_mla_title(facts),
        Run(paper, is_italic=True),
        Run(", " if paper and came_out else ""),
        Run(f"{', '.join(came_out)}. " if came_out or paper else ""),
        Run("Policy Archive", is_italic=True),
        Run(f", version {facts.version}, {_bare(facts.url)}. Accessed {accessed}."),
    )


def _bare(url: str) -> str:
    return url.partition("://")[2]


def _mla_title(facts: Facts) -> Iterator[Run]:
    is_press = facts.family == "press"
    if is_press and facts.is_english:
        yield Run(f"“{inner_quotes(facts.title_en)}.” ")
    else:
        yield from titles(facts, quoted=is_press)
        yield Run(". ")


def oscola(facts: Facts) -> Runs:
    """Return a footnote in OSCOLA: as in the home jurisdiction, no full stops."""
    where = _oscola_address(facts)
    issued = british_date(facts.issued) if facts.issued else ""
    pin = f", {facts.pinned('art', 's')}" if facts.article else ""
    names = translators(facts)
    translated = f"{names} tr" if names else ""
    if facts.family == "press":
        who = joined(facts.bodies)
        paper = joined(facts.publishers) if facts.authors else ""
        came_out = ", ".join(filter(None, [translated, paper, issued]))
        title = (Run(facts.title_en),) if facts.is_english else characters(facts)
        return kept(
            Run(f"{who}, ‘" if who else "‘"),
            *title,
            Run(f"’ ({came_out})" if came_out else "’"),
            Run(where),
        )
    title = characters(facts)
    by_whom = Run(f" ({translated})" if translated else "")
    if facts.family == "statute":
        tail = f" (People’s Republic of China) {issued}".rstrip()
        return kept(*title, by_whom, Run(f"{tail}{pin}{where}"))
    by = ", ".join(part for part in (joined(facts.issuers), issued) if part)
    number = f" {facts.number_beside}" if facts.number_beside else ""
    return kept(
        *title,
        by_whom,
        Run(f" ({by})" if by else ""),
        Run(number, "zh-Hans"),
        Run(f"{pin}{where}"),
    )


def _oscola_address(facts: Facts) -> str:
    accessed = british_date(facts.accessed.isoformat())
    if not facts.live_url:
        return f" <{facts.url}> accessed {accessed}"
    return f" <{facts.live_url}> accessed {accessed}, archived at <{facts.url}>"
