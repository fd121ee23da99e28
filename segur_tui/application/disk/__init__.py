"""Bytes, folders and new files on the disk; what the system refuses, in French; how long others are waited for."""
