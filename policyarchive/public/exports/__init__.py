"""Result lists as files, all hits of them: CSV, XLSX, JSON Lines, RIS, BibTeX."""

from policyarchive.public.exports.views import EXPORTS

__all__ = ["EXPORTS"]
