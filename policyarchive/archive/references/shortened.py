"""Shorter forms that follow from the name of a body by rule, as the press uses them.

"SK hynix Inc." is SK hynix, the Ministry of Commerce the commerce ministry.
Abbreviations and nicknames follow from no rule: they are aliases that somebody has
written down. Pure.
"""

import re
from collections.abc import Iterator

_LEGAL_FORM = re.compile(
    r",?\s+(?:Co\.?,?\s*(?:Ltd\.?|Limited)|Inc(?:orporated|\.)?|Ltd\.?|Limited|LLC"
    r"|PLC|plc|Corp(?:oration|\.)?|Company|AG|GmbH|N\.?V\.?|S\.?A\.?)\Z"
)
_LEGAL_FORM_ZH = re.compile(r"(?:(?:股份)?有限(?:责任)?)?公司\Z")
_SHORTEST_ZH = 3  # signs: 中国公司 leaves a word that is no name
_OFFICE = re.compile(
    r"(?P<before>(?:US |U\.S\. )?)(?P<office>Ministry|Department) of "
    r"(?P<field>[A-Z].+)\Z"
)


def forms(name: str) -> Iterator[str]:
    """Yield the shorter forms of a body's name, if it has any."""
    plain = _LEGAL_FORM.sub("", name)
    if plain != name:
        yield plain
    plain = _LEGAL_FORM_ZH.sub("", name)
    if plain != name and len(plain) >= _SHORTEST_ZH:
        yield plain
    if office := _OFFICE.match(name):
        before, kind, field = office["before"], office["office"], office["field"]
        # The Ministry of Science and Technology is the science ministry as well.
        fields = dict.fromkeys((field, field.partition(" and ")[0]))
        if field == "Foreign Affairs":
            fields = {field: None, "Foreign": None}
        for one in fields:
            # A country's own keeps its capitals; "the commerce ministry" has none.
            spelt = f"{one} {kind}"
            yield f"{before}{spelt}" if before else spelt.lower()
