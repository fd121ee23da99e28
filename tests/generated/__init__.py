"""Claim files and documents made for measuring and for trying things: always the same for the same sizes."""
