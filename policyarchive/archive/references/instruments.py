"""Whether a title that nobody knows names one law or document. Pure.

Texts put licences, forms and parts of themselves in 《》 too, and call many a decision
《关于修改…的决定》 without its issuer: such a title names no one document.
"""

import re

_SHORTEST, _SHORTEST_LAW = 5, 3  # signs; 《条例》 is short for what the text is about
_NOTE = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LAW = re.compile(r"(?<!办)法$")
_ZH = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|规范|规程|章程|准则|标准|决定|决议|意见|通知|通告|公告|批复"
    r"|解释|公约|协定|协议|议定书|条约|规划|纲要|计划|方案|指南|指引|目录|名录|清单|总则|通则|令|报告"
    r"|纪要|声明|宣言|白皮书|政策|要点|措施)$"
)
_EN = re.compile(
    r"\b(?:act|law|code|regulations?|measures|provisions|rules?|notice|decision|opinions?"
    r"|guidelines?|standards?|plan|outline|catalogue|convention|agreement|treaty|protocol"
    r"|order|decree|announcement|report|white paper)\b",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    r"^(?:关于|本|该|相关|有关)|^(?:the )?(?:said|this|these)\b"
    r"|^\D*工作报告$|^(?:the )?report on the work\D*$",  # there is one of each year
    re.IGNORECASE,
)


def names_one(label: str) -> bool:
    """Whether a title, given without its outer 《》, is likely that of one document."""
    title = _NOTE.sub("", label)
    if _OF_MANY.search(title):
        return False
    if title.isascii():
        return " " in title and bool(_EN.search(title))
    shortest = _SHORTEST_LAW if _LAW.search(title) else _SHORTEST
    return len(title) >= shortest and bool(_ZH.search(title))
