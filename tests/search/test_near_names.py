"""Near names: the rarest parts of a name are asked, and none that is near is lost."""

from hypothesis import assume, given, strategies as st

from policyarchive.search import keys, names, weights

WORDS = st.text("abcde", min_size=9, max_size=20)
SLIPS = st.lists(
    st.tuples(st.integers(0, 19), st.text("abcde", max_size=2)), max_size=3
)


class Counted:
    """A snapshot in which the parts of names are as frequent as they come."""

    def frequency(self, field: str, token: str) -> int:
        return sum(map(ord, token)) % 7


@given(asked=WORDS, slips=SLIPS)
def test_every_name_that_is_near_by_its_parts_is_asked_for(asked, slips):
    name = asked
    for at, letters in slips:
        name = name[:at] + letters + name[at + 1 :]
    alike = keys.grams(asked) & keys.grams(name)
    total = len(keys.grams(asked)) + len(keys.grams(name))
    assume(2 * len(alike) / total >= weights.NEAR_LATIN)
    wanted = names.sharing(Counted(), keys.grams(asked), weights.NEAR_LATIN)
    held = [part for part in wanted.parts if part.values[0] in keys.grams(name)]
    assert len(held) >= wanted.least


def test_the_commonest_parts_of_a_long_name_are_not_asked():
    grams = keys.grams("personalinformationprotectionlaw")
    wanted = names.sharing(Counted(), grams, weights.NEAR_LATIN)
    asked = {part.values[0] for part in wanted.parts}
    rarest = max(Counted().frequency("gram", gram) for gram in asked)
    assert len(asked) < len(grams)
    assert all(Counted().frequency("gram", g) >= rarest for g in grams - asked)
    assert wanted.least == weights.NEAR_SHARED
