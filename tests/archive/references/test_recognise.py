"""References in running text: what they are, what they mean, where they lead."""

import pytest

from policyarchive.archive.references import Kind, Pinpoint, recognise


def find(gazetteer, text):
    return recognise.find(text, gazetteer)


def said(gazetteer, text):
    """What the references of a text say, in a short notation."""
    return [
        (one.kind.value, one.label, *one.candidates[:1])
        for one in find(gazetteer, text)
    ]


def places(gazetteer, text):
    """Where the articles of a text lead."""
    found = []
    for one in find(gazetteer, text):
        if one.kind in (Kind.ARTICLE, Kind.SELF):
            points = [one.pinpoint, *filter(None, [one.until])]
            where = [(p.anchor, p.paragraph, p.item) for p in points]
            found.append((one.kind.value, *one.candidates[:1], *where))
    return found


class TestTitles:
    @pytest.mark.parametrize(
        "title",
        [
            "《数据安全法》",
            "《中华人民共和国数据安全法》",
            "《中华人民共和国數據安全法》",
            "《數據\n安 全法》",
            "数据安全法",
            "Data Security Law",
            "Data Security Law of the PRC",
            "DSL",
            "Zhonghua Renmin Gongheguo Shuju Anquan Fa",
        ],
    )
    def test_every_spelling_of_a_title_is_one_reference(self, gazetteer, title):
        assert said(gazetteer, f"见 {title} ,") == [("title", title, "dsl")]

    @pytest.mark.parametrize(
        "title",
        [
            "《数据安全法解读》",
            "《〈数据安全法〉释义》",
            "《某市数据条例》",
            "《数据安全法（草案）》",
        ],
    )
    def test_a_title_is_never_resolved_by_a_part_of_it(self, gazetteer, title):
        assert said(gazetteer, f"参见{title}。") == [("title", title)]

    @pytest.mark.parametrize(
        "title",
        [
            "《关于修改〈中华人民共和国数据安全法〉的决定》",
            "《关于修改〈数据安全法〉的决定》",
            "《关于修改《数据安全法》的决定》",
        ],
    )
    def test_a_title_inside_a_title_is_part_of_it(self, gazetteer, title):
        assert said(gazetteer, title) == [("title", title, "change")]

    def test_the_key_of_a_title_is_that_of_all_its_spellings(self, gazetteer):
        texts = (
            "《中华人民共和国测试法》",
            "《测试法》（2021年修订）",
            "《测 试法（试行）》",
        )
        keys = {find(gazetteer, text)[0].key for text in texts}
        assert keys == {"测试法"}

    def test_a_draft_is_not_the_instrument(self, gazetteer):
        (draft,) = find(gazetteer, "《数据流动规定（征求意见稿）》")
        (final,) = find(gazetteer, "《数据流动规定》")
        assert draft.candidates == ("flows-draft",)
        assert draft.qualifiers == ("征求意见稿",)
        assert final.candidates == ("flows",)

    @pytest.mark.parametrize(
        ("title", "meant"),
        [
            ("《反间谍法》", ("cel", "cel-2014", "cel-2023")),
            ("《反间谍法》（2023年修订）", ("cel-2023", "cel")),
            ("反间谍法（2014年）", ("cel-2014", "cel")),
            ("《反间谍法（2020年修正）》", ("cel",)),
            ("《汽车数据规定》", ("cars",)),
        ],
    )
    def test_an_edition_is_asked_for_by_its_year(self, gazetteer, title, meant):
        assert find(gazetteer, title)[0].candidates == meant

    def test_an_adoption_date_behind_a_title_is_no_edition(self, gazetteer):
        (one,) = find(gazetteer, "《反间谍法》（2014年11月1日通过）")
        assert one.qualifiers == ()

    def test_a_newspaper_in_title_brackets_is_no_reference(self, gazetteer):
        assert find(gazetteer, "《知网》和《科技部》") == ()

    @pytest.mark.parametrize(
        "text",
        [
            "数据安全法 [Notice on Implementing the Data Security Law]",
            "“Notice on Issuing the Data Security Law,”",
            "张三. 数据安全法研究[J]. 某刊, 2021.",
        ],
    )
    def test_a_name_in_a_longer_title_is_part_of_it(self, gazetteer, text):
        assert len(find(gazetteer, text)) == text.startswith("数据")


class TestShortNames:
    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("《数据安全法》（以下简称《办法》）。按《办法》办理。", "《办法》"),
            ("《数据安全法》（以下称“数法”）。依照数法处理。", "数法"),
            ("《数据安全法》(主席令，以下简称数法)。依照数法处理。", "数法"),
            ("The Data Security Law (hereinafter “DS Law”). DS Law says", "DS Law"),
            ("The Data Security Law (the “Law”) matters; the Law says", "Law"),
        ],
    )
    def test_a_short_name_counts_from_its_definition_on(self, gazetteer, text, label):
        first, second = find(gazetteer, text)
        assert (second.label, second.candidates) == (label, first.candidates)
        assert second.key == first.key

    def test_a_short_name_does_not_count_before_its_definition(self, gazetteer):
        text = "《办法》在前。《数据安全法》（以下简称《办法》）在后。"
        assert find(gazetteer, text)[0].candidates == ()

    def test_a_generic_short_name_needs_brackets_or_an_article(self, gazetteer):
        text = "《数据安全法》（以下简称《办法》）有办法。办法第三条、《办法》。"
        assert [one[1] for one in said(gazetteer, text)] == [
            "《数据安全法》",
            "办法",
            "第三条",
            "《办法》",
        ]

    def test_an_abbreviation_of_something_else_defines_nothing(self, gazetteer):
        text = "《数据安全法》所称处理者（以下简称甲方）。甲方负责。"
        assert len(find(gazetteer, text)) == 1

    def test_passages_of_one_text_share_their_short_names(self, gazetteer):
        passages = [
            "《数据安全法》（以下简称《办法》）",
            "依《办法》",
            "",
            "按《办法》第二条",
        ]
        found = recognise.find_each(passages, gazetteer)
        assert [len(one) for one in found] == [1, 1, 0, 2]
        for passage, references in zip(passages, found, strict=True):
            for one in references:
                assert passage[one.start : one.end] == one.label
                assert one.candidates == ("dsl",)


class TestArticles:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("数据安全法第二十一条", ("art-21", None, None)),
            ("《数据安全法》第21条", ("art-21", None, None)),
            ("数据安全法第二十一条之一", ("art-21-1", None, None)),
            ("《数据安全法》第三十八条第一款第（三）项", ("art-38", 1, 3)),
            ("《数据安全法》第三十八条第（三）项", ("art-38", None, 3)),
            ("《数据安全法》第三十八条第二款", ("art-38", 2, None)),
            ("《数据安全法》（2021年修正）第8条", ("art-8", None, None)),
            ("《数据安全法》（国发〔2017〕35号）第8条", ("art-8", None, None)),
            ("《数据安全法》中的第8条", ("art-8", None, None)),
            ("《数据安全法》第二 十\n一条", ("art-21", None, None)),
            ("Article 21 of the Data Security Law", ("art-21", None, None)),
            ("Article 21(2) of China's Data Security Law", ("art-21", 2, None)),
            ("DSL art. 38", ("art-38", None, None)),
            ("DSL, Article 21(2)(iii)", ("art-21", 2, 3)),
            ("DSL Article 10, paragraph 3, item (2)", ("art-10", 3, 2)),
            ("the DSL's Article 26 bis", ("art-26-1", None, None)),
            ("the DSL (Article 66-1)", ("art-66-1", None, None)),
            ("art. 38 DSL", ("art-38", None, None)),
            (
                "Data Security Law (adopted June 10, 2021, effective Sept. 1, 2021), "
                "art. 21",
                ("art-21", None, None),
            ),
        ],
    )
    def test_an_article_belongs_to_the_instrument_beside_it(
        self, gazetteer, text, place
    ):
        assert places(gazetteer, text) == [("article", "dsl", place)]

    @pytest.mark.parametrize(
        ("text", "anchors"),
        [
            ("数据安全法第三条、第五条和第七条", [3, 5, 7]),
            ("数据安全法第三、五条", [3, 5]),
            ("数据安全法第三条、五条", [3, 5]),
            ("DSL arts. 3, 5 and 7", [3, 5, 7]),
            ("DSL art. 3 and art. 5", [3, 5]),
            ("Articles 3 and 5 of the Data Security Law", [3, 5]),
        ],
    )
    def test_each_article_of_a_list_is_a_reference(self, gazetteer, text, anchors):
        assert places(gazetteer, text) == [
            ("article", "dsl", (f"art-{number}", None, None)) for number in anchors
        ]

    def test_paragraphs_and_items_of_a_list_stay_in_their_article(self, gazetteer):
        text = "数据安全法第四十条第一款、第三款第（二）、（四）项"
        assert [place[2] for place in places(gazetteer, text)] == [
            ("art-40", 1, None),
            ("art-40", 3, 2),
            ("art-40", 3, 4),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "数据安全法第三条至第五条",
            "数据安全法第3—5条",
            "DSL arts. 3–5",
            "Articles 3 through 5 of the Data Security Law",
        ],
    )
    def test_a_range_is_one_reference_with_two_ends(self, gazetteer, text):
        (one,) = places(gazetteer, text)
        assert one[2:] == (("art-3", None, None), ("art-5", None, None))

    def test_a_year_or_date_behind_an_article_is_no_article(self, gazetteer):
        text = "DSL arts. 3, 2021, and DSL art. 5, 10 June 2021"
        assert [place[2][0] for place in places(gazetteer, text)] == ["art-3", "art-5"]

    @pytest.mark.parametrize(
        ("text", "label", "place"),
        [
            ("违反本法第五条的", "本法第五条", ("art-5", None, None)),
            ("依照第二十一条的规定", "第二十一条", ("art-21", None, None)),
            ("前款规定的", "前款", ("", None, None)),
            ("前两款所列", "前两款", ("", None, None)),
            ("依照本条第三款", "本条第三款", ("", 3, None)),
            ("Article 12 of this Law", "Article 12", ("art-12", None, None)),
            ("the penalty in Article 45", "Article 45", ("art-45", None, None)),
        ],
    )
    def test_an_article_alone_is_one_of_the_text_itself(
        self, gazetteer, text, label, place
    ):
        (one,) = find(gazetteer, text)
        assert (one.kind, one.label, one.candidates) == (Kind.SELF, label, ())
        assert one.pinpoint == Pinpoint(*place)

    @pytest.mark.parametrize(
        "text",
        [
            "《数据安全法》施行后，该法第五条",
            "the Data Security Law applies; under Article 5 of that law",
            "the Data Security Law and its Article 5",
            "比较专利法和数据安全法，后者第五条",
            "比较数据安全法和专利法，前者第五条",
        ],
    )
    def test_words_that_point_back_bind_to_the_law_before(self, gazetteer, text):
        assert places(gazetteer, text) == [("article", "dsl", ("art-5", None, None))]

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("依据行政复议法第二十条", "行政复议法"),
            ("和中华人民共和国行政复议法第二十条", "行政复议法"),
            ("Article 20 of the Administrative Review Law", "administrativereviewlaw"),
            ("See Administrative Review Law, art. 20", "administrativereviewlaw"),
            ("Art. 20 GDPR", "gdpr"),
        ],
    )
    def test_an_instrument_that_nobody_holds_is_named_by_its_articles(
        self, gazetteer, text, key
    ):
        kinds = {one.kind: one for one in find(gazetteer, text)}
        assert set(kinds) == {Kind.TITLE, Kind.ARTICLE}
        assert {one.key for one in kinds.values()} == {key}
        assert kinds[Kind.ARTICLE].candidates == ()

    @pytest.mark.parametrize(
        "text",
        [
            "合同第五条约定",
            "第二条新闻",
            "第一条 为了规范",
            "  **第三条** 处理者",
            "Article 9 of the Constitution",
            "state of the art 5 times",
            "the next article 5 days later",
        ],
    )
    def test_what_is_no_citation_is_no_reference(self, gazetteer, text):
        assert find(gazetteer, text) == ()

    def test_a_label_that_begins_a_line_is_no_reference_but_a_broken_line_is(
        self, gazetteer
    ):
        text = "第三条 处理者依照\n第五条的规定办理。"
        assert [one.label for one in find(gazetteer, text)] == ["第五条"]


class TestNumbers:
    @pytest.mark.parametrize(
        "number",
        [
            "国发〔2017〕35号",
            "国发［2017］35号",
            "国发[2017] 35 号",
            "国发（2017）第35号",
            "国发﹝2017﹞35号",
            "國發〔2017〕35號",
            "Guofa [2017] No. 35",
            "Guo Fa (2017) no. 35",
        ],
    )
    def test_a_number_is_found_in_any_brackets(self, gazetteer, number):
        assert said(gazetteer, f"见{number}。") == [("number", number, "plan")]

    @pytest.mark.parametrize(
        ("text", "label", "entry"),
        [
            ("据国务院令第745号，", "国务院令第745号", "cii"),
            ("国务院令第七百四十五号", "国务院令第七百四十五号", "cii"),
            ("State Council Decree No. 745", "State Council Decree No. 745", "cii"),
            (
                "Order No. 745 of the State Council",
                "Order No. 745 of the State Council",
                "cii",
            ),
            ("主席令第84号", "主席令第84号", "dsl-2021"),
            ("Presidential Order No. 84", "Presidential Order No. 84", "dsl-2021"),
            ("网信办令第5号", "网信办令第5号", "content"),
            ("网信办、公安部令第5号", "网信办、公安部令第5号", "faces"),
            ("依照商务部公告2025年第18号", "商务部公告2025年第18号", "earths"),
            ("商务部2024年第46号公告", "商务部2024年第46号公告", "dual-use"),
            (
                "MOFCOM Announcement No. 46 of 2024",
                "MOFCOM Announcement No. 46 of 2024",
                "dual-use",
            ),
            ("GB/T 35273—2020", "GB/T 35273—2020", "pi-standard"),
            ("GB/T35273", "GB/T35273", "pi-standard"),
            ("Pub. L. No. 117-167", "Pub. L. No. 117-167", "chips"),
        ],
    )
    def test_orders_and_standards_lead_to_their_entry(
        self, gazetteer, text, label, entry
    ):
        assert said(gazetteer, text) == [("number", label, entry)]

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("根据浙政发〔2020〕7号", "浙政发20207"),
            ("据交通运输部令2014年第1号", "交通运输部令2014年1"),
            ("87 Fed. Reg. 62,186", "87fr62186"),
            ("YD/T 4321-2023", "yd/t4321-2023"),
        ],
    )
    def test_a_number_that_nobody_holds_has_a_key(self, gazetteer, text, key):
        (one,) = find(gazetteer, text)
        assert (one.kind, one.key, one.candidates) == (Kind.NUMBER, key, ())

    @pytest.mark.parametrize(
        "text",
        [
            "（2022）浙0192民初4259号",
            "Simms [2000] 2 AC 115",
            "在3号楼",
            "禁令第5号",
            "in order 66 of them",
            "商务部公告2023年第46号之外",
        ],
    )
    def test_what_looks_like_a_number_leads_nowhere(self, gazetteer, text):
        assert all(not one.candidates for one in find(gazetteer, text))

    def test_a_number_does_not_take_in_the_line_before(self, gazetteer):
        (one,) = find(gazetteer, "实施意见\n国发〔2017〕35号")
        assert one.label == "国发〔2017〕35号"

    @pytest.mark.parametrize(
        "text", ["See Guo Fa (2017) No. 35.", "see also Guofa [2017] no. 35"]
    )
    def test_a_signal_before_pinyin_is_no_part_of_the_number(self, gazetteer, text):
        (one,) = find(gazetteer, text)
        assert one.candidates == ("plan",)

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Regulation (EU) 2024/1689, art. 5", "eu2024/1689"),
            ("Council Regulation (EC) No 428/2009", "eu428/2009"),
            ("Directive 95/46/EC", "eu95/46"),
        ],
    )
    def test_acts_of_the_european_union_are_numbers(self, gazetteer, text, key):
        assert key in {one.key for one in find(gazetteer, text)}

    @pytest.mark.parametrize("before", ["参见最高法、公安部", "最高法、 公安部"])
    def test_issuers_before_the_brackets_belong_to_a_title(self, gazetteer, before):
        (one,) = find(gazetteer, f"{before}《关于审理茶杯案件的解释》")
        assert (one.kind, one.candidates) == (Kind.TITLE, ("cups",))

    def test_a_range_of_articles_has_the_anchor_of_each(self, gazetteer):
        *_, article = find(gazetteer, "Data Security Law, arts. 29–32")
        assert article.anchors == ("art-29", "art-30", "art-31", "art-32")


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        ["https://www.example.org/a/b.htm", "http://example.org/a/b.htm#top"],
    )
    def test_an_address_leads_to_the_document_it_is_of(self, gazetteer, address):
        assert said(gazetteer, f"（{address}）。") == [("url", address, "page")]
        assert said(gazetteer, f"at {address}, and") == [("url", address, "page")]

    def test_chinese_after_an_address_is_not_part_of_it(self, gazetteer):
        (one,) = find(gazetteer, "见https://www.example.org/a/b.htm，全文")
        assert one.label == "https://www.example.org/a/b.htm"

    @pytest.mark.parametrize("name", ["数据法", "1982年报告"])
    def test_chinese_behind_a_slash_is_the_name_of_a_page(self, gazetteer, name):
        (one,) = find(gazetteer, f"见https://zh.example.org/wiki/{name}，全文")
        assert one.label == f"https://zh.example.org/wiki/{name}"

    def test_a_permalink_leads_to_entry_version_and_passage(self, gazetteer):
        (one,) = find(
            gazetteer, "(https://a.example/ark:99999/s14sg34bfj/v3/art-21-1)."
        )
        assert (one.kind, one.candidates) == (Kind.ARK, ("dsl",))
        assert (one.key, one.version) == ("ark:99999/s14sg34bfj", 3)
        assert one.pinpoint == Pinpoint("art-21-1")
        assert find(gazetteer, "ark:/99999/s14sg34bfj")[0].candidates == ("dsl",)
        (shown,) = find(gazetteer, "https://a.example/ark:99999/s14sg34bfj/v3#art-21")
        assert (shown.anchor, shown.version) == ("art-21", 3)

    @pytest.mark.parametrize("text", ["http://[", "https://a:b/", "www.", "ark:/1/"])
    def test_a_broken_address_is_no_error(self, gazetteer, text):
        assert all(one.kind is Kind.URL for one in find(gazetteer, text))
