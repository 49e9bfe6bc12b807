"""Shorter forms of names that follow by rule."""

import pytest

from policyarchive.archive.references import shortened


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Kite Technologies Co., Ltd.", "Kite Technologies"),
        ("SK kites Inc.", "SK kites"),
        ("Breeze Corporation", "Breeze"),
        ("风筝科技有限责任公司", "风筝科技"),
        ("风筝科技股份有限公司", "风筝科技"),
        ("Ministry of Kites", "kites ministry"),
        ("US Department of Kites", "US Kites Department"),
    ],
)
def test_a_legal_form_falls_away_and_an_office_is_named_by_its_field(name, form):
    assert [*shortened.forms(name)] == [form]


def test_an_office_is_named_by_the_first_of_its_fields_as_well():
    science = shortened.forms("Ministry of Science and Kites")
    assert [*science] == ["science and kites ministry", "science ministry"]
    foreign = shortened.forms("Ministry of Foreign Affairs")
    assert "foreign ministry" in [*foreign]


@pytest.mark.parametrize(
    "name", ["Kite Incorporations", "中国公司", "风筝局", "Office of Kites", "Company"]
)
def test_other_names_have_no_shorter_form(name):
    assert [*shortened.forms(name)] == []
