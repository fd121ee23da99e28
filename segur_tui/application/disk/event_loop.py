"""Python's event loop, which Textual and psycopg bring along."""

from __future__ import annotations

import sys


def load_asyncio() -> None:
    """Load the event loop without TLS, as where there is none: nobody asks for it, and it costs 5 ms."""
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment] # so the import system marks what is not to be found
        import asyncio  # noqa: F401 (it goes on without)

        del sys.modules["ssl"]
