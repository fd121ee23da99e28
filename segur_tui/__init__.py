"""Check, correct and resubmit the claim files that the ASP sends back."""

from __future__ import annotations

__version__ = "0.1.0"
