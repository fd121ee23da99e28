"""From chosen demandes to files ready to deposit."""
