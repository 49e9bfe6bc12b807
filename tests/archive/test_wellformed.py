"""What fields have to say together, or by their own grammar."""

import pytest
from django.core.exceptions import ValidationError

from policyarchive.archive import passages
from policyarchive.archive.models import wellformed

TEXT = """序言
茶具各有其位。
第一章　总则
第一节　茶杯
第一条　茶杯应当放稳。
第一条之一　茶杯不得倒扣。
"""


def test_every_anchor_of_a_text_is_one():
    anchors = {passage.anchor for passage in passages.split(TEXT, "zh-Hans")}
    assert {"preamble", "art-1-1", "ch-1.sec-1"} <= anchors
    for anchor in (*anchors, "history", "app-1", "app-1.p-24", "app-2.art-3"):
        wellformed.refuse_strange_anchors(here=anchor)


@pytest.mark.parametrize("text", ["Article 21", "art", "art-", "第二十一条", "app-1."])
def test_other_words_are_none(text):
    with pytest.raises(ValidationError, match="such as art-21"):
        wellformed.refuse_strange_anchors(there=text)


@pytest.mark.parametrize(
    ("since", "until"), [("2021-06", "2021"), ("", "2020"), ("x", "2")]
)
def test_a_time_may_end_within_the_year_it_began_in(since, until):
    wellformed.refuse_backward_span(since, until)


def test_a_time_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValidationError, match="before it begins"):
        wellformed.refuse_backward_span("2021-06", "2021-05")
