"""Serving a file by parts (RFC 9110, section 14), so that a download can go on."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import StreamingHttpResponse
from django.utils.cache import get_conditional_response

_ONE = re.compile(r"bytes=(\d*)-(\d*)")
_CHUNK = 256 * 1024  # bytes


def wanted(header: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for, or None for the whole file.

    Several ranges at once, and what is no range, count as none: a server may always
    answer with the whole. Raises ValueError for a range past the end.
    """
    match = _ONE.fullmatch(header.replace(" ", ""))
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last or size) + 1, size)
        if last and int(last) < start:
            return None
    if start >= stop:
        raise ValueError("The file is shorter.")
    return range(start, stop)


def serve(
    request: HttpRequest, path: Path, *, media_type: str, etag: str
) -> HttpResponseBase:
    """Answer with a file or the part asked for; ``etag`` is the strong tag's inside."""
    size, tag = path.stat().st_size, f'"{etag}"'
    held = get_conditional_response(request, tag)
    if held is not None:
        return held
    try:
        part = wanted(_range(request, tag), size)
    except ValueError:
        refused = HttpResponse(status=416, headers={"Accept-Ranges": "bytes"})
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    span = range(size) if part is None else part
    response = StreamingHttpResponse(_bytes(path, span), content_type=media_type)
    response["Content-Length"] = str(len(span))
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def _range(request: HttpRequest, tag: str) -> str:
    # A part of another file than the reader has begun with would spoil both.
    if request.headers.get("If-Range", tag) != tag:
        return ""
    return request.headers.get("Range", "")


def _bytes(path: Path, span: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(span.start)
        left = len(span)
        while left and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
