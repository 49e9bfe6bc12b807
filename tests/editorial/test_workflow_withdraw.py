import pytest

from policyarchive.archive.models import Publication
from policyarchive.archive.vocabulary import Happening, Stage, State
from policyarchive.editorial import workflow
from tests.factories import (
    make_document,
    make_published_document,
    make_user,
    publish,
    version_of,
)

pytestmark = pytest.mark.django_db
NOTE = "The text belongs to somebody who asked for it back."


def test_it_leaves_reason_note_role_day_and_replacement() -> None:
    document, better = make_published_document(), make_published_document()
    by = make_user("publisher")
    workflow.withdraw(document, by=by, reason="takedown", note=NOTE, replaced_by=better)
    permalink = document.permalink
    permalink.refresh_from_db()
    assert permalink.state == State.WITHDRAWN
    assert (permalink.reason, permalink.public_note) == ("takedown", NOTE)
    assert permalink.decided_role == "publisher"
    assert permalink.decided_at is not None
    assert permalink.replaced_by == better.permalink
    assert permalink.current is not None  # the tombstone cites it
    assert Publication.objects.latest("sequence").happening == Happening.WITHDRAWN
    assert document.stage == Stage.DRAFT


def test_it_needs_a_note_and_a_reason_from_the_list() -> None:
    document, by = make_published_document(), make_user("publisher")
    with pytest.raises(workflow.Refused, match="public note"):
        workflow.withdraw(document, by=by, reason="takedown", note="")
    with pytest.raises(workflow.Refused, match="reason from the list"):
        workflow.withdraw(document, by=by, reason="embarrassing", note=NOTE)
    document.permalink.refresh_from_db()
    assert document.permalink.state == State.PUBLISHED


def test_what_never_was_public_is_not_withdrawn() -> None:
    with pytest.raises(workflow.Refused, match="nothing to withdraw"):
        workflow.withdraw(
            make_document(), by=make_user("publisher"), reason="flagged", note=NOTE
        )


def test_the_replacement_is_another_public_entry() -> None:
    document, by = make_published_document(), make_user("publisher")
    for replacement, words in ((document, "itself"), (make_document(), "not public")):
        with pytest.raises(workflow.Refused, match=words):
            workflow.withdraw(
                document, by=by, reason="flagged", note=NOTE, replaced_by=replacement
            )


def test_a_withdrawal_made_in_error_is_mended_by_a_new_version() -> None:
    document, by = make_published_document(), make_user("publisher")
    workflow.withdraw(document, by=by, reason="flagged", note=NOTE)
    publish(document, note="Withdrawn in error.")
    permalink = document.permalink
    permalink.refresh_from_db()
    assert permalink.state == State.PUBLISHED
    assert (version_of(document).number, permalink.reason) == (2, "")
    assert permalink.decided_at is None
