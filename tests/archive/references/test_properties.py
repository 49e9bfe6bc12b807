"""What holds for any text at all."""

import time

import pytest
from hypothesis import assume, given, settings, strategies as st

from policyarchive.archive.references import gathering, mentions, recognise

PIECES = (
    *"《》〈（）“”[]，。、和至 \n\u200b\u2028İß﹝⺠",
    *(
        "数据安全法",
        "中华人民共和国",
        "第二十一条",
        "第三款",
        "（二）项",
        "前款",
        "本法",
    ),
    *("该法", "国发〔2017〕35号", "国务院", "令第745号", "以下简称", "办法", "2021"),
    *("DSL", "Data Security Law", "art. 5", "Articles 3 and 5", "of the", "this Law"),
    *("hereinafter", "ark:99999/s14sg34bfj", "https://www.example.org/a/b.htm"),
    *("GB/T 35273-2020", "No. 84", "Order"),
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


@settings(max_examples=400)
@given(text=TEXTS)
def test_references_are_in_order_within_the_text_and_apart(gazetteer, text):
    references = recognise.find(text, gazetteer)
    last = 0
    for one in references:
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.label
        last = one.end
    for mention in mentions.find(text, gazetteer, references):
        assert text[mention.start : mention.end] == mention.label
    cited = [one for c in gathering.gather(text, references) for one in c.references]
    assert set(cited) <= set(references)


@settings(max_examples=200)
@given(passages=st.lists(TEXTS, max_size=5))
def test_references_of_passages_stay_in_their_passage(gazetteer, passages):
    found = recognise.find_each(passages, gazetteer)
    assert len(found) == len(passages)
    for passage, references in zip(passages, found, strict=True):
        for one in references:
            assert passage[one.start : one.end] == one.label


@pytest.mark.parametrize(
    ("reference", "entry"),
    [
        ("《中华人民共和国数据安全法》", "dsl"),
        ("《关于修改〈数据安全法〉的决定》", "change"),
        ("国发〔2017〕35号", "plan"),
        ("国务院令第745号", "cii"),
        ("数据安全法第二十一条", "dsl"),
    ],
)
@given(data=st.data())
def test_a_space_or_line_end_inside_a_chinese_reference_does_no_harm(
    gazetteer, data, reference, entry
):
    gap = data.draw(st.sampled_from((" ", "\n", "　", " \n ", "\u200b")))
    # A line that begins with 第 or a bracket may be a new unit, and the digits of a
    # number are never joined.
    places = [
        at
        for at in range(1, len(reference))
        if reference[at] not in "第（〈〔"
        and not reference[at - 1 : at + 1].isdecimal()
    ]
    at = data.draw(st.sampled_from(places))
    # The line before a number is mostly the title that it is the number of.
    assume(not ("\n" in gap and reference[:at] == "国"))
    text = f"应当依照{reference[:at]}{gap}{reference[at:]}的要求办理。"
    assert entry in {
        candidate
        for one in recognise.find(text, gazetteer)
        for candidate in one.candidates
    }


@pytest.mark.parametrize(
    "text",
    [
        "第一条、" * 5_000,
        "arts. " + "5, " * 5_000,
        "《" * 5_000,
        "《甲法》（以下简称《甲》）" * 500,
        "xian" * 5_000 + " [2017]",
        "Law Of The Act " * 1_000 + "art. 5",
        "国务院、商务部、" * 1_000 + "令第5号",
        "国\n" * 5_000,
    ],
)
def test_the_work_grows_with_the_text_not_faster(gazetteer, text):
    before = time.process_time()
    recognise.find(text, gazetteer)
    assert time.process_time() - before < 3
