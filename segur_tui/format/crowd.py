"""Texts of so many small things that they are no files of demandes: as a tree they take many times their size."""

from __future__ import annotations

import re

MANY_VALUES = 10_000
"""Values up to which nothing is asked: 400 demandes hold so many."""
SIGNS_A_VALUE = 12
"""Signs that a value takes at least on the average: those of a file of demandes without a space take 20."""
_SIGNS_AN_OBJECT, _SIGNS_A_FRACTION = 24, 6
"""Signs asked for each object, and each number with a point, beside those of its values: it takes more room."""
MANY_NAMES = 2_000
"""Different names of balises up to which they may be short; the format has 27."""
_SIGNS_A_MEMBER = 30
"""Signs that a member takes at least on the average where there are more names."""
MANY_REPEATED = 2_000
"""Objects up to which a name may stand twice in them."""
MANY_DEMANDES = 1_000
"""Demandes up to which they may be short; 200 are deposited together."""
SIGNS_A_DEMANDE = 300
"""Signs that one takes at least on the average where there are more: the names of its balises take as many."""

_TEXTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NAMES = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")\s*+:', re.DOTALL)


def crowd_in(text: str) -> str:
    """Say in French what a JSON text holds far too many of for its length; nothing where it may be demandes."""
    if _values(text) <= MANY_VALUES:
        return ""
    if len(text) < _least_length(text):
        bare = _TEXTS.sub('""', text)
        values = _values(bare)
        if values > MANY_VALUES and len(text) < _least_length(bare):
            return _no_demandes(f"{values} valeurs, de {len(text) // values} signes chacune en moyenne")
    if len(text) < text.count(":") * _SIGNS_A_MEMBER:
        names = len({found.group(1) for found in _NAMES.finditer(text)})
        if names > MANY_NAMES:
            return _no_demandes(f"{names} noms de balises différents")
    return ""


def crowd_of_repeated(objects: int) -> str:
    """Say in French that in far too many objects a name stands twice; nothing where it may be by mistake."""
    if objects <= MANY_REPEATED:
        return ""
    return _no_demandes(f"plus de {MANY_REPEATED} blocs où une balise se répète")


def crowd_of(demandes: int, signs: int) -> str:
    """Say in French that a text of so many signs holds far too many demandes; nothing where it may hold them."""
    if demandes <= MANY_DEMANDES or signs >= demandes * SIGNS_A_DEMANDE:
        return ""
    return _no_demandes(f"{demandes} demandes, de {signs // demandes} signes chacune en moyenne")


def _no_demandes(crowd: str) -> str:
    return f"ce n’est pas un fichier de demandes : il compte {crowd}"


def _values(text: str) -> int:
    """Return the number of values, up to one; an empty block or list that has spaces in it counts twice."""
    return sum(map(text.count, ",[{")) - sum(map(text.count, ("[]", "{}")))


def _least_length(text: str) -> int:
    return SIGNS_A_VALUE * _values(text) + _SIGNS_AN_OBJECT * text.count("{") + _SIGNS_A_FRACTION * text.count(".")
