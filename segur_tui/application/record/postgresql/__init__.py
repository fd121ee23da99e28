"""The record on a PostgreSQL server, for a team on several hosts: loaded only where one is configured."""
