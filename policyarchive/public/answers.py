"""Answers to programs: JSON with an ETag, and errors with a sentence in them."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

_MEDIA_TYPE = "application/json; charset=utf-8"
# A withdrawal must show within minutes, so nothing is cached for long.
_SECONDS = 300


class Problem(Exception):
    """A request that cannot be answered: a status and a sentence that says why."""

    def __init__(self, status: int, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.status = status
        self.facts = {"error": sentence, **facts}


def answer(data: Any, *, etag: str = "") -> HttpResponse:
    """Answer with data.

    ``etag`` is what the data depends on; without it, the hash of the body.
    """
    body = json.dumps(data, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type=_MEDIA_TYPE)
    response["ETag"] = f'"{etag or hashlib.sha256(body).hexdigest()}"'
    patch_cache_control(response, public=True, max_age=_SECONDS)
    return response


def problem(error: Problem) -> HttpResponse:
    """Answer with what went wrong."""
    body = json.dumps(error.facts, ensure_ascii=False)
    return HttpResponse(body, status=error.status, content_type=_MEDIA_TYPE)


type _View = Callable[..., HttpResponse]


def takes(*names: str) -> Callable[[_View], _View]:
    """Refuse every parameter but these, naming it; nothing is silently ignored."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def checked(request: HttpRequest, **path: str | int) -> HttpResponse:
            unknown = [name for name in request.GET if name not in names]
            if unknown:
                named = ", ".join(f"“{name}”" for name in unknown)
                sentence = f"There is no parameter {named} here."
                raise Problem(400, sentence, allowed=list(names))
            return view(request, **path)

        return checked

    return decorate
