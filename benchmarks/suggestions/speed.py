"""How long taking in lasts, measured on a populated archive:

    DJANGO_SETTINGS_MODULE=policyarchive.settings python -m benchmarks.suggestions.speed

Each page is asked of the site itself, as an editor's browser does: read what was
pasted, show it on the bench, make the draft, propose what it names. Everything is
rolled back at the end; the first of the runs is left out, which reads the names.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment

from benchmarks.references.marking import unmark

_RUNS = 6
_WORDS = 900
_ARTICLES = 70


def article() -> str:
    """Return a noisy report of some 900 words, made of the labelled texts."""
    folder = Path(__file__).resolve().parent
    sentences: list[str] = []
    for line in (folder / "tuning.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (row["language"], row["type"]) == ("en", "news"):
            sentences.append(unmark(row["marked"])[0])
    words, paragraphs = 0, []
    while words < _WORDS:
        paragraph = sentences[len(paragraphs) % len(sentences)]
        words += len(paragraph.split())
        paragraphs.append(paragraph)
        if len(paragraphs) % 4 == 0:
            paragraphs.append("Advertisement")
    head = ["Menu", "Share", "What kites may carry home this year", "By Jane Roe"]
    head.append("Published: November 19, 2021, 6:31 PM")
    return "\n".join([*head, *paragraphs, "Related articles", "Most popular"])


def law() -> str:
    """Return a law of 70 articles in seven chapters that cites others."""
    lines = ["风筝数据保护法", "（2031年5月6日国家风筝局第三次会议通过）"]
    for number in range(1, _ARTICLES + 1):
        if number % 10 == 1:
            lines.append(f"第{_zh(number // 10 + 1)}章　第{number // 10 + 1}组规定")
        lines.append(
            f"第{_zh(number)}条　放飞风筝产生的第{number}类数据，依照"
            "《中华人民共和国数据安全法》第二十一条的规定分级，由国家互联网信息办公室会同"
            "工业和信息化部、公安部登记。登记的内容应当真实、准确、完整，不得有虚假记载；"
            "登记事项发生变化的，应当在三十日内变更。"
        )
    lines.append("本法自2031年9月1日起施行。")
    return "\n".join(lines)


def _zh(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "") or digits[0]


@dataclass(frozen=True)
class Spent:
    """Seconds of the clock, and of the processor by us and by the reading process."""

    clock: float
    processor: float


def _timed[T](act: Callable[[], T]) -> tuple[T, Spent]:
    before, start = os.times(), time.perf_counter()
    result = act()
    clock, after = time.perf_counter() - start, os.times()
    return result, Spent(clock, sum(after[:4]) - sum(before[:4]))


def measure(text: str) -> Iterator[tuple[str, Spent]]:
    """Yield each step of one taking in with the seconds it took."""
    from django.contrib.auth.models import User  # needs the apps

    client = Client(SERVER_NAME="127.0.0.1")
    user = User.objects.filter(is_superuser=True).first()
    if user is None:
        sys.exit("The archive has no administrator: run manage.py demoadmin first.")
    client.force_login(user)

    answer, spent = _timed(lambda: client.post("/admin/take-in/", {"pasted": text}))
    yield "read", spent
    bench = answer["Location"]
    page, spent = _timed(lambda: client.get(bench))
    yield "bench shown", spent
    sent = {"do": "make"}
    for form in (page.context["facts"], *page.context["dates"]):
        sent |= {bound.html_name: bound.value() or "" for bound in form}
    management = page.context["dates"].management_form
    sent |= {bound.html_name: str(bound.value()) for bound in management}
    answer, spent = _timed(lambda: client.post(bench, sent))
    yield "draft made", spent
    address = answer["Location"]
    _, spent = _timed(lambda: client.get(address))
    yield "suggestions shown", spent


def main() -> None:
    """Measure both texts and print the medians."""
    django.setup()
    setup_test_environment()  # lets a client see what a page was made of
    for name, text in (("report of 900 words", article()), ("law", law())):
        steps: dict[str, list[Spent]] = {}
        for run in range(_RUNS):
            with transaction.atomic():
                for step, spent in measure(f"{text}\n{time.time_ns()}"):
                    if run:
                        steps.setdefault(step, []).append(spent)
                transaction.set_rollback(True)
        _report(name, steps)


def _report(name: str, steps: dict[str, list[Spent]]) -> None:
    write = sys.stdout.write
    write(f"\n{name}, medians of {_RUNS - 1}\n{'':20}  clock  processor\n")
    clock = processor = 0.0
    for step, every in steps.items():
        one = statistics.median(spent.clock for spent in every)
        other = statistics.median(spent.processor for spent in every)
        clock, processor = clock + one, processor + other
        write(f"{step:20}{one:7.2f}{other:11.2f}\n")
    write(f"{'all':20}{clock:7.2f}{processor:11.2f}\n")


if __name__ == "__main__":
    main()
