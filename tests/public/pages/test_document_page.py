"""The page of a document."""

import re

import pytest

from policyarchive.archive.models.published import Permalink, Text
from policyarchive.editorial import workflow
from tests.factories import (
    archivist,
    make_actor,
    make_capture,
    make_document,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db

TEXT_ZH = "第一章　总则\n第一条　本办法说明测试的目的。\n第二条　测试应当说明理由。"
TEXT_EN = (
    "Chapter 1 General provisions\nArticle 1 States why tests exist.\n"
    "Article 2 Asks every test to give a reason."
)


def path(entry, number=1):
    return f"/{entry.permalink.ark}/v{number}"


def html(client, address):
    return client.get(address).content.decode()


def test_both_languages_stand_side_by_side_under_one_anchor(client):
    document = make_published_document(
        texts=[
            {"body": TEXT_ZH},
            {"body": TEXT_EN, "language": "en", "kind": "unofficial-translation"},
        ]
    )

    page = html(client, path(document))

    assert page.count('id="art-2"') == 1
    row = page[page.index('id="art-2"') :]
    assert row.index("测试应当说明理由") < row.index("Asks every test")
    assert '<a href="#ch-1">' in page
    assert "English, unofficial translation" in page


def test_one_language_alone_fills_one_column(client):
    page = html(client, path(make_published_document(text=TEXT_ZH)))

    assert "reader-single" in page
    assert "Languages shown" not in page


def test_a_digest_is_marked_as_the_archives_own_words(client):
    document = make_published_document(texts=[{"body": TEXT_ZH, "kind": "digest"}])

    page = html(client, path(document))

    assert "Digest by the archive" in page
    assert "has no legal force" in page


@pytest.mark.parametrize(
    ("access", "notice"), [("snippet", "extracts only"), ("dark", "kept, not shown")]
)
def test_a_closed_text_is_named_but_not_shown(client, access, notice):
    page = html(client, path(make_published_document(text=TEXT_ZH, access=access)))

    assert notice in page
    assert "测试应当说明理由" not in page


def test_words_that_are_not_kept_are_not_said_to_be_searchable(client):
    document = make_published_document(text="", access="snippet")

    page = client.get(f"/{document.permalink.ark}/v1").content.decode()

    assert "are not kept here" in page
    assert "It can be searched" not in page


def test_a_text_that_is_closed_later_vanishes_from_every_version(client):
    document = make_published_document(text=TEXT_ZH)
    sha256 = Text.objects.get().sha256
    workflow.restrict(sha256, "snippet", by=archivist(), note="A right was claimed.")

    page = html(client, path(document))

    assert "测试应当说明理由" not in page
    assert "extracts only" in page


def test_it_says_who_issued_it_and_what_it_points_at(client):
    body = make_published_actor(title_zh="甲部", title_en="Ministry A")
    law = make_published_law(title_zh="甲法", title_en="Law A")
    document = make_published_document(
        links=[("issuer", body), ("text-of", law)], number="甲发〔2021〕7号"
    )
    make_link(document, "implements", law, here="art-2", note="Legal basis")
    publish(document)

    page = html(client, path(document, 2))

    assert f'href="/{body.permalink.ark}"' in page
    assert "A text of" in page
    assert "Implements" in page
    assert "Legal basis" in page
    assert '<span lang="zh-Hans">甲发〔2021〕7号</span>' in page


def test_what_points_at_it_is_worded_from_its_side(client):
    document = make_published_document(title_en="Rule A")
    make_published_document(title_en="Rule B", links=[("implements", document)])

    page = html(client, path(document))

    assert "Implemented by" in page
    assert "Rule B" in page


def test_of_many_that_point_at_it_twelve_are_named_and_no_link_leads_nowhere(client):
    document = make_published_document()
    for _ in range(13):
        make_published_document(links=[("amends", document)])
    page = html(client, path(document))
    assert '<p class="small relations-more">1 more</p>' in page
    assert 'href=""' not in page


def test_what_it_mentions_is_sorted_by_kind(client):
    document = make_published_document(
        links=[
            ("mentions", make_published_actor(title_en="Company A")),
            ("mentions", make_published_event(title_en="Meeting A")),
        ]
    )

    page = html(client, path(document))

    mentions = page[page.index('id="mentions"') :]
    assert mentions.index("Actors") < mentions.index("Company A")
    assert mentions.index("Events") < mentions.index("Meeting A")


def test_an_entry_that_is_not_public_is_not_shown_at_all(client):
    draft = make_actor(title_zh="未公开机构", title_en="Undisclosed body")
    document = make_published_document(links=[("issuer", draft)])

    page = html(client, path(document))

    assert "Undisclosed" not in page
    assert draft.permalink.name not in page


def test_a_withdrawn_entry_keeps_its_frozen_label_and_loses_its_link(client):
    law = make_published_law(title_en="Law of the past")
    document = make_published_document(links=[("related", make_published_document())])
    make_link(document, "implements", law)
    publish(document)
    workflow.withdraw(law, by=archivist(), reason="flagged", note="It was wrong.")

    page = html(client, path(document, 2))

    assert "Law of the past" in page
    assert "withdrawn" in page
    assert f'href="/{law.permalink.ark}"' not in page


def test_a_merged_entry_is_shown_as_the_survivor(client):
    lost, kept = make_published_law(title_en="Old"), make_published_law(title_en="New")
    document = make_published_document(links=[("implements", lost)])
    workflow.merge(lost, kept, by=archivist(), note="The same law.")

    page = html(client, path(document))

    assert f'href="/{kept.permalink.ark}"' in page


def test_labels_are_current_on_the_newest_version_and_frozen_on_an_older_one(client):
    body = make_published_actor(title_en="Name of the day")
    document = make_published_document(links=[("issuer", body)])
    publish(document)
    body.title_en = "Name of today"
    body.save()
    publish(body)

    assert "Name of the day" in html(client, path(document, 1))
    newest = html(client, path(document, 2))
    facts = newest[newest.index('class="facts"') : newest.index("cite-text")]
    assert "Name of today" in facts
    assert "Name of the day" not in facts


def test_an_older_version_says_that_a_newer_one_exists(client):
    document = make_published_document()
    publish(document, note="A date was corrected.")

    older = html(client, path(document, 1))

    assert "A newer version exists" in older
    assert f'href="{path(document, 1)}/diff/v2"' in older
    assert "A newer version exists" not in html(client, path(document, 2))
    assert "A date was corrected." in html(client, path(document, 2))


def test_dates_and_status_name_their_source(client):
    document = make_document(
        status="in-force", status_as_of="2026-11", status_source="https://a.example/list",
        sources=["https://b.example/text"],
    )  # fmt: skip
    document.dates.create(
        role="signed",
        edtf="2021-06",
        source="https://b.example/text",
        is_unverified=True,
    )
    publish(document)

    page = html(client, path(document))

    assert "as of 2026-11" in page
    assert 'href="https://a.example/list">a.example</a>' in page
    assert 'href="#source-1">source 1</a>' in page
    assert "mark-unverified" in page


def test_an_uploaded_file_is_never_called_a_capture(client):
    document = make_published_document(
        captures=[make_capture(origin="uploaded", filename="决定.docx")]
    )

    page = html(client, path(document))

    assert "uploaded, not a capture" in page
    assert "Uploaded file" in page


def test_flags_stand_on_the_card(client):
    page = html(client, path(make_published_document(flags=["date"])))

    assert "Nobody has confirmed at a source: the date" in page


def test_a_citation_can_be_pinned_to_an_article(client):
    document = make_published_document(text=TEXT_ZH)

    page = html(client, f"{path(document)}?art=2")

    assert f"{document.permalink.ark.split('/')[1]}/<wbr>v1/<wbr>art-2" in page
    assert 'value="2"' in page


def test_the_address_to_copy_has_no_query(client):
    document = make_published_document(text=TEXT_ZH)

    page = html(client, f"{path(document)}?art=2")

    assert f'{document.permalink.ark}/v1"' in page
    assert 'rel="canonical"' in page


def test_hostile_titles_are_shown_as_text(client):
    document = make_published_document(title_en="<script>alert(1)</script>")

    page = html(client, path(document))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_it_asks_few_questions(client, django_assert_num_queries):
    body = make_published_actor()
    document = make_published_document(
        texts=[{"body": TEXT_ZH}, {"body": TEXT_EN, "language": "en"}],
        captures=[make_capture()],
        links=[("issuer", body), ("implements", make_published_law())],
    )
    for _ in range(5):
        make_published_document(links=[("implements", document), ("issuer", body)])
    client.get(path(document))  # the index catches up here

    with django_assert_num_queries(3):
        client.get(f"{path(document)}?drawn=again")
    publish(document)
    tag = client.get(path(document, 2))["ETag"]
    with django_assert_num_queries(4):  # and one for the list of versions
        client.get(f"{path(document, 2)}?drawn=again")
    with django_assert_num_queries(1):
        assert client.get(path(document, 2)).status_code == 200
    with django_assert_num_queries(1):
        held = client.get(path(document, 2), HTTP_IF_NONE_MATCH=tag)
    assert (held.status_code, held["ETag"]) == (304, tag)


def test_a_permalink_without_a_version_leads_here(client):
    document = make_published_document()

    response = client.get(f"/{document.permalink.ark}")

    assert response.status_code == 302
    assert response["Location"] == path(document)
    assert Permalink.objects.get().current is not None


def test_the_words_of_a_search_stay_marked_on_arrival(client):
    document = make_published_document(text=TEXT_ZH)

    page = html(client, f"{path(document)}?mark=理由")

    assert '测试应当说明<mark id="mark-1">理由</mark>' in page
    assert f'{document.permalink.ark}/v1"' in page
    assert "?mark=" not in page


def test_marked_places_are_counted_and_lead_to_one_another(client):
    document = make_published_document(text="第一条　理由和理由。\n\n第二条　理由。")

    page = html(client, f"{path(document)}?mark=理由")

    assert "3 places in the text" in page
    assert [int(n) for n in re.findall(r'<mark id="mark-(\d)">', page)] == [1, 2, 3]
    steps = re.findall(r'<a class="mark-(\w+)" href="#mark-(\d)"', page)
    assert steps == [
        ("previous", "3"), ("next", "2"),
        ("previous", "1"), ("next", "3"),
        ("previous", "2"), ("next", "1"),
    ]  # fmt: skip
    assert f'href="{path(document)}#text" data-without-marks>Without' in page


def test_words_that_are_not_in_the_text_are_said_to_be_missing(client):
    document = make_published_document(text=TEXT_ZH)

    page = html(client, f"{path(document)}?mark=没有这个词")

    assert "does not stand in the text shown here" in page
    assert "<mark" not in page


def test_the_address_to_keep_is_free_of_the_words(client):
    document = make_published_document(text=TEXT_ZH)

    page = html(client, f"{path(document)}?mark=理由")

    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)"', page)
    assert canonical.endswith(path(document))
    assert "mark=" not in page


def test_what_is_marked_is_escaped(client):
    document = make_published_document(text="第一条　小于号 <b>理由</b>。")

    page = html(client, f"{path(document)}?mark=理由")

    assert '&lt;b&gt;<mark id="mark-1">理由</mark><span' in page


def test_an_article_says_how_often_it_is_pointed_at(client):
    document = make_published_document(text=TEXT_ZH)
    other = make_document(title_en="Rule B")
    make_link(other, "implements", document, here="art-1", there="art-2")
    publish(other)

    page = html(client, path(document))

    row = page[page.index('id="art-2"') :]
    assert row.index("cited 1") < row.index("测试应当说明理由")
    relation = page[page.index('id="relations"') :]
    assert '<a href="#art-2">Article 2</a> here' in relation
    assert "Article 1 there" in relation


def test_a_version_of_an_entry_that_was_merged_says_where_it_lives_on(client):
    lost = make_published_document(title_en="Described twice")
    kept = make_published_document(title_en="Described once")
    workflow.merge(lost, kept, by=archivist(), note="The same announcement.")

    page = html(client, path(lost))

    assert "This entry was merged into" in page
    assert f'href="/{kept.permalink.ark}">Described once' in page
    assert "Described twice" in page


def test_the_citation_style_is_in_the_address_and_what_is_unknown_is_said(client):
    document = make_published_document(title_zh="风筝通告", title_en="")
    path = f"/{document.permalink.ark}/v1"
    plain = client.get(path).content.decode()
    assert 'value="chicago" form="cite-as" id="cite-chicago" checked' in plain
    assert '<dt>Title in English</dt><dd class="hand">missing: ' in plain
    assert '<dt>Who issued it</dt><dd class="hand">missing: ' in plain
    assert "from: Chinese title" in plain
    chosen = client.get(path, {"style": "oscola"}).content.decode()
    assert 'id="cite-oscola" checked' in chosen
    assert chosen.count(" checked>") == plain.count(" checked>")
    strange = client.get(path, {"style": "<b>"}).content.decode()
    assert 'id="cite-chicago" checked' in strange


def test_the_citation_style_goes_along_to_the_other_versions(client):
    document = make_published_document(title_en="Kites")
    document.title_en = "Better kites"
    document.save()
    publish(document)
    path = f"/{document.permalink.ark}"
    chosen = client.get(f"{path}/v1", {"style": "oscola"}).content.decode()
    assert f'href="{path}/v2?style=oscola">version 2' in chosen  # the banner
    assert f'href="{path}/v1?style=oscola">v1' in chosen  # the list
    assert "?style=" not in client.get(f"{path}/v1").content.decode()
    assert "?style=" not in client.get(f"{path}/v1?style=odd").content.decode()


def test_the_digest_stands_in_paragraphs_and_its_signs_are_escaped(client):
    document = make_published_document(summary_en="One & two.\n\n<b>Three</b>")

    page = html(client, path(document))

    assert "<p>One &amp; two.</p>" in page
    assert "<p>&lt;b&gt;Three&lt;/b&gt;</p>" in page
