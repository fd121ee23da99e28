"""What the program does with files of the format: open, check, correct, resubmit, record."""
