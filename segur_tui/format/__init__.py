"""The format of claim files, after the ASP's technical note; pure: no screen, no files, no clock."""
