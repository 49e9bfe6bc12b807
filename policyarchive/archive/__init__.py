"""The nouns: the working copy, the published side, permalinks, dates, vocabulary."""
