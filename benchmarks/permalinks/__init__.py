"""How long pages of versions take, and what they ask of the database."""
