"""Made-up sources for the bench: a news article of some 900 words, and a law."""

from itertools import chain, repeat

_PARAGRAPHS = (
    "Kiln makers across the northern provinces have begun to fit their furnaces with "
    "meters, after regulators said last spring that every firing above a set heat "
    "would have to be recorded and the records kept for three years.",
    "Officials at the trade body said the change had come sooner than most workshops "
    "expected, and that small ones in particular were short of people who could read "
    "the new instruments or look after them through a winter.",
    "The rules took effect on September 1 and were announced in June at a meeting of "
    "the ministry with eleven producers, two banks and an association of dealers, a "
    "person who was in the room said.",
)
ROWS = 1_000
"""Documents in the table."""

NEWS = "\n".join(
    (
        "Advertisement",
        "Share",
        "Kiln makers race to meet new rules on measuring heat and keeping records",
        "By Clay Potter",
        "Published: 12 November 2021",
        *chain.from_iterable(repeat(_PARAGRAPHS, 8)),
        "Read more: how kilns are built",
        "Subscribe now",
    )
)


def law(articles: int) -> str:
    """Return a made-up law of so many articles, in chapters of ten."""
    lines = ["窑炉计量管理条例", "（2021年6月10日通过）"]
    for number in range(1, articles + 1):
        if number % 10 == 1:
            lines.append(f"第{_han(number // 10 + 1)}章　第{number // 10 + 1}部分")
        lines.append(
            f"第{_han(number)}条　窑炉的使用者应当安装计量器具，保存记录不少于三年，"
            "并在主管部门检查时如实提供；没有记录的，由主管部门责令改正，逾期不改正的依法处罚。"
        )
    return "\n".join(lines)


def table() -> bytes:
    """Return a made-up table of documents, as CSV."""
    lines = (
        f"document,关于第{_han(n % 99 + 1)}号窑炉的通知,Kiln {n} of {ROWS},"
        f"窑发〔2021〕{n}号,notice,2021-06-{n % 28 + 1:02},https://kilns.example/{n}"
        for n in range(ROWS)
    )
    heading = "kind,title_zh,title_en,number,type,promulgated,url"
    return "\n".join((heading, *lines)).encode()


def _han(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")
