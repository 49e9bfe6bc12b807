"""What a Django developer would write: PostgreSQL full text and facets by joins."""
