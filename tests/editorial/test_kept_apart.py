"""Two entries that look alike and are not the same: remembered, until one changes."""

import pytest

from policyarchive.archive.models import WorkingText
from policyarchive.editorial import duplicates, workflow
from policyarchive.editorial.models import KeptApart, Step
from tests.factories import make_actor, make_document, make_law, make_user

pytestmark = pytest.mark.django_db

WORDS = "".join(f"第{n}条 放飞纸鸢应当报告第{n}号场地并登记。" for n in range(1, 40))


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def pair():
    """Two notices of one title and one text."""
    return [make_document(title_zh="关于放飞纸鸢的通知", text=WORDS) for _ in "ab"]


def proposed(entry):
    (found,) = duplicates.find([duplicates.clues_of(entry)])
    return [match.entry.pk for match in found]


def test_a_pair_is_not_proposed_again_from_either_side(pair, editor):
    one, other = pair
    assert proposed(one) == [other.pk]
    workflow.keep_apart(other, one, by=editor, reason="Two towns, one wording.")
    assert proposed(one) == proposed(other) == []
    third = make_document(title_zh="关于放飞纸鸢的通知")
    assert set(proposed(third)) == {one.pk, other.pk}
    row = KeptApart.objects.get()
    assert (row.first_id, row.second_id, row.by) == (one.pk, other.pk, editor)
    told = Step.objects.filter(entry=one.pk).get()
    assert told.note.endswith("Two towns, one wording.")
    assert str(other.permalink.ark) in told.note


@pytest.mark.parametrize(
    ("field", "after", "comes_back"),
    [
        ("title", "关于放飞纸鸢的 通知。", False),
        ("title", "关于登记织机的办法", True),
        ("text", WORDS.replace("第7号场地", "第七号场地"), False),
        ("text", WORDS.replace("放飞", "收藏").replace("登记", "纳税"), True),
    ],
)
def test_only_a_material_change_brings_it_back(pair, editor, field, after, comes_back):
    one, other = pair
    # What they share whatever is changed.
    for entry in pair:
        entry.names.create(text="纸鸢通知", language="zh-Hans")
    workflow.keep_apart(one, other, by=editor, reason="Two towns.")
    if field == "title":
        other.title_zh = after
        other.save()
    else:
        text = WorkingText.objects.get(document=other)
        text.body = after
        text.save()
    assert bool(proposed(one)) is comes_back


def test_it_can_be_taken_back(client, pair, editor):
    one, other = pair
    client.force_login(editor)
    form = f"/admin/archive/document/{one.pk}"
    page = client.get(f"{form}/change/").content.decode()
    assert f'href="{form}/apart/{other.pk}/"' in page
    empty = client.post(f"{form}/apart/{other.pk}/", {"reason": " "})
    assert "This field is required" in empty.content.decode()
    client.post(f"{form}/apart/{other.pk}/", {"reason": "Two towns."})
    assert proposed(one) == []
    row = KeptApart.objects.get()
    listed = client.get("/admin/editorial/keptapart/").content.decode()
    assert "Two towns." in listed
    used = client.get(f"/admin/uses/document/{one.pk}/?use=apart").content.decode()
    assert "Two towns." in used
    client.post(f"/admin/editorial/keptapart/{row.pk}/delete/", {"post": "yes"})
    assert proposed(one) == [other.pk]
    assert Step.objects.filter(entry=one.pk, verb="apart").count() == 2


def test_what_makes_no_sense_is_refused(pair, editor):
    one, _ = pair
    for other, why in ((one, "itself"), (make_law(), "Two kinds")):
        with pytest.raises(workflow.Refused, match=why):
            workflow.keep_apart(one, other, by=editor, reason="So.")
    with pytest.raises(workflow.Refused, match="no right"):
        workflow.keep_apart(*pair, by=make_user(), reason="So.")


def test_many_are_asked_for_in_the_same_queries(editor, django_assert_max_num_queries):
    bodies = [make_actor(title_en="Kite Office") for _ in range(5)]
    for other in bodies[1:]:
        workflow.keep_apart(bodies[0], other, by=editor, reason="Other towns.")
    clues = [duplicates.clues_of(body) for body in bodies]
    with django_assert_max_num_queries(11):
        found = duplicates.find(clues)
    assert [len(matches) for matches in found] == [0, 3, 3, 3, 3]
