"""Commands of the editorial desk."""
