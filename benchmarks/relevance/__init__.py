"""Labelled queries, by kind, and how well the archive answers them."""
