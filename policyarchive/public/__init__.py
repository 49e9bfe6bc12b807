"""The read side: every public address, pages, exports, feeds, API, charts."""
