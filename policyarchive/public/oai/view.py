"""The one address of the repository, by GET and by POST."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policyarchive.public import linking
from policyarchive.public.oai import answers, harvest
from policyarchive.public.oai.arguments import (
    PREFIX,
    SETS,
    ProtocolError,
    checked,
    window,
)


@csrf_exempt  # read-only; the protocol asks for POST as well
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer one of the six verbs, or with an error of the protocol."""
    given = request.POST if request.method == "POST" else request.GET
    base_url = linking.absolute(request.path)
    try:
        verb, arguments = checked(dict(given.lists()))
        root = answers.envelope(base_url, timezone.now(), {"verb": verb, **arguments})
        _VERBS[verb](answers.add(root, verb), arguments)
    except ProtocolError as error:
        echo = (
            {}
            if error.code in ("badVerb", "badArgument")
            else {name: str(value) for name, value in given.items()}
        )
        root = answers.envelope(base_url, timezone.now(), echo)
        answers.add(root, "error", str(error), {"code": error.code})
    return HttpResponse(answers.xml(root), content_type="text/xml; charset=utf-8")


def _identify(answer: Element, arguments: Mapping[str, str]) -> None:
    first = harvest.earliest()
    facts = {
        "repositoryName": "Policy Archive",
        "baseURL": linking.absolute("/oai"),
        "protocolVersion": "2.0",
        "adminEmail": settings.DEFAULT_FROM_EMAIL,
        "earliestDatestamp": answers.stamp(first.at if first else timezone.now()),
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    for name, text in facts.items():
        answers.add(answer, name, text)


def _formats(answer: Element, arguments: Mapping[str, str]) -> None:
    if "identifier" in arguments:
        harvest.one(arguments["identifier"])
    offered = answers.add(answer, "metadataFormat")
    answers.add(offered, "metadataPrefix", PREFIX)
    base = "http://www.openarchives.org/OAI/2.0"
    answers.add(offered, "schema", f"{base}/oai_dc.xsd")
    answers.add(offered, "metadataNamespace", f"{base}/oai_dc/")


def _sets(answer: Element, arguments: Mapping[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise ProtocolError("badResumptionToken", "The list of sets is one page.")
    for code, name in SETS.items():
        offered = answers.add(answer, "set")
        answers.add(offered, "setSpec", code)
        answers.add(offered, "setName", name)


def _record(answer: Element, arguments: Mapping[str, str]) -> None:
    answers.add_record(answer, harvest.one(arguments["identifier"]))


def _identifiers(answer: Element, arguments: Mapping[str, str]) -> None:
    _list(answer, arguments, with_metadata=False)


def _records(answer: Element, arguments: Mapping[str, str]) -> None:
    _list(answer, arguments, with_metadata=True)


def _list(
    answer: Element, arguments: Mapping[str, str], *, with_metadata: bool
) -> None:
    wanted = window(arguments)
    rows, is_more = harvest.page(wanted)
    if not rows:
        raise ProtocolError("noRecordsMatch", "Nothing changed in that time.")
    for row in rows:
        if with_metadata:
            answers.add_record(answer, row)
        else:
            answers.add_header(answer, row)
    if is_more or wanted.after:
        token = wanted.token(rows[-1].sequence) if is_more else ""
        answers.add(answer, "resumptionToken", token)


_VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
}
