"""Places where a text says that something happened. Pure.

Only what a text says outright: the place of a dateline, and "held in Beijing" or
在北京召开. A city that is merely named is not a place of anything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive.references.wordlists import PLACES

CITIES = {
    "Beijing": "北京", "Shanghai": "上海", "Tianjin": "天津", "Chongqing": "重庆",
    "Shenzhen": "深圳", "Guangzhou": "广州", "Hangzhou": "杭州", "Nanjing": "南京",
    "Suzhou": "苏州", "Wuxi": "无锡", "Ningbo": "宁波", "Xiamen": "厦门",
    "Qingdao": "青岛", "Dalian": "大连", "Wuhan": "武汉", "Chengdu": "成都",
    "Xi'an": "西安", "Changsha": "长沙", "Hefei": "合肥", "Zhengzhou": "郑州",
    "Jinan": "济南", "Fuzhou": "福州", "Wuzhen": "乌镇", "Boao": "博鳌",
    "Guiyang": "贵阳", "Hong Kong": "香港", "Macau": "澳门", "Taipei": "台北",
    "Washington": "华盛顿", "Brussels": "布鲁塞尔", "Geneva": "日内瓦",
    "Tokyo": "东京", "Seoul": "首尔", "London": "伦敦", "Singapore": "新加坡",
    "The Hague": "海牙", "New York": "纽约", "San Francisco": "旧金山",
}  # fmt: skip
"""Cities where things of the field happen, in English and in Chinese."""

_EN_OF = {zh: en for en, zh in CITIES.items()}
_ZH = "|".join(sorted({*PLACES, *CITIES.values()}, key=len, reverse=True))
_EN = "|".join(re.escape(name).replace("'", "['’]") for name in CITIES)
_DEEDS_ZH = "召开|举行|举办|签署|发布|宣布|开幕|闭幕|通过|会见|启动"
_DEEDS_EN = (
    r"held|met|convened|opened|closed|signed|announced|unveiled|adopted|gathered|began"
)
_PLACES = (
    # A dateline: BEIJING, Nov 19 (Xinhua) — ; BEIJING – ; 新华社北京11月19日电.
    re.compile(rf"\A\W*(?P<en>(?i:{_EN}))(?=,|\s*[（(]|\s+[–—-]|:)"),
    re.compile(rf"(?:社|报|网|台|讯)(?P<zh>{_ZH})(?=[^。]{{0,12}}电)"),
    re.compile(
        rf"在(?P<zh>{_ZH})(?:市|隆重|正式|联合|共同|成功|分别|胜利)*(?={_DEEDS_ZH})"
    ),
    re.compile(rf"\b(?:{_DEEDS_EN})\b[^.;]{{0,40}}?\bin (?P<en>{_EN})\b"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text; ``name`` is English, or Chinese where no English is known."""

    start: int
    end: int
    name: str


def find(text: str) -> Iterator[Place]:
    """Yield the places where a text says that something happened, each place once."""
    seen: set[str] = set()
    for pattern in _PLACES:
        for match in pattern.finditer(text):
            group = "zh" if "zh" in pattern.groupindex else "en"
            name = _named(match[group])
            if name not in seen:
                seen.add(name)
                yield Place(match.start(group), match.end(group), name)


def _named(written: str) -> str:
    if written in _EN_OF:
        return _EN_OF[written]
    plain = written.replace("’", "'")
    return next((name for name in CITIES if name.lower() == plain.lower()), written)


def both(name: str) -> tuple[str, str]:
    """Return a place in Chinese and in English, as far as it is known."""
    return (CITIES[name], name) if name in CITIES else (name, "")
