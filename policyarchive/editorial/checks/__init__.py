"""What there is to mend in the archive: small questions, asked nightly and on demand.

A check is a name, a sentence and a query. Counting is done by ``manage.py checks`` (and
the button of the desk) and kept; a list asks only for the page that is looked at.
"""

from policyarchive.editorial.checks.asking import CHECKS, Check, find
from policyarchive.editorial.checks.counting import count_all
from policyarchive.editorial.checks.findings import Finding

__all__ = ["CHECKS", "Check", "Finding", "count_all", "find"]
