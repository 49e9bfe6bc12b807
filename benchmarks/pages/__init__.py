"""How well a short web page is told from its text: each line, right or wrong."""
