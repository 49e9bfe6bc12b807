"""An item as Zotero RDF, which unAPI hands over. Pure."""

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from policyarchive.public.metadata.zotero import Creator, Item

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
for _prefix, _uri in _SPACES.items():
    register_namespace(_prefix, _uri)


def rdf(item: Item) -> bytes:
    """Return the item as an RDF document."""
    root = Element(_name("rdf:RDF"))
    about = {_name("rdf:about"): item.fields["url"]}
    node = SubElement(root, _name("rdf:Description"), about)
    _add(node, "z:itemType", item.type)
    _add(node, "dc:title", item.fields.get("title") or item.fields.get("nameOfAct", ""))
    for name, value in item.fields.items():
        if name not in ("title", "url", "abstractNote"):
            _add(node, f"z:{name}", value)
    if "abstractNote" in item.fields:
        _add(node, "dcterms:abstract", item.fields["abstractNote"])
    _add_url(node, item.fields["url"])
    _add_creators(node, "bib:authors", item, "author")
    _add_creators(node, "z:translators", item, "translator")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _add_url(node: Element, url: str) -> None:
    identifier = SubElement(node, _name("dc:identifier"))
    uri = SubElement(identifier, _name("dcterms:URI"))
    _add(uri, "rdf:value", url)


def _add_creators(node: Element, name: str, item: Item, role: str) -> None:
    made = [creator for creator in item.creators if creator.role == role]
    if not made:
        return
    sequence = SubElement(SubElement(node, _name(name)), _name("rdf:Seq"))
    for creator in made:
        _add_person(SubElement(sequence, _name("rdf:li")), creator)


def _add_person(parent: Element, creator: Creator) -> None:
    person = SubElement(parent, _name("foaf:Person"))
    _add(person, "foaf:surname", creator.family)
    if creator.given:
        _add(person, "foaf:givenName", creator.given)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _name(name)).text = text


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"
