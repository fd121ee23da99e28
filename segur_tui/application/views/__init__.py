"""What screens show of a file under correction, as plain rows: no widget, no colour, no key."""
