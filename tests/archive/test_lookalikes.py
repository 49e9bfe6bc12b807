from policyarchive.archive.lookalikes import count, mend


def test_radicals_of_both_blocks_become_the_characters_they_show() -> None:
    assert mend("⼈⼯智能 ⾏业⻔⻚⻅⺠⻓⻛⻋⻰") == "人工智能 行业门页见民长风车龙"


def test_other_compatibility_signs_stay_as_printed() -> None:
    printed = "１２ｋ①㈠ﬁ〔２０２５〕“引号”"
    assert mend(printed) == printed


def test_the_household_radical_takes_its_mainland_form() -> None:
    assert mend("用⼾") == "用户"


def test_look_alikes_are_counted() -> None:
    assert count("⼈人⻅") == 2
