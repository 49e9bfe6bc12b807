"""Meta tags: Zotero's own, Highwire's for Google Scholar, Dublin Core. Pure."""

from collections.abc import Iterator

from policyarchive.archive import records
from policyarchive.public.metadata.zotero import Item

Tag = tuple[str, str]  # name and content


def tags(record: records.Record, item: Item) -> tuple[Tag, ...]:
    """Return the meta tags of a version's page.

    ``citation_journal_title`` is never among them: it would make everything a journal
    article.
    """
    found = [*_zotero(item), *_highwire(record, item), *_dublin_core(record, item)]
    return tuple((name, content) for name, content in found if content)


def _zotero(item: Item) -> Iterator[Tag]:
    yield "z:itemType", item.type
    for name, value in item.fields.items():
        if name != "abstractNote":
            yield f"z:{name}", value


def _highwire(record: records.Record, item: Item) -> Iterator[Tag]:
    yield "citation_title", record.title_en or record.title_zh
    for creator in item.creators:
        parts = [creator.family, creator.given]
        yield "citation_author", ", ".join(part for part in parts if part)
    shown = record.shown_date
    yield "citation_publication_date", shown.edtf.replace("-", "/") if shown else ""
    yield "citation_language", item.fields["language"]
    yield "citation_public_url", item.fields["url"]


def _dublin_core(record: records.Record, item: Item) -> Iterator[Tag]:
    yield "DC.title", record.title_zh
    yield "DC.title", record.title_en
    for creator in item.creators:
        yield "DC.creator", " ".join(filter(None, (creator.given, creator.family)))
    shown = record.shown_date
    yield "DC.date", shown.edtf if shown else ""
    yield "DC.identifier", item.fields["url"]
    yield "DC.language", item.fields["language"]
    for topic in record.topics:
        yield "DC.subject", topic.en
