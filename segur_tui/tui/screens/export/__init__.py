"""The export: which demandes go, where to, their documents, and the result."""
