"""The record of the team: the numbers used, the demandes that went, and what the ASP answered."""
