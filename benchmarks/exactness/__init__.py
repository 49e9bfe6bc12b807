"""Exact is exact, on everything published: the index against a plain scan."""
