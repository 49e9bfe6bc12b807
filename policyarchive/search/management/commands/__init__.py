"""Commands of the search, one a module."""
