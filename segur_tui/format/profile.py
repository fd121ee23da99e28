"""A format of claim files as a value: its levels, its balises and their roles, its names, limits and rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from segur_tui.format.answer_words import is_nothing
from segur_tui.format.balise import Balise, Level
from segur_tui.format.form import DemandeForm, form_of
from segur_tui.format.naming import DocumentNames, FileNames
from segur_tui.format.order import Ordered
from segur_tui.format.rulebook import Rules
from segur_tui.format.tree import Json, Members, Pointer, unboxed
from segur_tui.format.value_type import value_type


@value_type
class Profile:
    """A format of claim files.

    `header` is the level of the file itself, `demande` that of the demandes, `document` that of the documents
    that one of them names. A file holds at most `most_lines` demandes. Others come in the same envelope:
    `mark_of_avance` returns what a demande has that only one of the avance has, with the path to it,
    `avance_in_bytes` finds one at a glance, and `mark_of_other` returns what only one of another wave or corridor
    has. `ordered_in` returns what a demande of an avance orders. Every other field is a role and holds the balise,
    or the lists of `beneficiaries`, that play it: who reads files goes by these, whatever the balises are called.
    """

    header: Level
    demande: Level
    document: Level
    rules: Rules
    file_names: FileNames
    document_names: DocumentNames
    most_lines: int
    mark_of_avance: Callable[[Members, DemandeForm], tuple[Pointer, str] | None]
    avance_in_bytes: re.Pattern[bytes]
    ordered_in: Callable[[Members], Ordered]
    mark_of_other: Callable[[Members], str | None]

    reference: Balise
    numero_ans: Balise
    siret: Balise
    lines: Balise

    position: Balise
    dossier: Balise
    editor_number: Balise
    day: Balise
    amount: Balise
    beneficiaries: tuple[Balise, ...]
    documents: Balise
    document_name: Balise
    document_format: Balise
    document_type: Balise
    code: Balise
    label: Balise

    __eq__, __hash__ = object.__eq__, object.__hash__

    @cached_property
    def balises(self) -> tuple[Balise, ...]:
        """Return all balises in the note's order, which is the order in which the ASP is taken to check."""
        return tuple(sorted(_in(self.header), key=lambda balise: balise.rank))

    @cached_property
    def by_name(self) -> dict[str, Balise]:
        """Return the balises by their names."""
        return {balise.name: balise for balise in self.balises}

    def is_avance(self, demandes: Sequence[Json]) -> bool:
        """Tell whether demandes are those of an avance: each bears a mark of it, none has any of an invoice.

        What is no object is no demande.
        """
        objects = [each for each in demandes if isinstance(each, dict)]
        return bool(objects) and all(self.is_of_avance(each, form_of(each, self.demande)) for each in objects)

    def is_of_avance(self, demande: Json, form: DemandeForm) -> bool:
        """Tell whether a demande bears a mark of an avance, and has no balise of an invoice."""
        return (
            isinstance(demande, dict)
            and self.mark_of_avance(demande, form) is not None
            and not self._is_invoiced(demande)
        )

    def _is_invoiced(self, demande: Members) -> bool:
        """Tell whether a demande, or a block of it, has a balise of the invoice filled, in any letter case."""
        blocks = (
            value
            for key, value in demande.items()
            if isinstance(value, dict) and key.casefold() not in self.demande.by_folded_spelling
        )
        return any(
            key.casefold() in self._of_invoice and not is_nothing(unboxed(value))
            for block in (demande, *blocks)
            for key, value in block.items()
        )

    @cached_property
    def _of_invoice(self) -> frozenset[str]:
        return frozenset(
            name.casefold() for each in (self.day, self.amount) for name in (each.name, *each.spellings)
        )

    def other_format(self, demandes: Sequence[Json]) -> str | None:
        """Return a mark of another wave or corridor where every demande bears one."""
        marks = [self.mark_of_other(each) if isinstance(each, dict) else None for each in demandes[:1]]
        if not marks or marks[0] is None:
            return None
        return marks[0] if all(isinstance(each, dict) and self.mark_of_other(each) for each in demandes) else None

    @property
    def at_a_glance(self) -> tuple[Balise, ...]:
        """Return the balises by which people know a demande at a glance."""
        return self.editor_number, self.dossier, self.day, self.amount

    @property
    def unique(self) -> tuple[Balise, ...]:
        """Return the balises of which no two demandes have the same value (note §3.2)."""
        return self.position, self.dossier, self.editor_number, self.document_name

    @property
    def renewed(self) -> tuple[Balise, Balise, Balise]:
        """Return the balises of a demande that have another value when it is deposited again."""
        return self.position, self.code, self.label


def _in(level: Level) -> list[Balise]:
    """Return the balises of a level and of all levels inside it."""
    inner = (each for balise in level.balises if balise.inside is not None for each in _in(balise.inside))
    return [*level.balises, *inner]
