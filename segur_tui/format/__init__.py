"""What the ASP's technical note says of claim files; pure: no screen, no files, no clock."""
