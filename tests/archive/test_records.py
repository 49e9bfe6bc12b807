"""Records: frozen, canonical, and readable for ever."""

import pydantic
import pytest

from policyarchive.archive import records


def make_record(**fields):
    given = {
        "ark": "ark:99999/t1bcd2345",
        "version": 1,
        "published_at": "2026-01-02T03:04:05Z",
        "type": "law",
        "title_zh": "测试法",
    }
    return records.DocumentRecord(**(given | fields))


def test_a_record_comes_back_from_its_json_as_it_was():
    record = make_record(dates=(records.DateFact(role="adopted", edtf="2021-06"),))
    text = records.dump(record)
    assert records.load(text) == record
    assert records.dump(records.load(text)) == text


def test_the_kind_decides_the_model():
    actor = records.ActorRecord(
        ark="ark:99999/b1x", version=1, published_at="", actor_kind="company"
    )
    assert isinstance(records.load(records.dump(actor)), records.ActorRecord)


def test_a_record_cannot_be_changed():
    with pytest.raises(pydantic.ValidationError):
        make_record().title_zh = "另一个"


def test_an_unknown_field_is_refused():
    with pytest.raises(pydantic.ValidationError):
        make_record(colour="red")


def test_the_date_shown_is_a_function_of_the_record():
    record = make_record(
        dates=(
            records.DateFact(role="effective", edtf="2021-09-01"),
            records.DateFact(role="adopted", edtf="2021-06-10"),
        )
    )
    assert record.shown_date is not None
    assert record.shown_date.edtf == "2021-06-10"


def test_a_retired_code_still_parses():
    assert make_record(type="no-longer-used").type_code == "no-longer-used"
