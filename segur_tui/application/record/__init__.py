"""The record of exported files: the numbers used and the demandes that went."""
