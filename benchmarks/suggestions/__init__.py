"""How well the desk suggests what a text names: precision and recall by kind."""
