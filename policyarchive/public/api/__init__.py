"""The read-only API: the archive for programs, described by OpenAPI 3.1.

It answers in JSON, errors included, by the same filter sets as the pages. Addresses of
versions in answers are permalinks; addresses under ``/api/`` are not.
"""

from policyarchive.public.api.site import api

__all__ = ["api"]
