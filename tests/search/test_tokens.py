"""Tokens: what stands in the index, and how a phrase asks for it."""

import threading

import pytest

from policyarchive.search.folding import fold
from policyarchive.search.tokens import (
    characters,
    index_tokens,
    phrase,
    stem,
    stem_tokens,
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("国家法", "国家 家法 法"),
        ("法", "法"),
        ("AI治理", "ai 治理 理"),
        ("第41次会", "第 41 次会 会"),
        ("安全，保障", "安全 全 | 保障 障"),
        ("安全》、《保障", "安全 全 | 保障 障"),
        ("cross-border data, (2021) law", "cross border data 2021 law"),
        ("data\nlaw", "data | law"),
        ("1,000 of 3.5%", "1000 of 3.5 %"),
        ("Articles 21,22", "articles 21 22"),
        ("§ 12", "§ 12"),
        ("snake_case", "snake case"),
    ],
)
def test_a_text_becomes_tokens(text, tokens):
    assert index_tokens(fold(text)) == tokens


@pytest.mark.parametrize(
    ("text", "tokens", "is_open"),
    [
        ("数据安全", ("数据", "据安", "安全"), False),
        ("法", ("法",), True),
        ("第41次", ("第", "41", "次"), True),
        ("第（一）项目", ("第", "|", "一", "|", "项目"), False),
        ("《数据》", ("数据",), False),
        ("data law", ("data", "law"), False),
        ("！？", (), False),
        ("", (), False),
    ],
)
def test_a_phrase_asks_for_tokens(text, tokens, is_open):
    asked = phrase(fold(text))
    assert (asked.tokens, asked.is_open) == (tokens, is_open)


def test_words_are_kept_by_their_stems_and_runs_as_breaks():
    assert stem_tokens("data exports 数据 controlled") == "data export | control"
    assert stem_tokens("只有汉字，没有词 12") == ""


def test_each_character_is_kept_once():
    assert characters(["数据安全", "数据 law"]) == " ".join(sorted("数据安全"))


def test_threads_stem_without_disturbing_each_other():
    words = [
        f"{base}{end}"
        for base in ("export", "regulat", "control")
        for end in ("s", "ing", "ed")
    ]
    alone = [stem.__wrapped__(word) for word in words]
    wrong = []

    def work():
        wrong.extend(
            word
            for _ in range(200)
            for word, right in zip(words, alone, strict=True)
            if stem.__wrapped__(word) != right
        )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
