"""The list of the files of a folder, and their reading."""
