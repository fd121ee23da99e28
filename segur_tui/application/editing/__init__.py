"""Editing: the texts that may be typed for a value, the choices for a bloc, and the edits that follow."""
