"""The work of a condition is known before it is asked."""

import pytest
from hypothesis import given, strategies as st

from policyarchive.search import effort
from policyarchive.search.engine import (
    Among,
    Anything,
    Every,
    Has,
    Nothing,
    Some,
    Weighed,
    Within,
    Without,
    Worth,
)
from policyarchive.search.tokens import Phrase


class Counted:
    """As much of a snapshot as is asked: in how many of 1,000 entries words stand."""

    size = 1000

    def frequency(self, field: str, token: str) -> int:
        return {"common": 900, "rare": 3}.get(token, 0)


COMMON, RARE = Has("all", Phrase(("common",))), Has("all", Phrase(("rare",)))


@pytest.mark.parametrize(
    ("condition", "work"),
    [
        (Nothing(), 0),
        (Anything(), 1000),
        (Within(1, 2), 1000),
        (COMMON, 900),
        (Weighed(COMMON, 5), 900),
        (Worth(RARE, 5), 3),
        (Has("all", Phrase(("common", "rare"))), 18),  # led by the rare word
        (Has("all", Phrase(("甲",), is_open=True)), 1000),
        (Among("type", ("rare", "common")), 903),
        (Some((COMMON, RARE)), 903),
        (Every((COMMON, RARE)), 6),
        (Every((COMMON, RARE), better=(COMMON,)), 9),
        (Every((Without(COMMON),)), 1000),
        (Every((RARE, Without(COMMON))), 6),
    ],
)
def test_the_rarest_part_leads_and_alternatives_add_up(condition, work):
    assert effort.of(condition, Counted()) == work


def test_the_cheapest_are_asked_while_the_work_lasts():
    both = (COMMON, RARE)
    assert effort.beyond(both, Counted(), 903) == frozenset()
    assert effort.beyond(both, Counted(), 902) == {COMMON}
    assert effort.beyond(both, Counted(), 2) == {COMMON, RARE}


@given(st.lists(st.sampled_from((COMMON, RARE)), min_size=1, max_size=9))
def test_one_more_alternative_is_never_less_work(parts):
    all_but_one = effort.of(Some(tuple(parts[1:])), Counted())
    assert effort.of(Some(tuple(parts)), Counted()) > all_but_one
