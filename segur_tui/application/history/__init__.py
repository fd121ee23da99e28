"""The memory of demandes: the files they passed through, and what that forbids."""
