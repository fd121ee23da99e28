"""A table whose values are edited in place; it knows nothing of what the values mean."""

from __future__ import annotations

from segur_tui.tui.grid.editors import ChoiceSpec, Commit, EditorFor, EditorSpec, NotEditable, TextSpec, Then
from segur_tui.tui.grid.model import Cell, Column, Row, Target, Tone
from segur_tui.tui.grid.table import EditableTable

__all__ = [
    "Cell",
    "ChoiceSpec",
    "Column",
    "Commit",
    "EditableTable",
    "EditorFor",
    "EditorSpec",
    "NotEditable",
    "Row",
    "Target",
    "TextSpec",
    "Then",
    "Tone",
]
