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
    titles,
)


def apa(facts: Facts) -> Runs:
    """Return a reference in APA style."""
    if facts.family == "statute":
        life = ", ".join(_apa_life(facts))
        return kept(
            *titles(facts), Run(f" ({life})" if life else ""), Run(f". {facts.url}")
        )
    issued = f" ({apa_date(facts.issued) if facts.issued else 'n.d.'}). "
    who = facts.authors or facts.issuers
    lead = joined(who, inverted=True, last=", & ") or joined(facts.publishers)
    number = f" ({romanise.number(facts.number)})" if facts.number else ""
    where = Run(joined(facts.publishers) if who and facts.publishers else "")
    where = Run(f". {where.text}" if where.text else "", is_italic=True)
    pin = f", art. {facts.article}" if facts.article else ""
    return kept(
        Run(f"{lead or 'Policy Archive'}.{issued}"),
        *titles(facts),
        Run(f"{number}{pin}"),
        where,
        Run(f". {facts.url}"),
    )


def _apa_life(facts: Facts) -> Iterator[str]:
    by = f" by the {joined(facts.issuers)}" if facts.issuers else ""
    if facts.issued:
        yield f"promulgated{by}, {apa_date(facts.issued, year_last=True)}"
    if facts.effective:
        yield f"effective {apa_date(facts.effective, year_last=True)}"
    if facts.article:
        yield f"art. {facts.article}"


def mla(facts: Facts) -> Runs:
    """Return an entry of works cited in MLA style."""
    is_press = facts.family == "press"
    who = facts.authors or (() if is_press else facts.issuers)
    lead = joined(who, inverted=True)
    container = joined(facts.publishers) if is_press else "Policy Archive"
    issued = british_date(facts.issued, short=True) if facts.issued else ""
    number = romanise.number(facts.number) if facts.number else ""
    tail = [issued, number, f"version {facts.version}", facts.url.split("://")[-1]]
    accessed = british_date(facts.accessed.isoformat(), short=True)
    return kept(
        Run(f"{lead}. " if lead else ""),
        *_mla_title(facts, is_press),
        Run(container or "Policy Archive", is_italic=True),
        Run(", " + ", ".join(part for part in tail if part) + "."),
        Run(f" Accessed {accessed}."),
    )


def _mla_title(facts: Facts, is_press: bool) -> Iterator[Run]:
    if is_press and facts.title_en:
        yield Run(f"“{inner_quotes(facts.title_en)}.” ")
    else:
        yield from titles(facts, quoted=is_press)
        yield Run(". ")


def oscola(facts: Facts) -> Runs:
    """Return a footnote in OSCOLA: as in the home jurisdiction, no full stops."""
    accessed = british_date(facts.accessed.isoformat())
    where = f" <{facts.url}> accessed {accessed}"
    issued = british_date(facts.issued) if facts.issued else ""
    pin = f", art {facts.article}" if facts.article else ""
    if facts.family == "press":
        who = joined(facts.bodies)
        title = facts.title_en or facts.title_zh
        return kept(
            Run(f"{who}, ‘{title}’" if who else f"‘{title}’"),
            Run(f" ({issued})" if issued else ""),
            Run(where),
        )
    if facts.family == "statute":
        tail = f" (People’s Republic of China) {issued}".rstrip()
        return kept(*characters(facts), Run(f"{tail}{pin}{where}"))
    by = ", ".join(part for part in (joined(facts.issuers), issued) if part)
    number = f" {facts.number}" if facts.number else ""
    return kept(
        *characters(facts),
        Run(f" ({by})" if by else ""),
        Run(number, "zh-Hans"),
        Run(f"{pin}{where}"),
    )
