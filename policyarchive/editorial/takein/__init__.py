"""Taking in: from a messy source to a draft, with the source beside what it becomes."""
