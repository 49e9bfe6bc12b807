"""Giving an entry another name; the old one stays, with its dates."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from policyarchive.archive.models import Entry, Name
from policyarchive.archive.vocabulary import AliasKind, Language
from policyarchive.editorial import history
from policyarchive.editorial.models import Verb
from policyarchive.editorial.workflow.reviewing import record_edit, refuse_faults
from policyarchive.editorial.workflow.rules import Refused, check, lock

_TITLES = (("title_zh", Language.ZH_HANS), ("title_en", Language.EN))


@transaction.atomic
def rename(entry: Entry, *, by: User, titles: dict[str, str], since: str) -> None:
    """Give an entry new titles; each old one becomes a former name until ``since``.

    ``titles`` holds ``title_zh``, ``title_en`` or both; an empty one stays as it is.
    ``since`` is a partial date. Readers go on seeing the published names.
    """
    now = lock(entry)
    check(Verb.EDIT, now, by)
    history.remember(now)
    old: list[str] = []
    for field, language in _TITLES:
        before, after = getattr(now, field), titles.get(field, "").strip()
        if not after or after == before:
            continue
        # What it is called now is no former name any more.
        now.names.filter(text=after).delete()
        setattr(now, field, after)
        old.append(before or "no name")
        if before:
            _keep(now, before, language, since)
    if not old:
        raise Refused("Give another name than the one it has.")
    refuse_faults(now)
    now.save()
    record_edit(now, by=by, note=f"Renamed from {'; '.join(old)} as of {since}.")


def _keep(entry: Entry, text: str, language: str, since: str) -> None:
    name = Name(
        entry=entry,
        text=text,
        language=language,
        kind=AliasKind.FORMER,
        valid_to=since,
    )
    try:
        name.clean_fields(exclude=("entry",))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    fields = {"language": language, "kind": AliasKind.FORMER, "valid_to": since}
    Name.objects.update_or_create(entry=entry, text=text, defaults=fields)
