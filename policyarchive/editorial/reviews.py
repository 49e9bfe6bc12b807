"""What readers are told of requests that are being examined."""

from policyarchive.archive.models import Permalink, TakedownRequest


def announce(permalink: Permalink) -> None:
    """Let the page of an entry say that it is under review, if a curator says so.

    It says so while any open request on the entry is marked to be announced.
    """
    permalink.is_under_review = permalink.takedown_requests.filter(
        state=TakedownRequest.State.OPEN, is_announced=True
    ).exists()
    permalink.save(update_fields=["is_under_review"])
