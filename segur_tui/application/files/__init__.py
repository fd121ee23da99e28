"""Claim files on the disk: found, read without trust, checked, and summed up for a list."""
