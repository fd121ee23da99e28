"""One balise on many demandes: the values that they hold, and the edits that give all of them another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segur_tui.application.editing.typed import Entry, FreeText, Nothing, OneOf, entry_for, untyped
from segur_tui.format.balise import Balise
from segur_tui.format.check import Check
from segur_tui.format.edit import Edit
from segur_tui.format.kinds import AlwaysNull, Block, Choice, Kind, ListOf
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import ABSENT, Absent, Json, Pointer, same, value_at
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import typeset
from segur_tui.format.writing import to_compact


@value_type
class SharedValue:
    """A balise of the demandes as a whole, or one value of those in its lists or in the documents.

    `pointers` lead to all that would change together; `value` is that of the first, one of `different` ones.
    """

    balise: Balise
    pointers: tuple[Pointer, ...]
    value: Json | Absent
    different: int = 1
    is_one_of_many: bool = False

    @property
    def label(self) -> str:
        """Return the balise, with the number of the values where that is not the demandes'."""
        return f"{self.balise.name} × {len(self.pointers)}" if self.is_one_of_many else self.balise.name

    @property
    def text(self) -> str:
        """Return the present value as an editor shows it, empty where there are several."""
        return untyped(self.value) if self.different == 1 else ""

    @property
    def kind(self) -> Kind:
        """Return the kind of the values."""
        return self.balise.item if self.is_one_of_many else self.balise.kind

    def entry(self, check: Check) -> Entry:
        """Return the entry for another value; of what must differ from line to line there is none."""
        if self.balise in check.claim.profile.unique:
            why = f"{self.balise.name} est propre à chaque ligne : la même valeur ne peut pas aller à plusieurs"
            return Nothing(typeset(why))
        entry = entry_for(check, self.pointers[0], self.balise)
        return replace(entry, current=self._chosen(check), said="") if isinstance(entry, OneOf) else entry

    def _chosen(self, check: Check) -> str:
        """Return the choice that each of them proposes by itself; the present value where they do not agree."""
        entries = (entry_for(check, pointer, self.balise) for pointer in self.pointers)
        proposed = {entry.current if isinstance(entry, OneOf) else "" for entry in entries}
        return proposed.pop() if len(proposed) == 1 else self.text

    def becomes(self, check: Check, text: str) -> list[Edit]:
        """Return the edits that change all of them; none for those that stay as they are."""
        entries = (entry_for(check, pointer, self.balise) for pointer in self.pointers)
        kept = (entry.becomes(text) for entry in entries if isinstance(entry, FreeText | OneOf))
        return [edit for edits in kept for edit in edits if not same(edit.before, edit.after)]


def shared_values(check: Check, lines: Sequence[int]) -> Iterator[SharedValue]:
    """Yield what can be changed on demandes, given by their positions from 1, in the note's order."""
    profile = check.claim.profile
    for balise in _balises(profile):
        pointers = tuple(each for line in lines for each in _pointers(check, line, balise))
        if not pointers:
            continue
        if balise.level is profile.document and balise not in profile.unique:
            yield from _values(check, balise, pointers)
            continue
        values = [value_at(check.claim.root, pointer) for pointer in pointers]
        yield SharedValue(balise, pointers, values[0], len(set(map(_literal, values))))
        if isinstance(balise.kind, ListOf):
            lists = ((pointer, value) for pointer, value in zip(pointers, values, strict=True))
            items = [(*at, rank) for at, value in lists if isinstance(value, list) for rank in range(len(value))]
            yield from _values(check, balise, items)


def _values(check: Check, balise: Balise, pointers: Sequence[Pointer]) -> Iterator[SharedValue]:
    """Yield each value that stands at some of the pointers, the most frequent first."""
    found: dict[str, list[Pointer]] = {}
    for pointer in pointers:
        found.setdefault(_literal(value_at(check.claim.root, pointer)), []).append(pointer)
    # In one place only, a number is changed there: 200 demandes have hundreds.
    several = (those for those in found.values() if len(those) > 1 or isinstance(balise.kind, Choice))
    for those in sorted(several, key=len, reverse=True):
        yield SharedValue(balise, tuple(those), value_at(check.claim.root, those[0]), is_one_of_many=True)


def _literal(value: Json | Absent) -> str:
    return "" if isinstance(value, Absent) else to_compact(value)


def _balises(profile: Profile) -> list[Balise]:
    """Return the balises of a demande and of its blocs and documents that hold values, in the note's order."""
    levels = (profile.demande, *(level for _, level in profile.demande.containers))
    kinds = ((balise, balise.kind) for level in levels for balise in level.balises)
    ours = [
        balise
        for balise, kind in kinds
        if not isinstance(kind, Block) and not (isinstance(kind, AlwaysNull) and kind.filled_by_asp)
    ]
    return sorted(ours, key=lambda balise: balise.rank)


def _pointers(check: Check, line: int, balise: Balise) -> list[Pointer]:
    """Return the places of a balise in a demande, also those where it is missing, none where its bloc is."""
    profile, demande, at = check.claim.profile, check.claim.lines[line - 1], check.claim.line_pointer(line)
    if not isinstance(demande, dict):
        return []
    placed = place(demande, profile.demande)
    if balise.level is profile.demande:
        return [(*at, *placed.path(balise.name))]
    container = balise.level.container
    assert container is not None  # noqa: S101 (only the demande's own level has none)
    value, at = placed.values.get(container.name, ABSENT), (*at, *placed.path(container.name))
    if container is profile.documents:
        items = enumerate(value) if isinstance(value, list) else ()
    elif isinstance(value, list):
        items = enumerate(value[:1] if len(value) == 1 else ())
    else:
        return [(*at, *place(value, balise.level).path(balise.name))] if isinstance(value, dict) else []
    return [
        (*at, rank, *place(item, balise.level).path(balise.name)) for rank, item in items if isinstance(item, dict)
    ]
