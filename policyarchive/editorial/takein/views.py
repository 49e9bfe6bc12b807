"""The pages of taking in: bringing a source, and the bench it is worked on."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from policyarchive.archive import passages
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial import duplicates, workflow
from policyarchive.editorial.admin.alike import Alike, shown
from policyarchive.editorial.duplicates import Clues
from policyarchive.editorial.ingest import Draft, Refused
from policyarchive.editorial.intake import Taken
from policyarchive.editorial.labelling import CHOICES, line_list
from policyarchive.editorial.models import Arrival
from policyarchive.editorial.takein import arrivals, evidence, making
from policyarchive.editorial.takein.arrivals import Brought
from policyarchive.editorial.takein.bench import shown_lines
from policyarchive.editorial.takein.forms import (
    BringForm,
    Dates,
    FactsForm,
    initial_dates,
    initial_facts,
    stated,
)

# Django reads at most DATA_UPLOAD_MAX_NUMBER_FIELDS fields; each line has one.
_PAGE = 600


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    if not request.user.has_perm("archive.add_document"):
        raise PermissionDenied
    return request.user


def take_in(request: HttpRequest) -> HttpResponse:
    """Ask for a source, read it, and lead to its bench."""
    user = _user(request)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        outcomes = _read(form.cleaned_data, user)
        kept = [one for one in outcomes if isinstance(one, Arrival)]
        refused = [one for one in outcomes if isinstance(one, Refused)]
        for one in refused:
            form.add_error(None, f"{one.name}: {one.reason}")
        if kept and not refused:
            if len(kept) == 1:
                return redirect("admin:take_in_bench", kept[0].pk)
            messages.success(request, f"{len(kept)} sources were read.")
            return redirect("admin:take_in")
    return TemplateResponse(
        request,
        "admin/desk/take_in.html",
        {
            **admin.site.each_context(request),
            "title": "Take in a source",
            "form": form,
            "waiting": user.arrivals.defer("raw", "draft"),
        },
    )


def _read(brought: dict[str, Any], user: User) -> list[Arrival | Refused]:
    found: list[Brought | Refused] = []
    if brought["pasted"].strip():
        found.append(Brought("Pasted text", brought["pasted"].encode()))
    found += [Brought(str(file.name), file.read()) for file in brought["uploads"]]
    if brought["address"].strip():
        found.append(arrivals.from_address(brought["address"]))
    refused = [one for one in found if isinstance(one, Refused)]
    read = arrivals.keep((one for one in found if isinstance(one, Brought)), user)
    return [*read, *refused]


def bench(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a source beside what it becomes; keep what is changed; make the draft."""
    user = _user(request)
    arrival = user.arrivals.filter(pk=pk).first()
    if arrival is None:
        raise Http404("Nothing of yours waits under this number.")
    if request.method == "POST":
        return _Sent(request, arrival, user).answer()
    held = arrival.facts
    draft = arrivals.draft_of(arrival)
    facts = FactsForm(initial=held.get("facts") or initial_facts(draft))
    dates = Dates(initial=held.get("dates", initial_dates(draft)), prefix="dates")
    return _page(request, arrival, draft, facts, dates)


class _Sent:
    """What the bench sent: first it is kept, then what was asked for is done."""

    def __init__(self, request: HttpRequest, arrival: Arrival, user: User) -> None:
        self.request = request
        self.arrival = arrival
        self.user = user
        self.here = reverse("admin:take_in_bench", args=(arrival.pk,))

    def answer(self) -> HttpResponse:
        """Do what the button says."""
        data, arrival = self.request.POST, self.arrival
        do = data.get("do", "")
        if do == "discard":
            arrival.delete()
            messages.success(self.request, f"“{arrival}” was put away.")
            return redirect("admin:take_in")
        draft = arrivals.relabel(arrival, _choices(data))
        arrival.facts = _held(data)
        arrival.save(update_fields=("draft", "facts"))
        if do == "make":
            return self._make(draft)
        if do == "result":
            return TemplateResponse(
                self.request, "admin/desk/_result.html", _result(draft)
            )
        if do == "later":
            messages.success(self.request, f"“{arrival}” is kept as you left it.")
            return redirect("admin:take_in")
        page = do.removeprefix("page-")
        place = f"?page={page}" if page.isdecimal() else "#result"
        return redirect(self.here + place)

    def _make(self, draft: Draft) -> HttpResponse:
        facts = FactsForm(self.request.POST)
        dates = Dates(self.request.POST, prefix="dates")
        if facts.is_valid() and dates.is_valid() and draft.body_text().strip():
            try:
                taken = making.make(
                    self.arrival, facts.cleaned_data, stated(dates), self.user
                )
            except workflow.Refused as refusal:
                facts.add_error(None, str(refusal))
            else:
                return self._made(taken)
        if not draft.body_text().strip():
            facts.add_error(None, "No line is kept: give at least one the label Text.")
        return _page(self.request, self.arrival, draft, facts, dates)

    def _made(self, taken: Taken) -> HttpResponse:
        if not taken.is_new:
            messages.warning(
                self.request,
                f"The same bytes are “{taken.document}” already; nothing was made.",
            )
            return redirect(self.here)
        messages.success(self.request, f"The draft “{taken.document}” was made.")
        return redirect("admin:suggestions", taken.document.pk)


def _choices(data: QueryDict) -> dict[int, str]:
    return {
        int(name[5:]): str(value)
        for name, value in data.items()
        if name.startswith("line-") and name[5:].isdecimal()
    }


def _held(data: QueryDict) -> dict[str, Any]:
    """Return what was typed, right or wrong, so that it is there next time."""
    count = data.get("dates-TOTAL_FORMS", "")
    rows = range(min(int(count), 20) if count.isdecimal() else 0)
    dates = [
        {
            name: data.get(f"dates-{n}-{name}", "")
            for name in ("role", "edtf", "evidence")
        }
        for n in rows
    ]
    return {
        "facts": {name: data.get(name, "") for name in FactsForm.base_fields},
        "dates": [one for one in dates if one["edtf"] or one["role"]],
    }


def _result(draft: Draft) -> dict[str, Any]:
    """The text that the labels make, with the units that are recognised in it."""
    return {
        "passages": passages.split(draft.body_text(), draft.language),
        "language": draft.language,
        "kept": sum(bool(line.is_kept) for line in shown_lines(draft)),
        "total": len(draft.lines),
    }


def _page(
    request: HttpRequest,
    arrival: Arrival,
    draft: Draft,
    facts: FactsForm,
    dates: Any,
) -> HttpResponse:
    lines = Paginator(shown_lines(draft), _PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "admin/desk/bench.html",
        {
            **admin.site.each_context(request),
            **_result(draft),
            "title": "Check what was read",
            "subtitle": str(arrival),
            "arrival": arrival,
            "draft": draft,
            "facts": facts,
            "fact_rows": _fact_rows(facts, draft),
            "dates": dates,
            "date_rows": _date_rows(dates, draft),
            "page": lines,
            "choices": CHOICES,
            "line_list": line_list(list(lines), draft.language),
            "alike": _alike(request, draft, facts),
        },
    )


def _alike(request: HttpRequest, draft: Draft, facts: FactsForm) -> list[Alike]:
    """Return what the archive may hold already, by all that is known of the source."""
    known = {name: str(facts[name].value() or "") for name in FactsForm.base_fields}
    clues = Clues(
        kind=Kind.DOCUMENT,
        titles=[known["title_zh"], known["title_en"]],
        numbers=[known["number"]],
        addresses=[known["source_url"]],
        texts=[draft.body_text()],
        files=[draft.sha256],
    )
    return shown(duplicates.find([clues])[0], None, request.user)


def _fact_rows(facts: FactsForm, draft: Draft) -> Sequence[tuple[Any, Any]]:
    found = evidence.of_draft(draft)
    title = "title_en" if draft.title_lang == "en" else "title_zh"
    if "title" in found:
        found[title] = found.pop("title")
    return [(field, found.get(field.name)) for field in facts]


def _date_rows(dates: Any, draft: Draft) -> Sequence[tuple[Any, Any]]:
    claims = {(one.role, one.edtf): one for one in draft.dates}
    rows = []
    for form in dates:
        claim = claims.get((form["role"].value(), form["edtf"].value()))
        rows.append((form, evidence.of_date(draft.lines, claim) if claim else None))
    return rows
