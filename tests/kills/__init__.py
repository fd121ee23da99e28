"""Killing the program at random moments: what it showed as kept is there afterwards, and no file is partial."""
