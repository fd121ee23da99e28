"""Several files corrected and exported as one."""
