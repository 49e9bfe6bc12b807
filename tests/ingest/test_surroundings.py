"""What stands around the text of a short page is told from it, and no text is lost."""

import pytest

from benchmarks.pages.measure import PARTS, judge
from policyarchive.editorial.ingest import Label, read

# The share of lines put where they belong that each part has to reach.
PROMISED = {"tuning": 0.97, "held_out": 0.85}


@pytest.mark.parametrize("part", PARTS)
def test_lines_of_short_pages_are_put_where_they_belong(part):
    lines = judge(part)
    wrong = [line for line in lines if not line.is_right]
    assert len(wrong) <= len(lines) * (1 - PROMISED[part]), wrong
    assert not [line for line in lines if line.is_lost]
    assert len({line.page for line in lines}) >= 5


def labels_of(body: str) -> dict[str, Label]:
    page = f"<html><body>{body}</body></html>".encode()
    return {line.text: line.label for line in read(page, "page.html").lines}


def test_a_block_that_holds_most_of_the_page_is_no_surrounding_whatever_its_name():
    labels = labels_of(
        "<div class='related'><h1>Rules on kite strings</h1>"
        "<p>Strings are of cotton.</p><p>Knots are shown to the office.</p></div>"
    )
    assert labels["Strings are of cotton."] is Label.BODY


def test_where_no_sentence_would_be_left_every_line_is_kept():
    labels = labels_of(
        "<h1>Notice of the kite office</h1><aside><p>Kites stay down.</p></aside>"
        "<p>Kite office</p><p>" + "On the board " * 6 + "</p>"
    )
    assert labels["Kites stay down."] is Label.BODY


def test_annexes_and_an_order_are_text_where_links_and_authors_are_not():
    labels = labels_of(
        "<h1>Rules on kite strings</h1><p>By Order Of The Council</p>"
        "<p>By Ann Example</p><p>Strings are of cotton, says the office.</p>"
        "<h3>Related stories</h3><p><a href='/1'>Annex 1: knots</a></p>"
        "<h3>Most read</h3><p><a href='/2'>A swan stops the ferry</a></p>"
    )
    assert labels["By Order Of The Council"] is Label.BODY
    assert labels["By Ann Example"] is Label.BYLINE
    assert labels["Annex 1: knots"] is Label.HEADING
    assert labels["A swan stops the ferry"] is Label.UI


def test_who_wrote_in_a_place_and_who_helped_are_no_text():
    labels = labels_of(
        "<h1>Rules on kite strings bite</h1>"
        "<p>By Ann Example in Loomtown and Bo Day</p>"
        "<p>Strings are of cotton, says the office.</p>"
        "<p>Additional reporting by Cy Evening</p>"
        "<p>Reporting by kites is forbidden.</p>"
    )
    assert labels["By Ann Example in Loomtown and Bo Day"] is Label.BYLINE
    assert labels["Additional reporting by Cy Evening"] is Label.BYLINE
    assert labels["Reporting by kites is forbidden."] is Label.BODY
