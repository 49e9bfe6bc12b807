"""What the archive holds already, shown beside a form: while typing, and once saved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import duplicates, workflow
from policyarchive.editorial.duplicates import Clues, Match
from policyarchive.editorial.models import Verb
from policyarchive.editorial.naming import label


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry that may be the same, as the panel shows it.

    ``instead`` is where "use that one" leads: to the other entry's page or, from an
    entry that is saved already, to merging into it. ``apart`` is where somebody at a
    saved entry says that the two are not the same.
    """

    name: str
    reasons: Sequence[str]
    url: str
    instead: str
    apart: str = ""


class AlikeMixin(admin.ModelAdmin):
    """Adds to the admin of an entry the panel of what is there already."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address the form asks while somebody types."""
        view = self.admin_site.admin_view(require_POST(self.alike))
        name = f"archive_{self.opts.model_name}_alike"
        return [path("alike/", view, name=name), *super().get_urls()]

    def alike(self, request: HttpRequest) -> HttpResponse:
        """Answer what is in the form with the entries it may be."""
        if not (
            self.has_add_permission(request) or self.has_change_permission(request)
        ):
            raise PermissionDenied
        own = self.get_object(request, request.GET.get("own", "0"))
        clues = clues_in(request.POST, self.model.KIND, own)
        found = shown(duplicates.find([clues])[0], own, request.user)
        return TemplateResponse(request, "admin/desk/_alike.html", {"alike": found})


def alike_to(entry: Entry, user: User) -> list[Alike]:
    """Return what a draft may be a duplicate of; of anything else, nothing."""
    if entry.stage != Stage.DRAFT:
        return []
    clues = duplicates.clues_of(entry.concrete)
    return shown(duplicates.find([clues])[0], entry, user)


def shown(matches: Sequence[Match], own: Entry | None, user: object) -> list[Alike]:
    """Return matches with their addresses, for somebody at the form of an entry."""
    may_merge = (
        own is not None
        and isinstance(user, User)
        and not workflow.why_not(Verb.MERGE, own, user)
    )
    may_part = (
        own is not None and isinstance(user, User) and workflow.may_discuss(own, user)
    )
    return [
        _shown(match, own if may_merge else None, own if may_part else None)
        for match in matches
    ]


def _shown(match: Match, mergeable: Entry | None, parted: Entry | None) -> Alike:
    kind = match.entry.permalink.kind
    url = reverse(f"admin:archive_{kind}_change", args=(match.entry.pk,))
    instead = url
    if mergeable:
        merge = reverse(f"admin:archive_{kind}_do", args=(mergeable.pk, "merge"))
        instead = f"{merge}?survivor={match.entry.pk}"
    apart = ""
    if parted:
        keys = (parted.pk, match.entry.pk)
        apart = reverse(f"admin:archive_{kind}_apart", args=keys)
    reasons = [reason.words for reason in match.reasons]
    return Alike(label(match.entry), reasons, url, instead, apart)


def clues_in(given: QueryDict, kind: str, own: Entry | None) -> Clues:
    """Return what a half filled form says."""

    def values(pattern: str) -> list[str]:
        return [str(v) for k, v in given.items() if re.fullmatch(pattern, k) and v]

    return Clues(
        kind=kind,
        titles=values("title_zh|title_en"),
        names=values(r"names-\d+-text"),
        numbers=values("number"),
        addresses=values(r"sources-\d+-url|texts-\d+-source_url"),
        texts=values(r"texts-\d+-body"),
        own=own.pk if own else None,
    )
