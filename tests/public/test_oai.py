"""OAI-PMH 2.0 (lines J1–J4 of the design), read by a real harvester."""

import xml.etree.ElementTree as ET

import pytest
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import NoRecordsMatch

from policyarchive.editorial import workflow
from policyarchive.public.oai import harvest
from tests.factories import archivist, make_document, make_published_law, publish

pytestmark = pytest.mark.django_db

NS = {"oai": "http://www.openarchives.org/OAI/2.0/"}


def ask(client, **arguments):
    response = client.get("/oai", arguments)
    assert response["Content-Type"].startswith("text/xml")
    return ET.fromstring(response.content)  # noqa: S314


def error(client, **arguments):
    found = ask(client, **arguments).find("oai:error", NS)
    return None if found is None else found.get("code")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Sing"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "law"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "ark:99999/t1x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"},
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from": "2026-02-01",
                "until": "2026-01-01",
            },
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from": "2026-02-01",
                "until": "2026-03-01T00:00:00Z",
            },
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "marc"},
            "cannotDisseminateFormat",
        ),
        (
            {
                "verb": "GetRecord",
                "metadataPrefix": "oai_dc",
                "identifier": "ark:99999/t1nothing",
            },
            "idDoesNotExist",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "garbage"}, "badResumptionToken"),
    ],
)
def test_j1_errors_of_the_protocol(client, arguments, code):
    assert error(client, **arguments) == code


def test_j1_every_verb_answers_by_get_and_post(client):
    law = make_published_law()
    for verb, arguments in (
        ("Identify", {}),
        ("ListMetadataFormats", {}),
        ("ListSets", {}),
        ("ListIdentifiers", {"metadataPrefix": "oai_dc"}),
        ("ListRecords", {"metadataPrefix": "oai_dc"}),
        ("GetRecord", {"metadataPrefix": "oai_dc", "identifier": law.permalink.ark}),
    ):
        for method in (client.get, client.post):
            response = method("/oai", {"verb": verb, **arguments})
            root = ET.fromstring(response.content)  # noqa: S314
            assert root.find(f"oai:{verb}", NS) is not None


@pytest.fixture
def harvester(site):
    """A real harvester of the running site."""
    with Scythe(f"{site}/oai") as scythe:
        yield scythe


def test_j2_a_harvest_loses_nothing_while_entries_change(harvester, monkeypatch):
    monkeypatch.setattr(harvest, "PAGE_SIZE", 3)
    laws = [make_published_law() for _ in range(8)]
    seen = []
    for number, header in enumerate(harvester.list_identifiers()):
        seen.append(header.identifier)
        if number == 1:
            publish(laws[0])  # seen already: comes again at the end
            publish(laws[7])  # not seen yet: moves to the end
    assert set(seen) == {law.permalink.ark for law in laws}
    assert seen.count(laws[0].permalink.ark) == 2


def test_j3_a_withdrawn_entry_is_told_to_be_deleted(harvester):
    kept, gone = make_published_law(), make_published_law(title_zh="消失的法")
    workflow.withdraw(gone, by=archivist(), reason="flagged", note="Wrong text.")
    records = {
        r.header.identifier: r for r in harvester.list_records(ignore_deleted=False)
    }
    assert records[gone.permalink.ark].header.deleted
    assert not records[kept.permalink.ark].header.deleted
    assert "消失的法" not in records[gone.permalink.ark].raw


def test_j4_dublin_core_carries_one_identifier_and_both_titles(harvester):
    law = make_published_law(title_zh="茶壶法", title_en="Teapot Law")
    record = harvester.get_record(identifier=law.permalink.ark)
    assert record.metadata["title"] == ["茶壶法", "Teapot Law"]
    assert len(record.metadata["identifier"]) == 1
    assert record.metadata["identifier"][0].endswith(law.permalink.ark)


def test_a_draft_is_never_harvested(harvester):
    make_document(title_zh="还没有人见过的草稿")
    with pytest.raises(NoRecordsMatch):
        list(harvester.list_records())


def test_a_set_holds_one_kind(client):
    make_published_law()
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    assert error(client, **asked, set="actor") == "noRecordsMatch"
    assert error(client, **asked, set="law") is None
