"""The command line: arguments in, reports and exit statuses out."""

from __future__ import annotations

USAGE_ERROR = 2
"""The status of a wrong call, of an unreadable file, and of a refusal of the system."""
INTERRUPTED = 130
"""The status after Ctrl+C, as shells have it."""
BROKEN_PIPE = 141
"""The status after the reader of the output has gone, as shells have it."""
