"""Metadata of a version for machines: reference managers, crawlers, link followers."""

from policyarchive.public.metadata.head import Head, head

__all__ = ["Head", "head"]
