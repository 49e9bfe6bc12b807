"""How the desk names an entry where an editor has to tell it from others."""

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Kind, Stage, State


def label(entry: Entry) -> str:
    """Return both titles, the kind, and whether it is not public (yet or any more)."""
    titles = " · ".join(filter(None, (entry.title_zh, entry.title_en))) or str(entry)
    return f"{titles} ({', '.join(_marks(entry))})"


def _marks(entry: Entry) -> list[str]:
    permalink = entry.permalink
    marks = [Kind(permalink.kind).en.lower()]
    if permalink.state != State.PUBLISHED:
        state = State(permalink.state)
        marks.append("not public" if state == State.RESERVED else state.en.lower())
    return marks


def stage_words(entry: Entry) -> str:
    """Return in words where an entry stands: its stage and what the public sees."""
    permalink = entry.permalink
    stage = Stage(entry.stage).en
    match permalink.state:
        case State.RESERVED:
            return f"{stage}, never public"
        case State.WITHDRAWN | State.MERGED:
            return f"{State(permalink.state).en}; working copy: {stage.lower()}"
    number = permalink.current.number if permalink.current else 0
    if entry.stage == Stage.PUBLISHED:
        return f"Published, version {number}"
    return f"{stage}; the public sees version {number}"
