"""Names of permalinks (lines A1–A3, A5 of docs/permalinks.md)."""

import random

from hypothesis import given, strategies as st

from policyarchive.archive import permalinks
from policyarchive.archive.permalinks import ALPHABET, Ark, check_character, read

NAAN = "99999"


def test_a1_ten_thousand_names_are_unique_and_betanumeric():
    names = {permalinks.mint_name("document", NAAN) for _ in range(10_000)}
    assert len(names) == 10_000
    assert all(set(name) <= set(ALPHABET) for name in names)
    assert all(Ark(NAAN, name).has_right_check for name in names)


def test_a1_each_kind_has_its_own_shoulder():
    for kind in ("document", "law", "actor", "event"):
        assert permalinks.kind_of(permalinks.mint_name(kind, NAAN)) == kind
    assert permalinks.kind_of("zz12345") is None


def test_a2_the_published_vector_of_the_noid_check_character():
    assert check_character("13030/xf93gt2") == "q"


def test_a3_every_changed_character_is_caught():
    rng = random.Random(3)
    for _ in range(500):
        name = permalinks.mint_name("document", NAAN)
        place = rng.randrange(len(name))
        other = rng.choice([c for c in ALPHABET if c != name[place]])
        wrong = name[:place] + other + name[place + 1 :]
        assert not Ark(NAAN, wrong).has_right_check


def test_a3_swapped_neighbours_are_caught():
    rng = random.Random(4)
    for _ in range(500):
        name = permalinks.mint_name("law", NAAN)
        place = rng.randrange(len(name) - 1)
        if name[place] == name[place + 1]:
            continue
        swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        assert not Ark(NAAN, swapped).has_right_check


@given(
    st.sampled_from(["ark:/", "ark:", "ARK:", "https://a.example/ark:"]),
    st.sampled_from(["", "-", "\u2010", "\u2013", "%20", "\n"]),
    st.sampled_from(["", "/", "."]),
    st.booleans(),
)
def test_a5_spelling_makes_no_difference(start, inert, end, is_upper):
    name = "t1bcd2345"
    spelled = inert.join((name[:4], name[4:]))
    given_text = f"{start}99999/{spelled.upper() if is_upper else spelled}{end}"
    assert read(given_text) == Ark("99999", name)


def test_a5_hyphens_of_an_anchor_are_kept():
    ark = read("ark:99999/t1-bcd2345/v3/art-21")
    assert ark == Ark("99999", "t1bcd2345", "/v3/art-21")


def test_a_suffix_is_split_from_the_name():
    assert read("ark:99999/t1bcd2345.csl.json") == Ark(
        "99999", "t1bcd2345", ".csl.json"
    )


def test_what_is_no_ark_is_read_as_none():
    assert read("https://example.org/99999/t1bcd") is None


@given(st.text())
def test_any_text_is_read_without_an_error(text):
    read(text)
    read(f"ark:99999/{text}")
