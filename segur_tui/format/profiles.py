"""The formats of claim files that are known, and the names of their files.

A file is of the first unless something in it shows another.
"""

from __future__ import annotations

from segur_tui.format.naming import FileName
from segur_tui.format.profile import Profile
from segur_tui.format.solde import SOLDE

PROFILES: tuple[Profile, ...] = (SOLDE,)


def file_name_in(name: str) -> FileName | None:
    """Return the parts of a claim file's name, of any format, that stand anywhere in a name, or None."""
    return next(filter(None, (profile.file_names.found_in(name) for profile in PROFILES)), None)


def short_name(name: str, *, is_of_several: bool = False) -> str:
    """Return the part of a file's name that differs from others' of its supplier, or of several suppliers."""
    parts = next(filter(None, (profile.file_names.parse(name) for profile in PROFILES)), None)
    if parts is None:
        return name.removesuffix(".json")
    return f"{parts.numero_ans}-{parts.deposit}" if is_of_several else parts.deposit
