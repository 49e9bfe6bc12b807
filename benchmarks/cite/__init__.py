"""How well /cite checks citations, verdict by verdict."""
