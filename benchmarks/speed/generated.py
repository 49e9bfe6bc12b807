"""The seeded generator: bilingual papers with a Zipf vocabulary and uneven facets.

Pure: the same count, words and seed give the same papers on every machine, and paper
number N does not depend on how many there are. The words are made up, so the texts mean
nothing; what is like life is how often each occurs (rank-frequency by Zipf and
Mandelbrot), how long texts are, and how unevenly facets are filled.
"""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.speed.papers import Corpus, Paper
from benchmarks.speed.topics import topic_rows

WORDS = 30_000  # in each vocabulary
_EXPONENT, _SHIFT = 1.05, 2.7  # Mandelbrot's form of Zipf's law

_CHARACTERS = (
    "国家法律行政管理数据安全网络信息技术人民政府部门规定条例办法通知意见发展改革经济社会"
    "工业科学研究标准服务平台企业个保护监督检查评估审批准备案申请许可责任处罚公开使用"
    "建设推进加强完善制度体系机构组织实施执行领导协调统筹规划重点项目资金支持创新能力"
    "市场竞争价格质量产品生产经营者消费用户合同权利义务主体对象范围条件程序期限方式内容"
    "城乡环境资源能源交通运输教育卫生文化农村土地水利海洋气象测绘金融银行证券保险税务"
    "出境跨传输存储加密算模型智芯片半导材料设计造件软硬云计量子通讯卫星航空动力电池"
)
_COMMON_ZH = ("的", "和", "应当", "或者", "以及", "有关", "规定", "进行")
_COMMON_EN = ("the", "of", "and", "to", "in", "for", "shall", "by", "on", "with")
_SYLLABLES = "ba con de fer gla hin jo ka lin mo nar pe qui ros sta tri ul ver wo zen"
_ENDINGS = ("", "", "", "s", "ed", "ing", "tion", "ment", "al", "ity")

# Code and how often, in hundredths.
_TYPES = {
    "notice": 30,
    "normative-document": 18,
    "local-regulation": 12,
    "opinion": 9,
    "department-rule": 7,
    "announcement": 7,
    "plan": 5,
    "news": 4,
    "administrative-regulation": 3,
    "judicial-interpretation": 2,
    "law": 2,
    "draft": 1,
}
_LEVELS = {"provincial": 55, "central": 35, "foreign": 7, "municipal": 3}
_STATUSES = {"in-force": 62, "": 25, "repealed": 7, "superseded": 4, "lapsed": 2}
_ENDINGS_ZH = ("的通知", "管理办法", "的意见", "条例", "实施细则", "的公告", "规划")
_ENDINGS_EN = ("Measures", "Notice", "Opinions", "Regulations", "Rules", "Plan")
_ISSUERS, _YEARS = 300, 48
_LAST_YEAR = 2026
_ARTICLE = 60  # words in an article


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Words by rank, and the sums of their weights that ``choices`` draws by."""

    words: Sequence[str]
    sums: Sequence[float]
    joint: str  # what stands between two words

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.sums, k=count)


def generate(count: int, words: int, seed: int) -> Corpus:
    """Return so many papers; ``words`` is the median length of a text."""
    name = f"generated: {count:,} papers, median {words:,} words, seed {seed}"

    def read() -> Iterator[Paper]:
        return (paper(number, words, seed) for number in range(count))

    return Corpus(name, f"generated-1-{count}-{words}-{seed}", read)


def paper(number: int, words: int, seed: int) -> Paper:
    """Return one paper; three in five are Chinese, and some name English terms."""
    rng = random.Random(f"{seed} {number}")  # noqa: S311
    is_chinese = rng.random() < 0.6
    title, body = _words(rng, words, is_chinese)
    issuers = _issuers(rng)
    year = _LAST_YEAR - min(int(rng.expovariate(0.12)), _YEARS)
    topics = [row["key"] for row in topic_rows()]
    return Paper(
        title_zh=title if is_chinese else "",
        title_en="" if is_chinese else title,
        type=_pick(rng, _TYPES),
        level=_pick(rng, _LEVELS),
        language="zh-Hans" if is_chinese else "en",
        status=_pick(rng, _STATUSES),
        issuers=issuers,
        number=f"测发〔{year}〕{rng.randint(1, 400)}号" if rng.random() < 0.6 else "",
        date=f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        topics=tuple(_few(rng, topics, rng.randint(0, 3))),
        aliases=(_alias(rng, title),) if rng.random() < 0.02 else (),
        url=f"https://www{number % 40}.example.org/{number}",
        body=body,
    )


def _words(rng: random.Random, words: int, is_chinese: bool) -> tuple[str, str]:
    """Return a title and a body in articles; lengths are log-normal, as in life."""
    vocabulary = _chinese() if is_chinese else _english()
    length = round(words * rng.lognormvariate(0, 0.6)) if words else 0
    drawn = vocabulary.draw(rng, length)
    if is_chinese and drawn and rng.random() < 0.1:
        for _ in range(3):  # a term that has no Chinese name yet
            drawn[rng.randrange(len(drawn))] = rng.choice(_english().words[10:400])
    subject = vocabulary.joint.join(vocabulary.draw(rng, rng.randint(3, 6)))
    if is_chinese:
        title = f"关于{subject}{rng.choice(_ENDINGS_ZH)}"
        articles = (
            f"第{_numeral(n)}条　{''.join(part)}。" for n, part in _articles(drawn)
        )
    else:
        title = f"{rng.choice(_ENDINGS_EN)} on {subject}"
        articles = (f"Article {n} {' '.join(part)}." for n, part in _articles(drawn))
    return title, "\n".join(articles)


def _articles(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    return enumerate(itertools.batched(words, _ARTICLE, strict=False), start=1)


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number >= 100:
        return "".join(digits[int(digit)] for digit in str(number))
    ten = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return ten + (digits[ones] if ones else "")


def _issuers(rng: random.Random) -> tuple[str, ...]:
    """Return one to three bodies; the first few issue most of everything."""
    count = rng.choices((0, 1, 2, 3), (8, 80, 8, 4))[0]
    ranks = (int(_ISSUERS ** rng.random()) for _ in range(count))
    return tuple(dict.fromkeys(f"第{_numeral(rank)}测试委员会" for rank in ranks))


def _pick(rng: random.Random, shares: dict[str, int]) -> str:
    return rng.choices(tuple(shares), tuple(shares.values()))[0]


def _few(rng: random.Random, values: Sequence[str], count: int) -> list[str]:
    """Draw without repeats, the first values more often."""
    drawn = (values[int(len(values) ** rng.random()) - 1] for _ in range(count))
    return list(dict.fromkeys(drawn))


def _alias(rng: random.Random, title: str) -> str:
    letters = [word[0].upper() for word in title.split() if word.isascii()]
    return "".join(letters) if len(letters) > 2 else "".join(rng.sample(title, 4))


@cache
def _chinese() -> _Vocabulary:
    rng = random.Random("words of the Chinese vocabulary")  # noqa: S311
    made = dict.fromkeys(_COMMON_ZH)
    while len(made) < WORDS:
        made[
            "".join(rng.choices(_CHARACTERS, k=rng.choices((2, 3, 4), (7, 2, 1))[0]))
        ] = None
    return _Vocabulary(tuple(made), _sums(), "")


@cache
def _english() -> _Vocabulary:
    rng = random.Random("words of the English vocabulary")  # noqa: S311
    syllables = _SYLLABLES.split()
    made = dict.fromkeys(_COMMON_EN)
    while len(made) < WORDS:
        stem = "".join(rng.choices(syllables, k=rng.randint(2, 3)))
        made[stem + rng.choice(_ENDINGS)] = None
    return _Vocabulary(tuple(made), _sums(), " ")


@cache
def _sums() -> tuple[float, ...]:
    weights = (math.pow(rank + _SHIFT, -_EXPONENT) for rank in range(1, WORDS + 1))
    return tuple(itertools.accumulate(weights))
