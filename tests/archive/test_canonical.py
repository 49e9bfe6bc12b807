"""Canonical JSON: one value, one text, one hash."""

import hashlib
import json

import pytest
from hypothesis import given, strategies as st

from policyarchive.archive import canonical

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcxyz_"), inner),
    max_leaves=20,
)


@given(values)
def test_a_value_is_read_back_and_written_the_same(value):
    text = canonical.dumps(value)
    assert json.loads(text) == value
    assert canonical.dumps(json.loads(text)) == text


def test_the_order_of_keys_makes_no_difference():
    assert canonical.dumps({"b": 1, "a": 2}) == canonical.dumps({"a": 2, "b": 1})


def test_chinese_is_written_as_it_is():
    assert canonical.dumps({"zh": "数据"}) == '{"zh":"数据"}'


def test_the_hash_is_that_of_the_bytes():
    text = canonical.dumps({"zh": "数据"})
    assert canonical.sha256(text) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("value", [1.5, {"a": [1.0]}, [float("nan")]])
def test_floating_point_numbers_are_refused(value):
    with pytest.raises(TypeError):
        canonical.dumps(value)
