"""Charts are numbers; these are the ones a reader would check with a ruler."""

from datetime import date

from hypothesis import given, strategies as st

from policyarchive.public import charts
from policyarchive.public.charts import Moment


def test_the_highest_bar_reaches_the_top_and_the_others_are_in_proportion():
    chart = charts.by_year([(2020, 5), (2021, 10)])

    low, high = chart.bars
    assert (high.y, high.height) == (4.0, 96.0)
    assert (low.y, low.height) == (52.0, 48.0)


def test_a_year_without_entries_keeps_its_place():
    chart = charts.by_year([(2020, 1), (2021, 0), (2022, 1)])

    assert [bar.x for bar in chart.bars] == [1.2, 11.2, 21.2]
    assert chart.bars[1].height == 0


def test_the_undated_stand_apart():
    chart = charts.by_year([(2020, 1)], undated=3)

    dated, undated = chart.bars
    assert undated.is_undated
    assert undated.x > dated.x + 10
    assert chart.description == "2020: 1; without a date: 3."


def test_a_share_is_drawn_above_the_rest():
    (bar,) = charts.by_year([(2025, 4)], parts={2025: 1}).bars

    assert bar.part_y + bar.part_height == bar.y
    assert bar.y + bar.height == 100


def test_many_years_get_a_label_for_every_fifth_and_no_figures():
    chart = charts.by_year([(year, 1) for year in range(1998, 2027)])

    assert chart.is_crowded
    assert [tick.label for tick in chart.ticks] == [
        "1998", "2005", "2010", "2015", "2020",
    ]  # fmt: skip
    assert sum(tick.bars for tick in chart.ticks) == len(chart.bars)


def test_labels_of_years_have_room_beside_one_another():
    for first in range(1700, 2024):
        chart = charts.by_year([(year, 1) for year in range(first, 2028)])
        if chart.is_crowded:
            widest = len(chart.bars) / 11
            assert all(tick.bars >= widest for tick in chart.ticks)


def test_nothing_to_count_says_so():
    assert charts.by_year([]).description == "Nothing to count."
    assert charts.by_year([], undated=3).description == "without a date: 3."


@given(st.lists(st.integers(0, 5000), max_size=120), st.integers(0, 5000))
def test_no_bar_leaves_the_drawing(counts: list[int], undated: int) -> None:
    chart = charts.by_year(
        [(1900 + index, count) for index, count in enumerate(counts)], undated=undated
    )

    assert chart.total == sum(counts) + undated
    for bar in chart.bars:
        assert 0 <= bar.x <= chart.width - chart.bar_width
        assert bar.y >= 0
        assert bar.y + bar.height <= 100.1


def _moment(
    day: str, en: str = "Adopted", *, is_major: bool = False, is_open: bool = False
) -> Moment:
    return Moment(date.fromisoformat(day), day, en, is_major=is_major, is_open=is_open)


def test_one_moment_is_no_life():
    assert charts.life([_moment("2021-06-10")]) is None


def test_the_line_runs_from_the_first_year_to_the_year_after_the_last():
    life = charts.life([_moment("2021-06-10"), _moment("2023-01-02", "Amended")])

    assert life is not None
    assert [year for year, _ in life.years] == [2021, 2022, 2023, 2024]
    assert life.years[0][1] == life.left
    assert life.years[-1][1] == life.right


def test_the_draft_stretch_ends_at_adoption_and_force_at_what_is_known():
    life = charts.life(
        [
            _moment("2020-10-21", "Draft", is_open=True),
            _moment("2021-08-20", is_major=True),
            _moment("2021-11-01", "Effective", is_major=True),
        ],
        force=(date(2021, 11, 1), date(2026, 11, 18)),
    )

    assert life is not None
    assert life.draft is not None
    assert life.force is not None
    assert life.draft.end < life.force.start < life.force.end == life.until


def _boxes(life: charts.Life) -> list[tuple[float, float, float, float]]:
    """The label of each mark as left, right, top, bottom, measured as drawn."""
    boxes = []
    for mark in life.marks:
        width = 6.6 * len(mark.moment.en)
        left = mark.text_x if mark.anchor == "start" else mark.text_x - width
        boxes.append((left, left + width, mark.text_y - 11, mark.text_y))
    return boxes


@given(
    st.lists(
        st.tuples(
            st.dates(date(2015, 1, 1), date(2026, 12, 31)),
            st.text("abcdefgh ", min_size=1, max_size=30),
            st.booleans(),
        ),
        min_size=2,
        max_size=25,
    )
)
def test_no_label_covers_another_or_is_struck_by_a_stem(moments):
    life = charts.life(
        [Moment(day, day.isoformat(), en, is_rule=rule) for day, en, rule in moments]
    )

    if life is None:  # all on one day
        return
    assert len(life.marks) + life.hidden == len(moments)
    boxes = _boxes(life)
    for index, (left, right, top, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= life.width
        for other in boxes[index + 1 :]:
            apart = right <= other[0] or other[1] <= left
            assert apart or bottom <= other[2] or other[3] <= top
        for number, mark in enumerate(life.marks):
            low, high = sorted((mark.stem, life.axis))
            crosses = low < bottom and top < high and left < mark.x < right
            assert number == index or not crosses
