"""The terminal interface: widgets that show and ask, and decide nothing."""

from __future__ import annotations
