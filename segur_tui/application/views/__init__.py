"""Plain rows that screens show of a file under correction: no widget, no colour, no key."""
