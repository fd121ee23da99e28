"""The formats of claim files that are known: a file of which nothing tells otherwise is of the first."""

from __future__ import annotations

from segur_tui.format.profile import Profile
from segur_tui.format.solde import SOLDE

PROFILES: tuple[Profile, ...] = (SOLDE,)
