"""What the ASP's technical note says of the JSON-MDV file; pure: no screen, no files, no clock."""
