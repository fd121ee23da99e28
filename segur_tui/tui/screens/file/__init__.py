"""The screen of one file, or of a group of files: three views of the same demandes."""
