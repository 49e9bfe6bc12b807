from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from policyarchive.editorial.freeze import freeze
from tests.factories import make_actor, make_published_actor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return make_user("editor")


def test_the_old_name_stays_as_a_former_name_until_the_day(by: User) -> None:
    actor = make_published_actor(title_zh="风筝办", title_en="Kite Office")
    titles = {"title_zh": "国家风筝局", "title_en": ""}
    workflow.rename(actor, by=by, titles=titles, since="2023-03")
    actor.refresh_from_db()
    assert (actor.title_zh, actor.title_en) == ("国家风筝局", "Kite Office")
    name = actor.names.get()
    assert (name.text, name.kind, name.language, name.valid_to) == (
        "风筝办",
        "former",
        "zh-Hans",
        "2023-03",
    )
    assert actor.stage == Stage.DRAFT
    assert actor.permalink.label_zh == "风筝办"  # what readers see has not changed
    record = freeze(actor, at=datetime.now(UTC)).record
    assert [alias.text for alias in record.aliases] == ["风筝办"]


def test_a_name_taken_up_again_is_no_former_name(by: User) -> None:
    actor = make_actor(title_zh="甲局", title_en="")
    for new, since in (("乙局", "2001"), ("甲局", "2005")):
        titles = {"title_zh": new}
        workflow.rename(actor, by=by, titles=titles, since=since)
    assert [(n.text, n.valid_to) for n in actor.names.all()] == [("乙局", "2005")]


@pytest.mark.parametrize(
    ("titles", "since", "words"),
    [
        ({}, "2021", "another name"),
        ({"title_zh": "甲局"}, "2021", "another name"),
        ({"title_zh": "乙局"}, "soon", "is not a date"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    by: User, titles: dict[str, str], since: str, words: str
) -> None:
    actor = make_actor(title_zh="甲局")
    with pytest.raises(workflow.Refused, match=words):
        workflow.rename(actor, by=by, titles=titles, since=since)
    assert not actor.names.exists()


def test_the_desk_renames(client: Client, by: User) -> None:
    actor = make_actor(title_en="Kite Office")
    client.force_login(by)
    url = reverse("admin:archive_actor_do", args=(actor.pk, "rename"))
    page = client.get(reverse("admin:archive_actor_change", args=(actor.pk,)))
    assert url in page.content.decode()
    client.post(url, {"title_en": "Kite Bureau", "since": "2020"})
    actor.refresh_from_db()
    assert actor.title_en == "Kite Bureau"
    assert actor.names.get().text == "Kite Office"
