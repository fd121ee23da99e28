"""The command line: arguments in, reports and exit statuses out."""

from __future__ import annotations

USAGE_ERROR = 2
"""Of a wrong call, of an unreadable file, and of a refusal of the system."""
INTERRUPTED = 130
"""After Ctrl+C, as shells have it."""
BROKEN_PIPE = 141
"""After the reader of the output has gone, as shells have it."""
