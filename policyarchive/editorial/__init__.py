"""The write side: workflow verbs, ingest, capture, suggestions, the admin desk."""
