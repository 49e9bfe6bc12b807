"""What a program asks of a result list: refused where a page names it and ignores it.

Whoever reads a page sees that something was left out; a program would take the wrong
list for the right one.
"""

import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase, QueryDict

from policyarchive.public.answers import Problem, problem
from policyarchive.search.filters import SearchFilters
from policyarchive.search.query import SearchQuery

_IGNORED = re.compile(r": (?:it|the rest) was ignored\.$")

type _View = Callable[[HttpRequest], HttpResponseBase]


def query(given: QueryDict, *besides: str) -> SearchQuery:
    """Return what is asked; ``besides`` are parameters that are no filters.

    Raises ``Problem`` with what means nothing, and with all that could be asked.
    """
    asked = given.copy()
    for name in besides:
        asked.pop(name, None)
    filters = SearchFilters(asked)
    wrong = {name: ["There is no such parameter."] for name in filters.unknown}
    for name, errors in filters.form.errors.items():
        wrong[name] = [_IGNORED.sub(".", str(error)) for error in errors]
    if wrong:
        sentence = " ".join(f"{name}: {errors[0]}" for name, errors in wrong.items())
        allowed = (
            {"allowed": [*SearchFilters.get_filters(), *besides]}
            if filters.unknown
            else {}
        )
        raise Problem(400, sentence, parameters=wrong, **allowed)
    return filters.query


def refusing(view: _View) -> _View:
    """Let a view outside the API answer with a ``Problem`` as the API does."""

    @wraps(view)
    def answering(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except Problem as error:
            return problem(error)

    return answering
