"""The formats of claim files that are known; a file is of the first unless something in it shows another."""

from __future__ import annotations

from segur_tui.format.profile import Profile
from segur_tui.format.solde import SOLDE

PROFILES: tuple[Profile, ...] = (SOLDE,)
