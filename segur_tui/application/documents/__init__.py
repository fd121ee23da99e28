"""The supporting documents: found in a folder, checked, copied under the right name, packed (note §2.1)."""
