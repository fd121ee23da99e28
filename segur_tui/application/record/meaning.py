"""A digest of the meaning of a demande, short enough to be kept for every line (format.md §6)."""

from __future__ import annotations

from segur_tui.format.meaning import meaning_of
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json


def meaning_digest(demande: Json, profile: Profile) -> str:
    """Return a digest of what a demande means: spelling, nesting, key order and number literals aside."""
    from hashlib import sha256  # only where it is asked for: it brings OpenSSL along

    values = sorted(meaning_of(demande, profile).items(), key=lambda item: item[0])
    return sha256(repr(values).encode()).hexdigest()
