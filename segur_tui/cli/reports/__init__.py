"""The reports of the commands: one module a form."""
