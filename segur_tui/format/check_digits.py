"""Check digits of the identifiers: a number whose digit fails is suspect, not refused (format.md §3)."""

from __future__ import annotations

from functools import lru_cache

from stdnum import luhn
from stdnum.fr import siret

_REMEMBERED = 4096
"""Numbers whose answer is remembered: the same doctors come back from demande to demande."""


def siret_holds(number: str) -> bool:
    """Tell whether a SIRET's check digit holds, La Poste's own rule included."""
    return bool(siret.is_valid(number))


@lru_cache(_REMEMBERED)
def rpps_holds(number: str) -> bool:
    """Tell whether an RPPS number's Luhn digit holds."""
    return bool(luhn.is_valid(number))


@lru_cache(_REMEMBERED)
def finess_holds(number: str) -> bool:
    """Tell whether a FINESS number's Luhn digit holds, computed on its digits alone (Corsica: A, B)."""
    return bool(luhn.is_valid("".join(sign for sign in number if sign.isdigit())))
