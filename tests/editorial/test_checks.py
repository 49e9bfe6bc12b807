"""What there is to mend: each check finds what it names, and nothing else."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from policyarchive.archive.models import DateFact, Entry, Link, Source
from policyarchive.editorial import checks, workflow
from policyarchive.editorial.models import CheckCount
from policyarchive.search import follower
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_law,
    make_published_actor,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db


def found(slug: str) -> list[str]:
    check = checks.find(slug)
    assert check is not None
    findings = check.some(0, 50)
    assert check.count() == len(findings)
    return [finding.name.split(" (")[0] for finding in findings]


def test_what_nobody_issued_is_found_but_no_news_and_no_actor() -> None:
    make_document(title_en="Notice")
    make_law(title_en="Law")
    make_document(title_en="Report", type="news")
    make_actor()
    make_event()
    make_document(title_en="Issued", links=[("issuer", make_actor())])
    assert found("missing-issuer") == ["Notice", "Law"]


@pytest.mark.parametrize(
    ("role", "issued", "effective", "is_wrong"),
    [
        ("adopted", "2021-06-10", "2021-06-09", True),
        ("promulgated", "2021-06-10", "2020", True),
        ("signed", "2021-06", "2021-05-31", True),
        ("adopted", "2021-06-10", "2021-06-10", False),
        ("adopted", "2021-06-10", "2021", False),
        ("adopted", "2021", "2021-01-01", False),
        ("adopted", "2021-06-10", "2021-09-01", False),
        ("published", "2021-06-10", "2021-01-01", False),
        ("adopted", "2021-06/2021-08", "2020", False),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(
    role: str, issued: str, effective: str, is_wrong: bool
) -> None:
    make_document(dates={role: issued, "effective": effective}, title_en="Kites")
    assert found("effective-before-issued") == (["Kites"] if is_wrong else [])


def test_dates_of_two_entries_are_not_compared() -> None:
    make_document(dates={"adopted": "2021"})
    make_document(dates={"effective": "2020"})
    assert found("effective-before-issued") == []


def test_a_repealed_law_in_force_is_found_unless_only_an_article_is_repealed() -> None:
    whole = make_law(title_en="Whole", status="in-force")
    part = make_law(title_en="Part", status="in-force")
    ended = make_law(title_en="Ended", status="repealed")
    newer = make_document()
    for law, there in ((whole, ""), (part, "art-3"), (ended, "")):
        Link.objects.create(entry=newer, role="repeals", target=law, there=there)
    assert found("repealed-in-force") == ["Whole"]


def test_an_address_nobody_has_seen_for_a_year_is_found() -> None:
    old = timezone.now() - timedelta(days=400)
    for title, seen, created in (
        ("Old", old.date(), old),
        ("Never seen", None, old),
        ("New", None, None),
        ("Seen", date.today(), old),  # noqa: DTZ011
    ):
        document = make_document(title_en=title, sources=["https://kites.example/"])
        Source.objects.filter(entry=document).update(last_seen=seen)
        if created:
            Entry.objects.filter(pk=document.pk).update(created_at=created)
    assert found("unseen-sources") == ["Old", "Never seen"]


def test_unverified_facts_dates_and_relations_are_found() -> None:
    make_document(title_en="Flag", flags=["status"])
    dated = make_document(title_en="Date", dates={"adopted": "2021"})
    DateFact.objects.filter(entry=dated).update(is_unverified=True)
    linked = make_document(title_en="Link", links=[("issuer", make_actor())])
    Link.objects.filter(entry=linked).update(is_unverified=True)
    make_document(title_en="Sure", dates={"adopted": "2021"})
    assert found("unverified-facts") == ["Flag", "Date", "Link"]


def test_what_was_merged_away_is_not_to_be_mended() -> None:
    lost, kept = make_published_actor(flags=["pinyin"]), make_published_actor()
    workflow.merge(lost, kept, by=make_user("publisher"), note="One body.")
    assert found("unverified-facts") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_cited_and_not_held_is_found_the_oftenest_first() -> None:
    for number, name in enumerate(("灯笼", "风筝", "风筝", "灯笼", "风筝")):
        text = f"第一条　根据《{name}管理条例》，制定第{number}号办法。"
        make_published_document(text=text)
    follower.rebuild(lambda done, total: None)
    check = checks.find("cited-not-held")
    assert check is not None
    assert [(one.name, one.note) for one in check.some(0, 51)] == [
        ("风筝管理条例", "Cited by 3."),
        ("灯笼管理条例", "Cited by 2."),
    ]
    assert check.count() == 2
    assert [one.name for one in check.some(1, 2)] == ["灯笼管理条例"]


def test_the_command_counts_and_lists() -> None:
    make_document(title_en="Notice")
    out = io.StringIO()
    call_command("checks", stdout=out)
    assert "1  missing-issuer: No issuer" in out.getvalue()
    call_command("checks", "missing-issuer", stdout=out)
    assert "Notice (document, not public)  /admin/archive/document/" in out.getvalue()
    with pytest.raises(CommandError, match="There are: missing-issuer"):
        call_command("checks", "nonsense")


def test_the_desk_counts_on_demand_and_leads_to_what_is_to_be_mended(
    client: Client,
) -> None:
    document = make_document(title_en="Notice")
    client.force_login(make_user("contributor"))
    assert "not yet" in client.get("/admin/checks/").content.decode()
    page = client.post("/admin/checks/", follow=True).content.decode()
    assert '<td class="desk-figure">1</td>' in page
    page = client.get("/admin/checks/missing-issuer/").content.decode()
    assert f"/admin/archive/document/{document.pk}/change/" in page
    assert client.get("/admin/checks/nonsense/").status_code == 404
    client.force_login(make_user(is_staff=True))
    assert client.get("/admin/checks/").status_code == 403


def test_actors_and_laws_named_alike_are_found_until_somebody_keeps_them_apart(
    client: Client,
) -> None:
    make_published_actor(title_zh="", title_en="Kite Office of Loomtown")
    other = make_actor(title_zh="", title_en="The Loomtown Kite Office")
    make_actor(title_zh="", title_en="Kite Office of Webtown")
    make_law(title_zh="", title_en="Loomtown Kite Office")
    make_law(title_zh="风筝法", title_en="Kite Law, Batch 1")
    make_law(title_zh="风筝法二", title_en="The Kite Law: Batch 2")
    make_law(title_zh="《风筝法》", title_en="")
    assert found("named-alike") == ["The Loomtown Kite Office", "《风筝法》"]
    user = make_user("editor")
    client.force_login(user)
    page = client.get("/admin/checks/named-alike/").content.decode()
    assert "May be “Kite Office of Loomtown" in page
    first = Entry.objects.get(title_en="Kite Office of Loomtown")
    apart = f"/admin/archive/actor/{other.pk}/apart/{first.pk}/"
    assert f'href="{apart}"' in page
    assert client.get(apart).status_code == 200
    workflow.keep_apart(other, first, by=user, reason="Two towns.")
    assert found("named-alike") == ["《风筝法》"]


def test_pairs_named_alike_are_kept_and_what_changed_since_is_compared_anew(
    client: Client, django_assert_num_queries: Any
) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    first = make_published_actor(title_en="Kite Office")
    renamed = make_actor(title_en="The Kite Office")
    merged = make_published_actor(title_en="An Office of Kite")
    list(checks.count_all())
    Entry.objects.update(updated_at=long_ago)
    CheckCount.objects.update(at=long_ago + timedelta(days=1))
    client.force_login(make_user("editor"))
    url = "/admin/checks/named-alike/"

    def names() -> list[str]:
        found = client.get(url).context["findings"]
        return [one.name.split(" (")[0] for one in found]

    assert names() == ["The Kite Office", "An Office of Kite", "An Office of Kite"]
    with django_assert_num_queries(9):
        client.get(url)
    workflow.merge(merged, first, by=make_user("publisher"), note="One office.")
    assert names() == ["The Kite Office"]
    renamed.title_en = "Lantern Office"
    renamed.save()
    make_actor(title_en="Office, Kite")
    assert names() == ["Office, Kite"]


def test_a_list_goes_page_by_page_and_asks_once(
    client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(51):
        make_document(title_en=f"Notice {number:02}")
    client.force_login(make_user("contributor"))
    client.get("/admin/checks/missing-issuer/")
    with django_assert_num_queries(5):
        page = client.get("/admin/checks/missing-issuer/")
    assert len(page.context["findings"]) == 50
    page = client.get("/admin/checks/missing-issuer/", {"page": "2"})
    assert [one.name[:9] for one in page.context["findings"]] == ["Notice 50"]
    for page_number in ("0", "-1", "x", "9" * 30):
        given = {"page": page_number}
        assert client.get("/admin/checks/missing-issuer/", given).status_code == 200
