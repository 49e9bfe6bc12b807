"""What changed, word by word."""

from hypothesis import given, strategies as st

from policyarchive.archive import difference, records
from policyarchive.archive.passages import Passage


def marks(pieces):
    return [(piece.mark, piece.text) for piece in pieces]


def test_one_word_of_a_sentence_changes():
    assert marks(difference.words("Data may be kept.", "Data must be kept.")) == [
        ("same", "Data "),
        ("gone", "may"),
        ("new", "must"),
        ("same", " be kept."),
    ]


def test_one_character_of_a_chinese_sentence_changes():
    assert marks(difference.words("数据可以留存", "数据不得留存")) == [
        ("same", "数据"),
        ("gone", "可以"),
        ("new", "不得"),
        ("same", "留存"),
    ]


def test_a_space_between_two_changed_words_goes_with_them():
    pieces = difference.words("one two three", "four five three")

    assert marks(pieces)[:2] == [("gone", "one two"), ("new", "four five")] or marks(
        pieces
    )[:2] == [("gone", "one two "), ("new", "four five ")]


def test_texts_are_compared_passage_by_passage():
    def article(number, body):
        return Passage(f"art-{number}", "article", f"第{number}条", "", body, ())

    changes = difference.texts(
        [article(1, "甲"), article(2, "乙")],
        [article(1, "甲"), article(2, "丙"), article(3, "丁")],
        "zh-Hans",
    )

    assert [(change.label, change.kind) for change in changes] == [
        ("art-2", "changed"),
        ("art-3", "added"),
    ]


def test_facts_name_the_field_and_keep_quiet_about_the_rest():
    def record(title, links=()):
        return records.LawRecord(
            ark="ark:99999/s1x", version=1, published_at="2026-01-01T00:00:00Z",
            title_en=title, type="law", links=links,
        )  # fmt: skip

    assert difference.facts(record("A law"), record("A law")) == ()
    (change,) = difference.facts(record("A law"), record("The law"))
    assert change.label == "Title, English"


def test_a_link_to_what_was_not_public_is_never_named():
    secret = records.Link(
        role="implements", ref=records.Ref(ark="ark:99999/s1secret", kind="law")
    )
    before = records.LawRecord(
        ark="ark:99999/s1x", version=1, published_at="2026-01-01T00:00:00Z", type="law"
    )

    assert (
        difference.facts(before, before.model_copy(update={"links": (secret,)})) == ()
    )


@given(st.text("ab 数据，。\n"), st.text("ab 数据，。\n"))
def test_both_wordings_can_be_read_off_the_pieces(older, newer):
    pieces = difference.words(older, newer)

    assert "".join(p.text for p in pieces if p.mark != "new") == older
    assert "".join(p.text for p in pieces if p.mark != "gone") == newer


def test_codes_are_read_out():
    before = records.LawRecord(
        ark="ark:99999/s1x", version=1, published_at="2026-01-01T00:00:00Z", type="law"
    )
    status = records.StatusFact(code="in-force", as_of="2026-11")

    (change,) = difference.facts(before, before.model_copy(update={"status": status}))

    assert marks(change.pieces) == [("new", "In force, as of 2026-11")]
    assert change.kind == "added"
