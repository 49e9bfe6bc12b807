"""Bodies and events that a text names."""

from policyarchive.archive import dates
from policyarchive.archive.references import mentions, recognise


def test_bodies_and_events_are_mentioned_laws_are_not(gazetteer):
    text = "科技部在世界数据大会上解读数据安全法。"
    found = mentions.find(text, gazetteer)
    assert [(one.kind, one.label, one.candidates) for one in found] == [
        ("actor", "科技部", ("most",)),
        ("event", "世界数据大会", ("fair",)),
    ]


def test_a_body_in_a_title_or_number_is_part_of_it(gazetteer):
    text = "《国务院关于印发智能规划的通知》和国务院令第745号由国务院公布"
    references = recognise.find(text, gazetteer)
    found = mentions.find(text, gazetteer, references)
    assert [one.start for one in found] == [text.rindex("国务院")]


def test_who_bore_the_name_at_the_time_comes_first(gazetteer):
    def first(written):
        (one,) = mentions.find("广电总局", gazetteer, (), dates.parse(written))
        return one.candidates

    assert first("2016-05") == ("old-tv", "new-tv")
    assert first("2021-05-01") == ("new-tv", "old-tv")


def test_places_are_those_of_the_original_text(gazetteer):
    text = "由 国 务\n院 与科技部"
    labels = [
        (text[one.start : one.end], one.label) for one in mentions.find(text, gazetteer)
    ]
    assert labels == [("国 务\n院", "国 务\n院"), ("科技部", "科技部")]
