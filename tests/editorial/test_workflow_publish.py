import pytest

from policyarchive.archive.models import OtherName, Publication
from policyarchive.archive.vocabulary import Happening, Stage, State
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Step
from tests.factories import (
    make_document,
    make_published_document,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def test_publishing_freezes_version_1_and_logs_it():
    document = make_document(
        title_zh="芯片管理办法", number="国发〔2021〕1号", text="第一条 为了测试。"
    )
    publish(document)
    document.refresh_from_db()
    version = document.permalink.current
    assert version.number == 1
    assert version.record.title_zh == "芯片管理办法"
    assert document.stage == Stage.PUBLISHED
    assert document.permalink.state == State.PUBLISHED
    assert document.permalink.label_zh == "芯片管理办法"
    assert Publication.objects.get().happening == Happening.PUBLISHED
    assert OtherName.objects.get().permalink == document.permalink


def test_a_second_version_asks_for_a_change_note():
    document = make_published_document()
    by = make_user("superuser")
    workflow.revise(document, by=by)
    workflow.submit(document, by=by)
    workflow.approve(document, by=by)
    with pytest.raises(workflow.Refused, match="change note"):
        workflow.publish(document, by=by, note="  ")
    assert Step.objects.filter(entry=document, verb="publish").count() == 1
