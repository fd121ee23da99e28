"""The state folder: the database in it, the running sessions, and the crash log."""
