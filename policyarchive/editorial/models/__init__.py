"""The desk's own tables: what was done to entries, and what waits to become one."""

from policyarchive.editorial.models.apart import KeptApart
from policyarchive.editorial.models.arriving import Arrival, Load
from policyarchive.editorial.models.counted import CheckCount, FailedLogin
from policyarchive.editorial.models.merges import Merge, TopicMerge
from policyarchive.editorial.models.steps import Change, KeptText, Step, Verb
from policyarchive.editorial.models.suggesting import NeverMeant, Verdict
from policyarchive.editorial.models.together import Assignment, Comment, Sitting

__all__ = [
    "Arrival",
    "Assignment",
    "Change",
    "CheckCount",
    "Comment",
    "FailedLogin",
    "KeptApart",
    "KeptText",
    "Load",
    "Merge",
    "NeverMeant",
    "Sitting",
    "Step",
    "TopicMerge",
    "Verb",
    "Verdict",
]
