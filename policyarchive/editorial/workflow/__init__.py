"""The verbs of the desk: everything that can be done to an entry, one transaction each.

The admin, the commands and the API call these and nothing else. Each checks who may do
it and when, raises ``Refused`` with a sentence for the person when not, and leaves a
Step.
"""

from policyarchive.editorial.workflow.assigning import assign, workers
from policyarchive.editorial.workflow.closing import restrict, withdraw
from policyarchive.editorial.workflow.discussing import (
    comment,
    may_discuss,
    reopen,
    resolve,
)
from policyarchive.editorial.workflow.distinguishing import (
    keep_apart,
    stop_keeping_apart,
)
from policyarchive.editorial.workflow.erasing import erase
from policyarchive.editorial.workflow.merging import effect as effect_of_merging, merge
from policyarchive.editorial.workflow.relating import (
    kinds_that_point_at,
    may_relate,
    relate,
    roles_to,
    unrelate,
    why_no_relation,
)
from policyarchive.editorial.workflow.releasing import publish, release
from policyarchive.editorial.workflow.renaming import rename
from policyarchive.editorial.workflow.restoring import restore
from policyarchive.editorial.workflow.reviewing import (
    approve,
    record_edit,
    record_edits,
    refuse_faults,
    return_to_editor,
    revise,
    submit,
)
from policyarchive.editorial.workflow.rules import Refused, why_not
from policyarchive.editorial.workflow.topics import (
    TopicEffect,
    effect_of_topic_merge,
    effect_of_topic_unmerge,
    merge_topics,
    unmerge_topics,
    why_no_merge,
)
from policyarchive.editorial.workflow.unmerging import (
    effect as effect_of_unmerging,
    unmerge,
)

__all__ = [
    "Refused",
    "TopicEffect",
    "approve",
    "assign",
    "comment",
    "effect_of_merging",
    "effect_of_topic_merge",
    "effect_of_topic_unmerge",
    "effect_of_unmerging",
    "erase",
    "keep_apart",
    "kinds_that_point_at",
    "may_discuss",
    "may_relate",
    "merge",
    "merge_topics",
    "publish",
    "record_edit",
    "record_edits",
    "refuse_faults",
    "relate",
    "release",
    "rename",
    "reopen",
    "resolve",
    "restore",
    "restrict",
    "return_to_editor",
    "revise",
    "roles_to",
    "stop_keeping_apart",
    "submit",
    "unmerge",
    "unmerge_topics",
    "unrelate",
    "why_no_merge",
    "why_no_relation",
    "why_not",
    "withdraw",
    "workers",
]
