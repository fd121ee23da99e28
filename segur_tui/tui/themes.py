"""The colours of the interface: a dark and a light theme."""

from __future__ import annotations

from textual.theme import Theme


def _scrollbar(thumb: str, background: str) -> dict[str, str]:
    ways = ("", "-hover", "-active")
    return {f"scrollbar{way}": thumb for way in ways} | {f"scrollbar-background{way}": background for way in ways}


THEMES = (
    Theme(
        name="segur-sombre",
        primary="#7aa2c8",
        secondary="#8fb0a0",
        warning="#e0b060",
        error="#e07a70",
        success="#8fbf88",
        foreground="#dcdcdc",
        background="#1c1f24",
        surface="#22262c",
        panel="#2c323a",
        dark=True,
        # A background for the same foreground: two colours would be sent at each move, and two back.
        variables={"block-cursor-background": "#005f87", **_scrollbar("#9a9da2", "#1c1f24")},
    ),
    Theme(
        name="segur-clair",
        primary="#2a5d8f",
        secondary="#4a7a66",
        warning="#8a5a00",
        error="#a8261c",
        success="#2f6b2a",
        foreground="#202428",
        background="#fafafa",
        surface="#f0f0ee",
        panel="#e2e4e6",
        dark=False,
        variables={"block-cursor-background": "#87d7d7", **_scrollbar("#5f6468", "#fafafa")},
    ),
)
"""The themes, the dark one first."""
