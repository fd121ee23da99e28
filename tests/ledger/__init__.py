"""People, the ASP and mishaps played at random, with a ledger of their own of what may be claimed."""
