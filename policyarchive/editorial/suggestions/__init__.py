"""Suggestions: what a text names, proposed with the words that gave rise to it."""
