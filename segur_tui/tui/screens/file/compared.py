"""Values before and after: those changed since the file was opened, and those that corrections would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.editing.typed import untyped
from segur_tui.application.views.apart import ranked, told_apart, written
from segur_tui.application.views.changes import ValueChange, changes
from segur_tui.application.views.problems import shown_value
from segur_tui.format.check import Check
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Certainty, Finding
from segur_tui.format.kinds import compared
from segur_tui.format.tree import Absent, Json, to_rfc6901
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.columns import place
from segur_tui.tui.grid.model import Cell, Column, Row, Rows, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen

_CHANGES = (
    Column("line", "Lg", 3, align="right"),
    Column("balise", "Balise", 16, share=2),
    Column("before", "À l’ouverture", 16, share=3, cut="middle"),
    Column("after", "Maintenant", 16, share=3, cut="middle"),
)
_CORRECTIONS = (
    Column("tick", "", 3, ticks=True),
    Column("line", "Lg", 3, align="right"),
    Column("number", "N° éd", 5, dispensable=1),
    Column("balise", "Balise", 12, share=2),
    Column("before", "Avant", 14, share=3, cut="middle"),
    Column("after", "Après", 14, share=3, cut="middle"),
)
_PROPOSED = {
    Certainty.SAFE: ("Corrections sûres", "Aucune correction sûre"),
    Certainty.LIKELY: ("Suggestions, à vérifier", "Aucune suggestion"),
}
"""The title of a screen of corrections, and the words where there is none."""
_NO_PROBLEM, _TO_TYPE = "il n’y a aucun problème.", "Échap, puis Entrée sur un problème pour la saisir."
_NONE_TICKED = typeset("rien n’est coché : Espace coche la ligne, Échap laisse tout")
_DOUBTED = typeset(
    "Pas cochée d’avance : une ligne retenue comme doublon pourrait alors partir. À comparer au dossier."
)
_KEYS = (("Espace", "cocher"), ("*", "tout"), ("Entrée", "appliquer"), ("Échap", "laisser"))


class ChangesScreen(ListingScreen[None]):
    """The changed values of a file, as it was opened and in its present state."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(_CHANGES, (("Échap", "retour"),), typeset("Rien n’a changé depuis l’ouverture."))
        self._claim, self._steps = draft.check.claim, len(draft.done)
        found = changes(draft.opened.claim.root, self._claim.root)
        self._changes = {f"{rank}": change for rank, change in enumerate(found)}

    def title_text(self) -> str:
        """Return the number of changed values, and of the modifications that changed them."""
        steps = f", en {counted(self._steps, 'modification')}" if self._steps else ""
        return typeset(f"Ce qui a changé depuis l’ouverture : {counted(len(self._changes), 'valeur')}{steps}")

    def table_rows(self) -> Sequence[Row]:
        """Return one row a changed value."""
        return [self._row(key, change) for key, change in self._changes.items()]

    def detail_text(self, row_key: str) -> str:
        """Return a change in full."""
        change = self._changes[row_key]
        return f"{to_rfc6901(change.pointer)}\n" + "\n→ ".join(told_apart(*_sides(change, written)))

    def _row(self, key: str, change: ValueChange) -> Row:
        line = self._claim.line_of(change.pointer)
        names = [str(token) for token in change.pointer if isinstance(token, str)]
        before, after = _seen(*_sides(change, _in_row), _CHANGES, self.app.size.width)
        return Row.of(key, str(line or ""), names[-1] if names else "", before, Cell(after, Tone.STRONG))


class CorrectionsScreen(ListingScreen[tuple[Finding, ...] | None]):
    """The edits of one certainty that findings propose; `scope` says of which demandes.

    They are ticked at first, but for suggestions of what tells a demande apart from others.
    Dismissed with the findings left ticked, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "cocher"),
        Binding("asterisk", "tick_all", "tout"),
    ]

    def __init__(
        self, check: Check, findings: Sequence[Finding], certainty: Certainty = Certainty.SAFE, scope: str = ""
    ) -> None:
        self._title, none = (f"{words}{scope}" for words in _PROPOSED[certainty])
        nothing = f"{none} : ce qui reste demande de connaître la bonne valeur. {_TO_TYPE}"
        keys = _KEYS if any(map(certainty.edit, findings)) else _KEYS[-1:]
        super().__init__(_CORRECTIONS, keys, typeset(nothing if check.findings else f"{none} : {_NO_PROBLEM}"))
        self._check = check
        self._findings, self._edits = dict[str, Finding](), dict[str, Edit]()
        for finding in findings:
            if (edit := certainty.edit(finding)) is not None:
                key = f"{to_rfc6901(finding.pointer)}#{finding.rule}"
                self._findings[key], self._edits[key] = finding, edit
        self._names = Counter(name for line in check.lines for name in {*map(compared, line.documents)})
        self._doubted = {
            key
            for key, edit in self._edits.items()
            if certainty is Certainty.LIKELY and self._tells_apart(key, edit)
        }
        self.ticked = set(self._findings).difference(self._doubted)
        self._number_of = cache(lambda line: check.claim.editor_number(line) if line else "")

    def title_text(self) -> str:
        """Return the number of those that are ticked."""
        ticked = len(self.ticked)
        of = f"{ticked} cochée{'s' if ticked > 1 else ''} sur {len(self._findings)}"
        return typeset(f"{self._title} : {of}") if self._findings else self._title

    def table_rows(self) -> Rows:
        """Return one row a correction."""
        keys = list(self._findings)
        return Rows(keys, lambda rank: self._row(keys[rank], self._findings[keys[rank]]))

    def detail_text(self, row_key: str) -> str:
        """Return the correction in full, and its reason."""
        finding = self._findings[row_key]
        line = f"Ligne {finding.line} · " if finding.line else ""
        where = typeset(f"{line}{finding.balise} : ")
        doubt = f"\n{_DOUBTED}" if row_key in self._doubted else ""
        return f"{where}{' → '.join(told_apart(*self._sides(row_key)))}{doubt}\n{finding.message}"

    def tick(self, row_key: str) -> bool:
        """Tick a correction, or take its tick away."""
        self.turn_ticks({row_key})
        return True

    def action_tick_all(self) -> None:
        """Tick all, or none when all are ticked."""
        self.turn_ticks(set(self._findings))

    def on_editable_table_row_opened(self) -> None:
        """Apply the ticked ones; where none is, say so."""
        if self._findings and not self.ticked:
            self.say(_NONE_TICKED)
            return
        self.dismiss(tuple(finding for key, finding in self._findings.items() if key in self.ticked))

    def _row(self, key: str, finding: Finding) -> Row:
        before, after = _seen(*self._sides(key), _CORRECTIONS, self.app.size.width)
        tick, number = "[x]" if key in self.ticked else "[ ]", Cell(self._number_of(finding.line), Tone.MUTED)
        line, balise = str(finding.line or ""), finding.balise or ""
        return Row.of(key, Cell(tick, Tone.STRONG), line, number, balise, before, Cell(after, Tone.GOOD))

    def _tells_apart(self, key: str, edit: Edit) -> bool:
        """Tell whether an edit gives a demande another number, or renames a document that another names, too."""
        profile, balise = self._check.claim.profile, self._findings[key].balise
        if balise != profile.document_name.name:
            return balise in {profile.dossier.name, profile.editor_number.name}
        return isinstance(edit.before, str) and self._names[compared(edit.before)] > 1

    def _sides(self, key: str) -> tuple[str, str]:
        """Return the value before and after, with their quotes where nothing else differs."""
        edit = self._edits[key]
        before, after = shown_value(self._check, edit.pointer), _after(edit)
        return (written(edit.before), written(edit.after)) if before.strip() == after.strip() else (before, after)


def _sides(change: ValueChange, shown: Callable[[Json | Absent], str]) -> tuple[str, str]:
    """Return the value before and after; of an item that left its list, or moved in it, that it did."""
    before, after, at = shown(change.before), shown(change.after), change.pointer[-1] if change.pointer else ""
    if change.was is not None and isinstance(at, int):
        return f"{ranked(change.was)} : {before}", f"{ranked(at)} : {after}"
    return before, "(retirée)" if isinstance(at, int) and isinstance(change.after, Absent) else after


def _in_row(value: Json | Absent) -> str:
    """Return a value as a row has room for it, of a document what it holds."""
    texts = [each for each in value.values() if isinstance(each, str)] if isinstance(value, dict) else []
    return ", ".join(texts) or written(value)


def _seen(before: str, after: str, columns: Sequence[Column], width: int) -> tuple[str, str]:
    """Return two texts, cut to what differs where they do not fit into the last two columns."""
    room = min(placed.width for placed in place(columns, width - 2)[-2:])
    wide = max(cell_len(each) - len(each) for each in (before, after))
    return told_apart(before, after, room - wide)


def _after(edit: Edit) -> str:
    if edit.key is not None and not isinstance(edit.after, Absent):
        return f"renommée {edit.key}"
    return untyped(edit.after) if isinstance(edit.after, str) and edit.after else written(edit.after)
