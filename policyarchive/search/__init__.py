"""Finding: folding, the index, the query language, facets, highlighting."""
