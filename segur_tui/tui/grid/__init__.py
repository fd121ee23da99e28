"""A table whose values are edited in place; it knows nothing of what the values mean."""
