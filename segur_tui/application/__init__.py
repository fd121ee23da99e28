"""The work of the program on files of the format: open, check, correct, resubmit, record."""
