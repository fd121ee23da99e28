"""One step in the life of a demande."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from segur_tui.format.value_type import value_type


class What(Enum):
    """An event in the life of a demande, in a file; `DOUBTFUL` is an acceptance of the avance or of the solde."""

    DEPOSITED = "deposited"
    EXPORTED = "exported"
    PENDING = "pending"
    REJECTED = "rejected"
    TO_VERIFY = "to-verify"
    DOUBTFUL = "doubtful"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


_IN_ORDER = list(What)


@value_type
class Passage:
    """One step of a demande's life: in which file and line, what happened, and what the ASP said.

    `deposit` is the day and number of the file's name, such as `20261012-001`, empty when it has none;
    `source` and `source_line` tell where an exported line came from, `whose` in French who exported or withdrew
    it, or settled the answer. The export of one that `is_under_way` did not say that it is done.
    """

    deposit: str
    path: str
    numero_ans: str
    line: int
    numero_editeur: str
    numero_asp: str
    what: What
    code: str
    label: str
    source: str
    source_line: int
    whose: str = ""
    is_under_way: bool = False

    @property
    def name(self) -> str:
        """Return the file's name without its folder."""
        return Path(self.path).name

    @property
    def demande(self) -> Demande:
        """Return what tells its demande from others."""
        return Demande(self.numero_ans, self.numero_editeur, self.numero_asp)

    @property
    def order(self) -> tuple[str, int]:
        """Return its place in time: files as they were deposited, the ASP's answer behind the deposit."""
        return (self.deposit, _IN_ORDER.index(self.what))

    def is_of(self, demande: Demande) -> bool:
        """Tell whether it shares a number with a demande, where their line is known to be the same."""
        numbers = {self.numero_editeur, self.numero_asp} - {""}
        return self.numero_ans == demande.numero_ans and bool(numbers & set(demande[1:]))


class Demande(NamedTuple):
    """The identity of a demande; either number may be empty."""

    numero_ans: str
    numero_editeur: str
    numero_asp: str


def passage_of(row: tuple[Any, ...]) -> Passage:
    """Return the passage of a row; raises ValueError and TypeError where it is damaged."""
    deposit, path, numero_ans, line, editor, asp, what, code, label, source, source_line, whose, is_under_way = row
    if (type(line), type(source_line)) != (int, int):
        raise TypeError(row)
    return Passage(
        deposit,
        path,
        numero_ans,
        line,
        editor,
        asp,
        What(what),
        code,
        label,
        source,
        source_line,
        whose,
        bool(is_under_way),
    )


def in_time(passages: Iterable[Passage]) -> list[Passage]:
    """Return passages in the order in which they came about."""
    return sorted(passages, key=lambda passage: passage.order)
