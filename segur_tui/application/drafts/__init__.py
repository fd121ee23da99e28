"""Files under correction: their steps, undo and redo, kept on the disk at every step."""
