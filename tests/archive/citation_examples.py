"""One record of each sort that citations tell apart, and all forms of all of them.

``python -m tests.archive.citation_examples`` writes the golden file anew; read what
changed in it against the manuals before it is committed.
"""

from datetime import date
from pathlib import Path

from policyarchive.archive import citations, records

GOLDEN = Path(__file__).parent / "golden" / "citations.txt"
URL = "https://archive.example/ark:99999/t1bcd2345/v2"
TODAY = date(2026, 11, 24)


def body(role, zh, en, type_code=""):
    """Return a link to a body or person."""
    ref = records.Ref(ark="ark:99999/b1x", kind="actor", zh=zh, en=en, type=type_code)
    return records.Link(role=role, ref=ref)


def dated(**roles):
    """Return the dates of a record by role."""
    return tuple(records.DateFact(role=role, edtf=edtf) for role, edtf in roles.items())


def make_document(**fields):
    """Return the record of a document, in its second version."""
    given = {"ark": "ark:99999/t1bcd2345", "version": 2, "published_at": ""}
    return records.DocumentRecord(**(given | fields))


def translated(record, language, translator, kind):
    """Return a record with a text in a language by a translator."""
    text = records.TextRef(
        sha256="", language=language, kind=kind, access="open", translator=translator
    )
    return record.model_copy(update={"texts": (*record.texts, text)})


def _entry(model, **fields):
    return model(ark="ark:99999/t1bcd2345", version=2, published_at="", **fields)


STATUTE = make_document(
    type="law",
    title_zh="中华人民共和国数据安全法",
    title_en="Data Security Law",
    number="中华人民共和国主席令第八十四号",
    links=(
        body(
            "issuer",
            "全国人大常委会",
            "Standing Committee of the National People's Congress",
        ),
    ),
    dates=dated(adopted="2021-06-10", effective="2021-09-01"),
    sources=(records.Source(url="http://www.npc.example/dsl"),),
)
DOCUMENT = make_document(
    type="notice",
    title_zh="国务院关于印发新一代人工智能发展规划的通知",
    title_en="Notice on the New Generation AI Development Plan",
    number="国发〔2017〕35号",
    links=(body("issuer", "国务院", "State Council"),),
    dates=dated(signed="2017-07-08"),
    sources=(records.Source(url="https://www.gov.example/35.htm"),),
)
PRESS = make_document(
    type="news",
    title_zh="甲乙会议审议纸鸢战略",
    title_en="A meeting weighs the kite strategy",
    links=(
        body("publisher", "新华网", "Xinhua Net"),
        body("author", "李四", "Li Si", "person"),
    ),
    dates=dated(published="2021-11-18"),
    sources=(records.Source(url="http://www.news.example/1.htm"),),
)
FOREIGN = make_document(
    type="foreign-law",
    title_zh="甲国纸鸢法",
    title_en="Kite Act of Ruritania",
    number="Act 12 of 2020",
    links=(body("issuer", "甲国议会", "Parliament of Ruritania"),),
    dates=dated(promulgated="2020-05"),
    sources=(records.Source(url="https://laws.example/12"),),
)
TRANSLATED = {
    name: translated(record, "en", "Ann Other", "unofficial-translation")
    for name, record in (("statute", STATUTE), ("document", DOCUMENT), ("press", PRESS))
} | {"foreign": translated(FOREIGN, "zh-Hans", "王五", "official-translation")}
ACTOR = _entry(
    records.ActorRecord,
    actor_kind="state-organ",
    title_zh="国家互联网信息办公室",
    title_en="Cyberspace Administration of China",
)
EVENT = _entry(
    records.EventRecord,
    event_kind="meeting",
    title_zh="甲乙会议",
    title_en="Kite meeting",
    dates=dated(happened="2021-11-18"),
)
EXAMPLES = {
    "statute": STATUTE,
    "document": DOCUMENT,
    "press": PRESS,
    "foreign": FOREIGN,
    "actor": ACTOR,
    "event": EVENT,
}


def in_language(record, language):
    """Return a record whose titles and bodies are known in these languages alone."""
    if language == "zh+en":
        return record
    other = "title_en" if language == "zh" else "title_zh"
    gone = "en" if language == "zh" else "zh"
    links = tuple(
        link.model_copy(update={"ref": link.ref.model_copy(update={gone: ""})})
        for link in record.links
    )
    return record.model_copy(update={other: "", "links": links})


def written(record, anchor=""):
    """Return every form of a record, a line each."""
    url = f"{URL}/{anchor}" if anchor else URL
    forms = citations.forms(record, url=url, accessed=TODAY, anchor=anchor)
    return "".join(f"{form.key}: {form.plain}\n" for form in forms)


def all_written():
    """Return every form of every example, in both languages and in either."""
    sections = []
    for name, record in EXAMPLES.items():
        anchor = "art-21" if name in ("statute", "document", "foreign") else ""
        for language in ("zh+en", "zh", "en"):
            forms = written(in_language(record, language), anchor)
            sections.append(f"[{name}, {language}]\n{forms}")
    for name, record in TRANSLATED.items():
        sections.append(f"[{name}, translated]\n{written(record)}")
    bare = DOCUMENT.model_copy(update={"sources": (), "dates": (), "number": ""})
    sections.append(f"[document, nothing but its titles and issuer]\n{written(bare)}")
    return "\n".join(sections)


if __name__ == "__main__":
    GOLDEN.write_text(all_written(), encoding="utf-8")
