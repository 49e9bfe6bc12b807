"""What permalinks answer (lines A4–A8, A11–A13, B1–B4, B6, B9, C1–C5 of the design)."""

import hashlib
import json
from urllib.parse import quote

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpResponse, StreamingHttpResponse

from policyarchive.archive import permalinks
from policyarchive.editorial import workflow
from policyarchive.public.machines import Machines
from policyarchive.search import follower
from tests.factories import (
    archivist,
    make_capture,
    make_document,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db

TEXT = "第一章　总则\n第一条　为了测试，制定本办法。\n第二条　茶壶不得倒置。"


@pytest.fixture
def document():
    """A published document with one open text of two articles."""
    return make_published_document(
        title_zh="茶壶管理办法",
        title_en="Measures for Teapots",
        text=TEXT,
        number="茶发〔2031〕7号",
        sources=["https://www.tea.example/a/7.htm?x=1&y=2"],
        dates={"signed": "2031-05-06"},
    )


def path(entry, suffix=""):
    return f"/{entry.permalink.ark}{suffix}"


def test_a4_the_old_form_moves_to_the_new(client, document):
    name = document.permalink.name
    response = client.get(f"/ark:/99999/{name}?a=b")
    assert (response.status_code, response["Location"]) == (301, path(document, "?a=b"))


@pytest.mark.parametrize(
    "spell",
    [
        lambda name: f"/ARK:99999/{name.upper()}",
        lambda name: f"/ark:99999/{name[:4]}-{name[4:]}",
        lambda name: quote(f"/ark:99999/{name[:4]}\u2013{name[4:]}"),
        lambda name: f"/ark:99999/{name[:4]}%20{name[4:]}",
        lambda name: f"/ark:99999/{name[:4]}%0A{name[4:]}",
        lambda name: f"/ark:99999/{name}/",
        lambda name: f"/ark:99999/{name}.",
    ],
)
def test_a5_other_spellings_move_to_the_canonical_one(client, document, spell):
    response = client.get(spell(document.permalink.name))
    assert (response.status_code, response["Location"]) == (301, path(document))


def test_a6_a_wrong_check_character_is_mistyped_and_no_guess(client, document):
    name = document.permalink.name
    other = next(c for c in permalinks.ALPHABET if c != name[-1])
    response = client.get(f"/ark:99999/{name[:-1]}{other}")
    assert response.status_code == 404
    assert "mistyped" in response.content.decode()
    assert "Location" not in response


def test_a7_a_well_formed_name_that_is_not_assigned(client):
    name = permalinks.mint_name("document", "99999")
    response = client.get(f"/ark:99999/{name}")
    assert response.status_code == 404
    assert "mistyped" not in response.content.decode()


def test_a_draft_answers_exactly_like_an_unassigned_name(client):
    draft = make_document(title_zh="还没有人见过的草稿")
    unassigned = permalinks.mint_name("document", "99999")
    pages = []
    for name in (draft.permalink.name, unassigned):
        response = client.get(f"/ark:99999/{name}")
        assert response.status_code == 404
        pages.append(response.content.decode().replace(name, "NAME"))
    assert pages[0] == pages[1]


def test_a8_another_authority_is_not_resolved(client):
    response = client.get("/ark:12345/x1example")
    assert response.status_code == 404
    assert "Location" not in response


@pytest.mark.parametrize("suffix", ["", "/v1", "/v1.json", "/v1/art-2", "/v9"])
def test_a11_head_answers_as_get_without_a_body(client, document, suffix):
    got, head = client.get(path(document, suffix)), client.head(path(document, suffix))
    assert got.status_code == head.status_code
    assert got.get("Location") == head.get("Location")
    assert head.content == b""


@pytest.mark.parametrize("kind", [HttpResponse, StreamingHttpResponse])
@pytest.mark.parametrize("address", ["/ark:99999/t1x/v1", "/api/entries"])
def test_a11_the_server_is_given_no_body_of_an_answer_to_head(rf, kind, address):
    answer = Machines(lambda _: kind(["tea"], headers={"Content-Length": "3"}))
    response = answer(rf.head(address))
    assert (b"".join(response), response["Content-Length"]) == (b"", "3")
    assert b"".join(answer(rf.get(address))) == b"tea"


def test_a12_a_new_title_changes_no_address(client, document):
    before = document.permalink.ark
    document.title_zh = "咖啡壶管理办法"
    document.save()
    publish(document)
    document.refresh_from_db()
    assert document.permalink.ark == before
    assert client.get(path(document))["Location"] == path(document, "/v2")


def test_a13_what_was_public_cannot_be_deleted(document):
    with pytest.raises(IntegrityError, match="was public"), transaction.atomic():
        document.delete()
    with pytest.raises(ProtectedError):
        document.permalink.delete()


def test_b1_the_permalink_leads_to_the_newest_version(client, document):
    response = client.get(path(document))
    assert (response.status_code, response["Location"]) == (302, path(document, "/v1"))
    assert "Accept-Datetime" in response["Vary"]
    publish(document)
    assert client.get(path(document))["Location"] == path(document, "/v2")


def test_b2_an_old_version_keeps_its_bytes_and_says_there_is_a_newer(client, document):
    first = client.get(path(document, "/v1.json")).content
    page = client.get(path(document, "/v1")).content.decode()
    document.title_zh = "茶壶管理办法（修订）"
    document.save()
    publish(document, note="Changes the title.")
    assert client.get(path(document, "/v1.json")).content == first
    old = client.get(path(document, "/v1")).content.decode()
    assert path(document, "/v2") in old
    assert path(document, "/v2") not in page


def test_b2_the_page_of_an_old_version_differs_only_by_its_banner(client, document):
    before = client.get(path(document, "/v1")).content.decode()
    document.title_zh = "茶壶管理办法（修订）"
    document.save()
    publish(document, note="Changes the title.")
    after = client.get(path(document, "/v1")).content.decode()
    start = after.index('<div class="banner"')
    end = after.index("</div>", start) + len("</div>")
    assert (after[:start] + after[end:]).split() == before.split()


def test_b2_the_hash_is_recomputed_from_the_json(client, document):
    response = client.get(path(document, "/v1.json"))
    digest = hashlib.sha256(response.content).hexdigest()
    assert response["ETag"] == f'"{digest}"'
    page = client.get(path(document, "/v1")).content.decode()
    assert digest in page.replace("<wbr>", "")


def test_b3_versions_name_their_neighbours(client, document):
    publish(document)
    publish(document)
    links = client.get(path(document, "/v2"))["Link"]
    for relation, number in (
        ("predecessor-version", 1),
        ("successor-version", 3),
        ("latest-version", 3),
    ):
        assert f'{path(document, f"/v{number}")}>; rel="{relation}"' in links
    assert 'rel="version-history"' in links


def test_b6_a_version_that_never_was(client, document):
    assert client.get(path(document, "/v99")).status_code == 404


def test_b9_a_hash_leads_to_its_version(client, document):
    version = document.permalink.versions.get()
    text = version.texts.get()
    for digest in (version.sha256, text.sha256):
        response = client.get(f"/sha256/{digest}")
        assert response["Location"] == path(document, "/v1")
    assert client.get(f"/sha256/{'0' * 64}").status_code == 404


def test_b9_the_hash_of_a_capture_leads_to_its_version(client):
    capture = make_capture(b"a page as found")
    document = make_published_document(captures=[capture])
    response = client.get(f"/sha256/{capture.sha256}")
    assert response["Location"] == path(document, "/v1")


@pytest.fixture
def withdrawn(document):
    """The document, withdrawn for a reason and with a note."""
    workflow.withdraw(
        document, by=archivist(), reason="takedown", note="A publisher asked for it."
    )
    return document


@pytest.mark.parametrize("suffix", ["", "/v1", "/v1/art-1", ".bib", "/v1.md"])
def test_c1_a_withdrawn_entry_leaves_a_tombstone(client, withdrawn, suffix):
    response = client.get(path(withdrawn, suffix))
    page = response.content.decode()
    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex"
    assert "A publisher asked for it." in page
    assert "Takedown request" in page
    assert "茶壶不得倒置" not in page


@pytest.mark.parametrize("suffix", [".json", "/v1.json", "/v1/text/{}.json"])
def test_c2_a_tombstone_as_json(client, withdrawn, suffix):
    digest = withdrawn.permalink.versions.get().texts.get().sha256
    response = client.get(path(withdrawn, suffix.format(digest)))
    facts = json.loads(response.content)
    assert response.status_code == 410
    assert facts["removal_reason"] == "takedown"
    assert facts["note"] == "A publisher asked for it."
    assert withdrawn.permalink.ark in facts["citation_text"]
    assert set(facts) >= {"removal_date", "is_visible", "replaced_by"}


def test_c2_a_tombstone_by_accept_header(client, withdrawn):
    response = client.get(path(withdrawn), headers={"accept": "application/json"})
    assert response.status_code == 410
    assert response["Content-Type"].startswith("application/json")


def test_c3_a_withdrawn_entry_is_not_in_the_sitemap(client, withdrawn):
    assert withdrawn.permalink.name not in client.get("/sitemap.xml").content.decode()


def test_c4_a_merged_entry_moves_to_the_survivor(client):
    loser, middle, survivor = (make_published_law() for _ in range(3))
    workflow.merge(loser, middle, by=archivist(), note="The same law.")
    workflow.merge(middle, survivor, by=archivist(), note="The same law again.")
    response = client.get(path(loser))
    assert (response.status_code, response["Location"]) == (301, path(survivor))


def test_c4_a_pinned_version_of_a_merged_entry_keeps_answering(client):
    loser, survivor = make_published_law(title_zh="旧条目法"), make_published_law()
    workflow.merge(loser, survivor, by=archivist(), note="The same law.")
    response = client.get(path(loser, "/v1"))
    assert response.status_code == 200
    assert "旧条目法" in response.content.decode()


def test_c5_a_text_that_is_not_open_is_refused_with_the_reason(client):
    document = make_published_document(text=TEXT, access="snippet")
    digest = document.permalink.versions.get().texts.get().sha256
    response = client.get(path(document, f"/v1/text/{digest}.json"))
    assert response.status_code == 403
    assert json.loads(response.content)["access"] == "snippet"


def test_k1_a_passage_has_an_address(client, document):
    response = client.get(path(document, "/v1/art-2"))
    assert response["Location"] == path(document, "/v1#art-2")


def test_k1_a_passage_that_is_gone_falls_back_and_says_so(client, document):
    response = client.get(path(document, "/v1/art-2-7"))
    assert response["Location"] == path(document, "/v1?missing=art-2-7#art-2")


def test_k1_a_passage_that_nothing_encloses_is_named_with_the_versions_that_have_it(
    client, document
):
    document.texts.update(body=f"{TEXT}\n第九条　盖子另行规定。")
    publish(document)
    response = client.get(path(document, "/v1/art-9"))
    page = response.content.decode()
    assert response.status_code == 404
    assert "There is no passage “art-9” in this version." in page
    assert f'<a href="{path(document, "/v1")}">' in page
    assert f'<a href="{path(document, "/v2/art-9")}">version 2</a>' in page
    assert "our mistake" not in page


@pytest.mark.parametrize("given", ["/v1/art-77", "/art-77"])
def test_k1_a_passage_that_no_version_has_is_said_to_be_in_none(
    client, document, given
):
    response = client.get(path(document, given))
    page = response.content.decode()
    assert response.status_code == 404
    assert "Article 77 was asked for in version 1 of Measures for Teapots" in page
    assert "No other version published here has it." in page
    assert f'<a href="{path(document, "/v1")}">' in page


@pytest.mark.parametrize("given", ["/v1/art-2", "/art-2"])
def test_k1_a_passage_keeps_the_style_that_the_address_asks_for(
    client, document, given
):
    response = client.get(path(document, f"{given}?style=apa"))
    assert response["Location"] == path(document, "/v1?style=apa#art-2")


def test_k1_a_passage_that_is_gone_keeps_the_style_as_well(client, document):
    response = client.get(path(document, "/v1/art-2-7?style=apa&missing=art-1"))
    assert response["Location"] == path(document, "/v1?style=apa&missing=art-2-7#art-2")


def test_k1_an_article_of_a_law_keeps_the_style_on_the_way_to_its_text(client):
    law = make_published_law(title_zh="茶壶法")
    text = make_published_document(text=TEXT, links=[("text-of", law)])
    follower.follow()
    response = client.get(path(law, "/art-2?style=apa"))
    assert response["Location"].startswith(path(text))
    assert response["Location"].endswith("?style=apa#art-2")


def test_accept_datetime_picks_the_version_of_the_day(client, document):
    publish(document)
    early = {"accept-datetime": "Sat, 01 Jan 2022 00:00:00 GMT"}
    late = {"accept-datetime": "Sat, 01 Jan 2050 00:00:00 GMT"}
    assert client.get(path(document), headers=early)["Location"].endswith("/v1")
    assert client.get(path(document), headers=late)["Location"].endswith("/v2")
    garbage = client.get(path(document), headers={"accept-datetime": "yesterday"})
    assert garbage.status_code == 400


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        (".json", "application/json"),
        (".bib", "application/x-bibtex"),
        (".ris", "application/x-research-info-systems"),
        (".csl.json", "application/vnd.citationstyles.csl+json"),
        (".md", "text/markdown"),
    ],
)
def test_every_version_has_twins(client, document, suffix, media_type):
    response = client.get(path(document, f"/v1{suffix}"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith(media_type)
    asked = client.get(path(document, "/v1"), headers={"accept": media_type})
    assert asked["Location"] == path(document, f"/v1{suffix}")
    newest = client.get(path(document, suffix))
    assert newest["Location"] == path(document, f"/v1{suffix}")


def test_the_markdown_twin_holds_open_words_only(client, document):
    closed = make_published_document(text="第一条　不得外传的茶谱。", access="dark")
    assert "茶壶不得倒置" in client.get(path(document, "/v1.md")).content.decode()
    kept = client.get(path(closed, "/v1.md")).content.decode()
    assert "不得外传" not in kept
    assert "kept, not shown; see http" in kept
    assert path(closed, "/v1/text/") in kept


@pytest.mark.parametrize(
    "name",
    ["number/茶发[2031]7号", "url/http://tea.example/a/7.htm?x=1&y=2"],
)
def test_other_names_lead_to_the_permalink(client, document, name):
    response = client.get(f"/by/{name}")
    assert (response.status_code, response["Location"]) == (302, path(document))


def test_an_address_with_chinese_signs_is_found_escaped_or_not(client):
    url = "https://zh.tea.example/wiki/%E8%8C%B6%E6%B3%95"
    document = make_published_document(sources=[url])
    for spelling in (url, "https://zh.tea.example/wiki/茶法"):
        response = client.get(f"/by/url/{spelling}")
        assert (response.status_code, response["Location"]) == (302, path(document))


def test_an_unknown_other_name(client):
    for name in ("number/无此号", "number/%00", "url/a%00b", "a%00/b"):
        assert client.get(f"/by/{name}").status_code == 404


@pytest.mark.parametrize("query", ["?info", "??"])
def test_a9_info_is_a_brief_record(client, document, query):
    response = client.get(path(document, query))
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert 'rel="describes"' in response["Link"]
    assert "erc:\nwho: " in text
    assert "what: 茶壶管理办法 | Measures for Teapots" in text
    assert "when: 2031-05-06" in text
    assert f"where: http://127.0.0.1:8000{path(document)}" in text
    assert "erc-support:\nwho: Policy Archive" in text


def test_a9_a_bare_question_mark_is_seen_in_the_request_line(client, document):
    response = client.get(path(document), RAW_URI=f"{path(document)}?")
    assert response.content.decode().startswith("erc:")


def test_a10_info_of_a_withdrawn_entry_says_so(client, withdrawn):
    response = client.get(path(withdrawn, "?info"))
    assert response.status_code == 200
    assert "what: Withdrawn: Takedown request. A publisher asked" in (
        response.content.decode()
    )


def test_c4_info_of_a_merged_entry_still_answers(client):
    loser, survivor = make_published_law(), make_published_law()
    workflow.merge(loser, survivor, by=archivist(), note="The same law.")
    text = client.get(path(loser, "?info")).content.decode()
    assert f"Merged into {survivor.permalink.ark}" in text
