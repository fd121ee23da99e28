"""The changes of a refused demande before it went again, without anybody's identifiers (format.md §5)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from segur_tui.format.balise import Balise
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import shortened
from segur_tui.format.kinds import Amount, Choice, Constant, Day, Flag, Integer
from segur_tui.format.line_check import placed_objects
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Absent, Json, same, value_at
from segur_tui.format.value_type import value_type
from segur_tui.format.writing import to_compact

_SHOWN = Integer | Day | Amount | Choice | Constant | Flag
"""Kinds of values that are of no person; of all others it is kept only that they changed."""
_LONGEST = 60
_IDENTIFIER = re.compile(r"@|(?:[0-9][ .-]?){9}")
"""A text that may identify somebody all the same, where a person put it into another balise."""
_CITED = re.compile(r"[^\s«»\"'()]*\d{4}[^\s«»\"'()]*")
"""A value that a label cites, such as an RPPS, a day or the name of a document."""
_Values = Mapping[Balise, list[Json]]


@value_type
class ChangedValue:
    """A balise whose value was changed, with both values as texts; both empty of an identifier or a name."""

    balise: str
    before: str = ""
    after: str = ""


def changed_values(claim: ClaimFile, line: int) -> list[ChangedValue]:
    """Return what was changed of a line since its file was read, the header's part first."""
    profile, at = claim.profile, claim.line_pointer(line)
    if claim.as_read is claim.root:
        return []
    before, after = (_of_header(root, profile) for root in (claim.as_read, claim.root))
    return [*_changed(before, after), *between(value_at(claim.as_read, at), value_at(claim.root, at), profile)]


def between(before: Json | Absent, after: Json | Absent, profile: Profile) -> list[ChangedValue]:
    """Return what differs between two versions of a demande, but for what the ASP or a new file gives it anew."""
    return [] if same(before, after) else _changed(_of_demande(before, profile), _of_demande(after, profile))


def is_of_a_few(name: str, profile: Profile) -> bool:
    """Tell whether a balise has one of a few values: what helped once may help again, unlike a day."""
    return isinstance(profile.by_name[name].kind, Choice | Constant | Flag)


def value_kept(demande: Json, name: str, profile: Profile) -> str:
    """Return a balise of a demande as it would be kept of a change; empty of an identifier, or where absent."""
    balise, values = profile.by_name[name], _of_demande(demande, profile)
    return _as_kept(balise, values.get(balise, []), []).before


def without_values(label: str) -> str:
    """Return a label without the values that it cites: demandes refused for the same have it in common."""
    return _CITED.sub("…", label)


def _of_header(root: Json, profile: Profile) -> _Values:
    values = place(root, profile.header).values if isinstance(root, dict) else {}
    named = (balise for balise in (profile.numero_ans, profile.siret) if balise.name in values)
    return {balise: [values[balise.name]] for balise in named}


def _of_demande(demande: Json | Absent, profile: Profile) -> _Values:
    """Return the values of the balises of a demande and of the objects in it."""
    found: dict[Balise, list[Json]] = defaultdict(list)
    if isinstance(demande, dict):
        for _, placed, level in placed_objects(demande, profile):
            for balise in level.balises:
                if balise.inside is None and balise not in profile.renewed and balise.name in placed.values:
                    found[balise].append(placed.values[balise.name])
    return found


def _changed(before: _Values, after: _Values) -> list[ChangedValue]:
    balises = sorted({*before, *after}, key=lambda balise: balise.rank)
    pairs = ((balise, before.get(balise, []), after.get(balise, [])) for balise in balises)
    return [_as_kept(balise, old, new) for balise, old, new in pairs if not same(old, new)]


def _as_kept(balise: Balise, before: list[Json], after: list[Json]) -> ChangedValue:
    texts = [", ".join(map(to_compact, values)) for values in (before, after)]
    if not isinstance(balise.kind, _SHOWN) or any(map(_IDENTIFIER.search, texts)):
        return ChangedValue(balise.name)
    return ChangedValue(balise.name, *(shortened(text, _LONGEST) for text in texts))
