"""The API answers by the filters of the pages, and refuses what means nothing."""

import hashlib

import pytest

from policyarchive.editorial import workflow
from policyarchive.search import follower
from tests.factories import (
    archivist,
    make_document,
    make_published_document,
    make_published_law,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def kites():
    """Three documents on kites, the first in two versions, and a law."""
    made = [
        make_published_document(
            title_zh=f"风筝办法之{number}",
            title_en=f"Kite measures {number}",
            text=f"第一条　风筝{number}应当系线。",
            dates={"signed": f"203{number}-05-06"},
            number=f"筝发〔203{number}〕7号",
            sources=[f"https://kites.example/{number}?a=b"],
        )
        for number in (1, 2, 3)
    ]
    publish(made[0])
    made.append(make_published_law(title_zh="风筝法", title_en="Kite Law"))
    follower.follow()
    return made


def api(client, path, **asked):
    return client.get(f"/api/{path}", asked)


def name(entry):
    return entry.permalink.name


def test_the_description_is_openapi_3_1_and_names_every_door(client):
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for methods in described["paths"].values():
        assert set(methods) == {"get"}
    assert api(client, "").json()["entries"] == f"{BASE}/api/entries"


def test_entries_answer_as_the_search_does(client, kites):
    asked = {"q": "系线", "sort": "oldest"}
    found = api(client, "entries", **asked).json()
    twin = client.get("/search.json", asked).json()
    assert (found.pop("next"), found.pop("next_cursor")) == (None, None)
    assert found == twin
    assert [r["date"] for r in found["results"]] == [
        "2031-05-06",
        "2032-05-06",
        "2033-05-06",
    ]


def test_pages_of_entries_lead_to_the_next(client, kites):
    seen, address = [], "/api/entries?kind=document&size=2"
    while address:
        page = client.get(address).json()
        seen += [result["ark"] for result in page["results"]]
        address = page["next"] and page["next"].removeprefix(BASE)
    assert sorted(seen) == sorted(entry.permalink.ark for entry in kites[:3])


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"type": "nonsense"}, "nonsense"),
        ({"from": "yesterday"}, "from"),
        ({"page": "0"}, "page"),
        ({"size": "501"}, "size"),
        ({"sort": "sideways"}, "sort"),
        ({"issuer": "ministry"}, "issuer"),
    ],
)
def test_nonsense_is_refused_and_named(client, asked, named):
    response = api(client, "entries", **asked)
    assert response.status_code == 400
    assert named in response.json()["error"]
    assert "ignored" not in response.json()["error"]
    assert set(response.json()["parameters"]) == set(asked)


@pytest.mark.parametrize("path", ["", "changes", "resolve", "entries/x"])
def test_every_door_refuses_unknown_parameters(client, path):
    response = api(client, path, id="x", colour="red")
    assert response.status_code == 400
    assert "colour" in response.json()["error"]


def test_an_entry_is_its_newest_version(client, kites):
    response = api(client, f"entries/{name(kites[0])}")
    entry, version = response.json(), version_of(kites[0])
    assert entry["url"] == f"{BASE}/{kites[0].permalink.ark}"
    assert entry["version"]["number"] == version.number == 2
    assert entry["record"] == version.record.model_dump(mode="json")
    assert entry["legal_status"] is None


def test_a_version_is_the_bytes_that_were_hashed(client, kites):
    listed = api(client, f"entries/{name(kites[0])}/versions").json()["versions"]
    assert [edition["number"] for edition in listed] == [1, 2]
    for edition in listed:
        path = f"entries/{name(kites[0])}/versions/{edition['number']}"
        body = api(client, path).content
        assert hashlib.sha256(body).hexdigest() == edition["sha256"]
        twin = edition["record_url"].removeprefix(BASE)
        assert client.get(twin).content == body


def test_an_open_text_is_given_and_a_closed_one_is_refused_with_the_reason(client):
    for access, status in (("open", 200), ("snippet", 403), ("dark", 403)):
        entry = make_published_document(text=f"第一条　{access}。", access=access)
        (text,) = version_of(entry).texts.all()
        path = f"entries/{name(entry)}/versions/1/texts/{text.sha256}"
        response = api(client, path)
        assert response.status_code == status
        if status == 200:
            assert hashlib.sha256(response.content).hexdigest() == text.sha256
        else:
            assert "not shown" in response.json()["error"]
            assert access not in response.json()["error"]


@pytest.mark.parametrize("suffix", ["", "/versions", "/versions/1"])
def test_who_holds_it_already_is_told_so(client, kites, suffix):
    path = f"/api/entries/{name(kites[1])}{suffix}"
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    publish(kites[1])
    now = client.get(path, headers={"If-None-Match": etag})
    assert now.status_code == (304 if suffix == "/versions/1" else 200)


@pytest.mark.parametrize(
    ("suffix", "queries"), [("", 2), ("/versions", 2), ("/versions/2", 1)]
)
def test_an_entry_costs_few_queries(
    client, kites, django_assert_num_queries, suffix, queries
):
    with django_assert_num_queries(queries):
        api(client, f"entries/{name(kites[0])}{suffix}")


def test_a_json_twin_is_conditional_too(client, kites):
    path = f"/{kites[1].permalink.ark}/v1.json"
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_withdrawn_entry_is_gone_with_its_facts(client, kites):
    workflow.withdraw(kites[1], by=archivist(), reason="flagged", note="Wrong.")
    for suffix in ("", "/versions", "/versions/1"):
        response = api(client, f"entries/{name(kites[1])}{suffix}")
        assert response.status_code == 410
        assert response.json()["note"] == "Wrong."
        assert response["X-Robots-Tag"] == "noindex"


def test_a_merged_entry_leads_to_the_survivor(client, kites):
    workflow.merge(kites[1], kites[2], by=archivist(), note="The same.")
    response = api(client, f"entries/{name(kites[1])}")
    assert response.status_code == 301
    assert response["Location"] == f"{BASE}/api/entries/{name(kites[2])}"
    assert api(client, f"entries/{name(kites[1])}/versions/1").status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("entries/t1zzzzzzzz", "mistyped"),
        ("entries/%00", "NUL"),
        ("nowhere", "nothing"),
        ("entries/t1zzzzzzzz/versions/99999999999999999999", "mistyped"),
        ("entries/t1zzzzzzzz/versions/one", "number"),
    ],
)
def test_absence_is_said_in_json(client, path, words):
    response = api(client, path)
    assert response.status_code in (400, 404)
    assert words in response.json()["error"]


def test_a_version_that_is_not_there_is_not_found(client, kites):
    response = api(client, f"entries/{name(kites[0])}/versions/9")
    assert response.status_code == 404
    assert "it has 2" in response.json()["error"]


def test_the_log_loses_nothing_while_rows_change(client, kites, monkeypatch):
    monkeypatch.setattr("policyarchive.public.oai.harvest.PAGE_SIZE", 2)
    first = api(client, "changes").json()
    assert first["next"]
    publish(kites[1])  # was on the first page, or on the second
    workflow.withdraw(kites[2], by=archivist(), reason="flagged", note="Wrong.")
    seen = {change["ark"]: change for change in first["changes"]}
    address = first["next"]
    while address:
        page = client.get(address.removeprefix(BASE)).json()
        seen |= {change["ark"]: change for change in page["changes"]}
        address = page["next"]
    assert {ark: seen[ark]["state"] for ark in seen} == {
        kites[0].permalink.ark: "published",
        kites[1].permalink.ark: "published",
        kites[2].permalink.ark: "withdrawn",
        kites[3].permalink.ark: "published",
    }
    assert seen[kites[1].permalink.ark]["version"] == 2
    later = api(client, "changes", cursor=page["cursor"]).json()
    assert later["changes"] == []
    publish(kites[3])
    (news,) = api(client, "changes", cursor=later["cursor"]).json()["changes"]
    assert news["ark"] == kites[3].permalink.ark


@pytest.mark.parametrize("cursor", ["x", "bG9nOi0x", "bG9nOjAx", "é", "bG9nOsKy"])
def test_a_cursor_that_nobody_gave_is_refused(client, cursor):
    response = api(client, "changes", cursor=cursor)
    assert response.status_code == 400
    assert "cursor" in response.json()["error"]


def test_every_sort_of_identifier_is_resolved(client, kites):
    ark, version = kites[0].permalink.ark, version_of(kites[0])
    for given, read_as in (
        (ark, "ark"),
        (f"{BASE}/{ark}/v2#art-1", "ark"),
        (version.sha256.upper(), "sha256"),
        ("筝发[2031]7号", "number"),
        ("http://www.kites.example/1/?a=b", "url"),
    ):
        found = api(client, "resolve", id=given).json()
        assert (found["read_as"], found["matches"][0]["ark"]) == (read_as, ark), given
    pinned = api(client, "resolve", id=f"{ark}/v2#art-1").json()["matches"][0]
    assert pinned["version"] == 2
    assert pinned["url"] == f"{BASE}/{ark}/v2#art-1"


@pytest.mark.parametrize(
    "given",
    ["", "nothing of the sort", "ark:12345/x1", "0" * 64, "https://a.example", "\0"],
)
def test_what_nothing_goes_by_is_not_found(client, given):
    response = api(client, "resolve", id=given)
    assert response.status_code in (400, 404)
    assert response.json()["error"]


def test_a_draft_resolves_to_nothing(client):
    draft = make_document(number="密发〔2031〕1号")
    for given in (draft.permalink.ark, "密发〔2031〕1号"):
        assert api(client, "resolve", id=given).status_code == 404


def test_any_site_may_read_it_and_nobody_may_write(client, kites):
    twin = f"/{kites[0].permalink.ark}/v1.json"
    for path in ("/api/entries", "/search.json", twin):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
        asked = client.options(path, headers={"Origin": "https://a.example"})
        assert asked.status_code == 204
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    page = client.get(f"/{kites[0].permalink.ark}/v1")
    assert "Access-Control-Allow-Origin" not in page
    for method in (client.post, client.put, client.patch, client.delete):
        response = method("/api/entries")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert "read" in response.json()["error"]


def test_head_answers_as_get_without_a_body(client, kites):
    path = f"/api/entries/{name(kites[0])}"
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]
