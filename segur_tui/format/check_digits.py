"""Check digits of the identifiers: a number whose digit fails is suspect, not refused (format.md §3).

python-stdnum knows them too, and the tests compare; importing it would bring `ssl` and `pydoc` into every start.
"""

from __future__ import annotations

from functools import lru_cache

_REMEMBERED = 4096
"""Numbers whose answer is remembered: the same doctors come back from demande to demande."""
_TWICE = tuple(sum(divmod(2 * digit, 10)) for digit in range(10))
_LA_POSTE, _ITS_SEAT = "356000000", "35600000000048"
_SIREN = slice(9)
_CORSICA = str.maketrans("AB", "12")


def siret_holds(number: str) -> bool:
    """Tell whether 14 digits hold as a SIRET: those of La Poste's offices add up to fives, others to tens."""
    if number.startswith(_LA_POSTE) and number != _ITS_SEAT:
        return sum(map(int, number)) % 5 == 0
    return _luhn_holds(number) and _luhn_holds(number[_SIREN])


@lru_cache(_REMEMBERED)
def rpps_holds(number: str) -> bool:
    """Tell whether an RPPS number's Luhn digit holds."""
    return _luhn_holds(number)


@lru_cache(_REMEMBERED)
def finess_holds(number: str) -> bool:
    """Tell whether a FINESS number's Luhn digit holds; in Corsica's A counts as 1 and B as 2, in place."""
    return _luhn_holds(number.upper().translate(_CORSICA))


def _luhn_holds(number: str) -> bool:
    """Tell whether digits, every second one from the last doubled, add up to tens."""
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(_TWICE[digit] for digit in digits[1::2])) % 10 == 0
