"""The benchmark asks the same of everyone, and the same again on every machine."""

import csv
import gzip
import json
from collections import Counter
from itertools import islice, pairwise

import pytest

from benchmarks.speed import report
from benchmarks.speed.asks import FACETS, Ask, Sampler, TooFewPapers, Word, sample_of
from benchmarks.speed.bigrams import phrases, spaced
from benchmarks.speed.corpora import read_corpora
from benchmarks.speed.figures import Broad, Built, Figures, Load, Page
from benchmarks.speed.generated import generate, paper
from benchmarks.speed.measure import percentile
from benchmarks.speed.papers import CorpusFault
from benchmarks.speed.product import PARTS, deal
from benchmarks.speed.rival_datasette import addresses
from policyarchive.archive import vocabulary

LAW = {
    "title": "测试数据管理条例",
    "type": "地方性法规",
    "issuer": "某市人民代表大会常务委员会、某市人民政府",
    "date": "2021-03-04",
    "effective": "2021-05",
    "status": "现行有效(2026-07)",
    "doc_number": "测令第3号",
    "url": "https://www.example.org/law",
    "text": "第一条 测试。\n\n<!-- INFO END -->\n\n第二条 人工智能的测试。",
}
RECORD = {
    "gov": "Henan Provincial Government",
    "title": "关于测试工作的通知",
    "doc_number": "测政〔2020〕5号",
    "issued": "no date",
    "published": "2020-07-01",
    "url": "https://www.example.org/record",
}
ENTRY = {
    "document_number": "2020-00001",
    "title": "Proposed Rule on Testing " + "x" * 700,
    "publication_date": "2020-01-02",
    "abstract": "The Testing Agency (TA) proposes nothing at all.",
    "url": "https://www.example.org/entry",
}


@pytest.fixture
def folder(tmp_path):
    with gzip.open(tmp_path / "laws.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(LAW) + "\n")
    with gzip.open(tmp_path / "catalogue.csv.gz", "wt", encoding="utf-8") as file:
        writer = csv.DictWriter(file, RECORD)
        writer.writeheader()
        writer.writerow(RECORD)
    name = "federal_register.jsonl.gz"
    with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
        file.write(json.dumps(ENTRY) + "\n")
        file.write(json.dumps(ENTRY | {"abstract": None}) + "\n")
    return tmp_path


@pytest.fixture(scope="module")
def generated():
    return generate(600, 120, seed=3)


@pytest.fixture(scope="module")
def sampler_of(generated):
    sample, total = sample_of(generated.read())

    def sampler(seed):
        return Sampler(sample, total, seed)

    return sampler


# The generator


def test_a_seed_gives_the_same_papers_again(generated):
    assert list(generated.read()) == list(generate(600, 120, seed=3).read())


def test_another_seed_gives_other_papers(generated):
    other = generate(600, 120, seed=4)
    assert not set(generated.read()) & set(other.read())
    assert other.fingerprint != generated.fingerprint


def test_a_paper_does_not_depend_on_how_many_there_are(generated):
    tenth = next(islice(generated.read(), 10, None))
    assert paper(10, 120, 3) == tenth == list(generate(11, 120, seed=3).read())[10]


def test_papers_are_bilingual_and_their_facets_are_codes_of_the_archive(generated):
    papers = list(generated.read())
    languages = Counter(paper.language for paper in papers)
    assert languages["zh-Hans"] > languages["en"] > 100
    assert {p.type for p in papers} <= set(vocabulary.DocumentType.values)
    assert {p.level for p in papers} <= set(vocabulary.Level.values)
    assert {p.status for p in papers} <= {"", *vocabulary.Status.values}


def test_the_rank_of_a_word_tells_how_often_it_occurs(generated):
    english = (p.body for p in generated.read() if p.language == "en")
    counts = [n for _, n in Counter(" ".join(english).split()).most_common()]
    # Under Zipf's law half the text is a handful of words, and most words are rare.
    assert counts[0] > 8 * counts[100]
    assert sum(n == 1 for n in counts) > len(counts) / 4


# The loaders


def test_the_three_corpora_are_read_one_after_the_other(folder):
    law, record, entry, bare = read_corpora(folder).read()
    assert law.title_zh == "测试数据管理条例"
    assert (law.type, law.level, law.status) == (
        "local-regulation",
        "provincial",
        "in-force",
    )
    assert law.issuers == ("某市人民代表大会常务委员会", "某市人民政府")
    assert (law.date, law.effective, law.year) == ("2021-03-04", "2021-05", "2021")
    assert law.topics == ("ai", "data")
    assert "INFO" not in law.body
    assert (record.issuers, record.type) == (("河南省人民政府",), "notice")
    assert (record.date, record.body) == ("2020-07-01", "")
    assert (entry.type, entry.level, entry.language) == ("draft", "foreign", "en")
    assert entry.issuers == ("Testing Agency",)
    assert len(entry.title_en) == 600  # the column's length
    assert (bare.body, bare.issuers) == ("", ())


def test_a_folder_without_the_corpora_is_refused_with_the_way_out(folder):
    (folder / "catalogue.csv.gz").unlink()
    with pytest.raises(CorpusFault, match=r"has no catalogue\.csv\.gz\. Name a folder"):
        read_corpora(folder)


# What is asked


def test_the_same_seed_asks_the_same_questions_and_none_twice(sampler_of):
    asks = sampler_of(1).draw(15)
    assert asks == sampler_of(1).draw(15)
    assert asks != sampler_of(2).draw(15)
    assert len(set(asks)) == len(asks)


def test_every_kind_of_question_is_asked_equally_often(sampler_of):
    sampler = sampler_of(1)
    counts = Counter(ask.kind for ask in sampler.draw(15))
    assert counts == dict.fromkeys(sampler.makers, 15)
    assert len(counts) == 13


def test_every_part_of_a_run_is_dealt_all_kinds_and_its_own_questions(sampler_of):
    sampler = sampler_of(1)
    asks = sampler.draw(2 * PARTS)
    questions = deal(asks, len(sampler.makers))
    parts = (questions.warming, questions.single, *questions.together)
    assert sorted(map(repr, (ask for part in parts for ask in part))) == sorted(
        map(repr, asks)
    )
    for part in parts:
        assert Counter(ask.kind for ask in part) == dict.fromkeys(sampler.makers, 2)


def test_filters_are_facets_that_every_product_has(sampler_of):
    asks = sampler_of(1).draw(15)
    filtered = [facet for ask in asks for facet, _ in ask.filters]
    assert filtered
    assert set(filtered) <= set(FACETS)


def test_broad_filters_find_less_and_less_and_were_not_asked_before(
    generated, sampler_of
):
    papers = list(generated.read())

    def found(ask):
        return sum(all(getattr(p, f) == v for f, v in ask.filters) for p in papers)

    first, *others = sampler_of(1).broad(6, ())
    counts = [found(ask) for ask in (first, *others)]
    assert counts[0] > 100
    assert all(after < before for before, after in pairwise(counts))
    assert first not in sampler_of(1).broad(6, (first,))


def test_too_few_papers_are_said_so():
    sample, total = sample_of(generate(3, 20, seed=1).read())
    with pytest.raises(TooFewPapers, match="take more papers, or fewer questions"):
        Sampler(sample, total, 1).draw(500)


def test_a_sample_is_taken_evenly_from_all():
    papers = list(generate(50, 10, seed=1).read())
    sample, total = sample_of(iter(papers), size=10)
    assert total == 50
    assert 10 <= len(sample) < 20
    places = [papers.index(paper) for paper in sample]
    assert len({b - a for a, b in pairwise(places)}) == 1


# The alternatives


def test_chinese_becomes_pairs_and_other_words_stay():
    assert spaced("数据出境 AI法").split() == ["数据", "据出", "出境", "AI", "法"]


def test_a_word_is_asked_as_the_pairs_that_stand_in_a_row():
    ask = Ask("", (Word("数据出境"), Word("cross-border", is_phrase=True), Word("！")))
    assert phrases(ask) == ["数据 据出 出境", "cross border"]


def test_a_complete_page_of_datasette_is_its_table_and_the_passages():
    table, hits = addresses(Ask("", (Word("数据"),), (("topic", "ai"),), page=3))
    assert table.count("_facet") == len(FACETS)
    assert "topics__arraycontains=ai" in table
    assert "snippet" in hits
    assert "OFFSET+40" in hits


# The figures


def test_a_percentile_is_a_value_that_was_measured():
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(values, p) for p in (1, 50, 95, 100)] == [1.0, 3.0, 5.0, 5.0]


def run_of(*products):
    """A run of the benchmark with these products in it."""
    return report.Run(
        corpus="made up",
        command="make bench",
        per_kind=1,
        seed=1,
        at="2026-01-01",
        machine="2 cores",
        load_before=0,
        products=products,
    )


def test_the_report_sets_the_others_beside_ours():
    def figures(name, ms):
        pages = [Page("rare", ms, ms / 2, 7)]
        return Figures(name, Built(10, 1, 2, 3), pages, [Load(1, 1, 9, ms, ms, ms)])

    run = run_of(figures("Ours", 2.0), figures("Theirs", 50.0))
    tables = report.as_markdown(run)
    rare = next(line for line in tables.splitlines() if line.startswith("| rare"))
    assert rare == "| rare | 7 | 2.0 / 2.0 / 2.0 | 50.0 / 50.0 / 50.0 | 25× |"
    assert "no words" not in tables  # of a run of pages
    assert json.loads(report.as_json(run))["products"][1]["pages"][0]["ms"] == 50.0


def test_the_report_of_the_engine_sets_its_time_beside_what_broad_filters_find():
    broad = [Broad(500, 2.0), Broad(4000, 8.0)]
    pages = [Page("rare", 1, 1, 7)]
    ours = Figures("Ours", Built(10, 1, 2, 3), pages, broad=broad)
    lines = report.as_markdown(run_of(ours)).splitlines()
    assert lines[-2:] == ["| 4,000 | 8.0 | 2.00 |", "| 500 | 2.0 | 4.00 |"]
