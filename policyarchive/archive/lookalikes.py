"""Signs that look like Chinese characters and are not: radicals left by PDF fonts.

Texts extracted from PDF often hold Kangxi radicals (U+2F00–2FDF) and CJK radicals
(U+2E80–2EFF) where the page shows ordinary characters, so that a search for the
ordinary word misses them. Unicode compatibility folding (NFKC) maps the first block but
leaves most of the second; the table for that block follows EquivalentUnifiedIdeograph
of the Unicode Character Database. Pure: no database.
"""

import re
import unicodedata

# Pairs: the radical, then the character it stands for.
_RADICALS = (
    "⺀冫⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺"
    "⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺪疋⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺹耂⺺肀⺻聿"
    "⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸"
    "⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄"
    "⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_TABLE = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
# NFKC gives the traditional 戶; the fonts that leave this radical are mainland fonts.
_TABLE["⼾"] = "户"
_TABLE |= {
    chr(point): unicodedata.normalize("NFKC", chr(point))
    for point in range(0x2F00, 0x2FE0)
    if chr(point) not in _TABLE
}
_MAP = str.maketrans(_TABLE)
_ANY = re.compile(r"[\u2e80-\u2fdf]")


def mend(text: str) -> str:
    """Return the text with look-alike radicals replaced by what they look like."""
    return text.translate(_MAP) if _ANY.search(text) else text


def count(text: str) -> int:
    """Return how many look-alike radicals a text holds."""
    return len(_ANY.findall(text))
