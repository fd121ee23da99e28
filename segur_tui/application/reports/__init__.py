"""The reports of problems that people read and pass on: their rows, and their texts as HTML and CSV."""
