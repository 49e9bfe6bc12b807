"""OAI-PMH 2.0: metadata of every published entry for harvesters.

The order of the publication log is the order of harvesting: an entry that changes while
somebody harvests moves to the end and is seen again, so none is lost.
"""

from policyarchive.public.oai.view import oai

__all__ = ["oai"]
