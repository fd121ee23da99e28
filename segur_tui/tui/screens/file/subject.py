"""The subject of the screen of a file: one file, or several together, of which each row names its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from segur_tui.application.drafts.work import Others, Work
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.passage import Passage
from segur_tui.application.history.standing import FileStanding, standings
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.profiles import short_name
from segur_tui.format.resubmission import chosen_by_default
from segur_tui.format.wording import counted, moment, typeset
from segur_tui.tui.commands import Where, commands_of
from segur_tui.tui.grid.model import Cell, Column, Row, Rows, Target, Tone
from segur_tui.tui.screens.file.heading import Part, identity, supplier
from segur_tui.tui.screens.file.keeping import draft_taken
from segur_tui.tui.screens.file.rows import VALUE, View, columns
from segur_tui.tui.screens.file.state import FileState

if TYPE_CHECKING:  # a file is shown before anything is exported
    from segur_tui.application.export.plan import Plan, SourceFile
    from segur_tui.application.history.known_answers import KnownAnswer
    from segur_tui.application.together.grouping import Group
    from segur_tui.format.candidate import Candidate
    from segur_tui.tui.screens.export.choices import ExportPlaces
    from segur_tui.tui.screens.export.screen import ExportScreen

_FILE = Column("file", "Fichier:ligne", 15)
_REWRITTEN = ("lu avec ses nombres corrigés", "nombres corrigés")
_AT = 2
"""The file stands behind the mark and the line."""


class FileSubject:
    """One file: its identity, the work on it, the rows of its views, and the export of its demandes."""

    is_several = False
    refusal_to_reload = ""
    """The reason why it cannot be read again from here, in French."""

    def __init__(self, work: Work) -> None:
        self.work, self.settings = work, work.session.settings
        self._others, self._elsewhere, self._is_exported = Others(), "", False
        self._known: Callable[[Answer], KnownAnswer | None] = lambda _: None
        commands = commands_of(Where.FILE, self.settings.keys)
        self.settling_key = next(each.key_name for each in commands if each.action == "settle")
        self._places: ExportPlaces | None = None
        """The day and folders given at an export, for the next one."""

    def identity(self) -> Sequence[Part]:
        """Return its identity."""
        name, *others = identity(self.work.draft.check.claim, is_exported=self._is_exported)
        return [name, *([_REWRITTEN] if self.work.is_rewritten else []), *others]

    def left_out(self) -> str:
        """Return the corrections that other drafts hold of its lines, in French."""
        from segur_tui.application.together.drafted_files import steps_together

        count = steps_together(self.work.path, self.settings)
        return f"{counted(count, 'modification faite')} avec d’autres fichiers (g dans la liste)" if count else ""

    def changed_since(self, when: datetime) -> str:
        """Return the words on what has changed since a draft that was made on something else."""
        return typeset(f"Ce fichier a changé depuis le brouillon du {moment(when)}.")

    def columns(self, view: View) -> tuple[Column, ...]:
        """Return the columns of a view."""
        return columns(view, self.work.draft.check.claim)

    def rows(self, state: FileState, view: View) -> Rows:
        """Return the rows of a view as they are at this moment."""
        return state.table_rows(view)

    def detail(self, line: int) -> str:
        """Return the words on a line under its detail: what helped against a refusal, what settles an answer."""
        claim = self.work.draft.check.claim
        answer = claim.answers[line - 1]
        if answer.state is AnswerState.TO_VERIFY:
            return f"\n{self.settling_words}"
        known = self._known(answer) if answer.state is AnswerState.REJECTED else None
        if known is None or not known.went_again:
            return ""
        said = " ; ".join(filter(None, (known.seen, known.proposal(claim.lines[line - 1]))))
        return f"\n{said[0].upper()}{said[1:]}"

    @property
    def settling_words(self) -> str:
        """The key that settles an answer to verify, in French."""
        return typeset(f"{self.settling_key} règle cette réponse, vérifiée sur le portail de l’ASP")

    def look_up_refusals(self) -> None:
        """Look up what is known of the refusals, off the interface's thread; nothing without any."""
        from segur_tui.application.history.known_answers import refusals_elsewhere

        if self.work.draft.check.claim.count(AnswerState.REJECTED):
            self._known = refusals_elsewhere(self.digests, self.settings)

    def standing(self) -> FileStanding | None:
        """Return where the file stands if this program wrote it; it may wait for the record."""
        claim = self.work.draft.opened.claim
        found = [] if claim.kind is FileKind.RETURN else [(self.work.path, claim.kind.value, len(claim.lines))]
        return standings(found, self.settings).get(self.work.path) if found else None

    @property
    def digests(self) -> Collection[str]:
        """The digests of the contents that it was made from."""
        return (self.work.digest,)

    def aside(self, most: int) -> str:  # noqa: ARG002 (of one file, no line is left aside)
        """Return the lines left aside, so many by name at most."""
        return ""

    def answered_in(self, line: int) -> tuple[ClaimFile, int, str]:
        """Return the file in which the ASP has answered a line, the line there, and the digest of its content."""
        return self.work.draft.check.claim, line, self.work.digest

    def is_changed_on_disk(self) -> bool:
        """Return True where it has another content than the one that was opened."""
        return self.work.is_source_changed()

    def exported(self) -> Mapping[int, Passage]:
        """Return the lines that the record knows as exported, each with its passage."""
        found = exported_from(self.work.path, self.work.draft.opened.claim, self.settings)
        self._is_exported = bool(found) and set(self._usual()) <= found.keys()
        return found

    # Its export

    def export_screen(self, state: FileState, reread: Callable[[], object]) -> ExportScreen:
        """Return the screen that writes the lines that go: the marked ones, or else the usual ones.

        `reread` reads the file again, and its draft where another session has it.
        """
        from segur_tui.application.export.publication import PublicationRefused
        from segur_tui.tui.screens.export.choices import ExportPlaces, Offer, Origin
        from segur_tui.tui.screens.export.screen import ExportScreen

        def offer() -> Offer:
            self._others, self._elsewhere = self.work.others(), self.left_out()
            wanted, unmarked = map(self._candidates, state.to_export(self._usual()))
            return Offer(self._sources(), wanted, unmarked)

        def renewed() -> Offer:
            if not self.refusal_to_reload:
                reread()
            if self.is_changed_on_disk():
                raise PublicationRefused(self.refusal_to_reload or "remettez-le à sa place, puis Entrée")
            return offer()

        self._places = self._places or ExportPlaces()
        origin = Origin(renewed, self._taken, self._note_export)
        return ExportScreen(offer(), origin, self.settings, self._places)

    def _taken(self) -> str:
        """Return the words on a draft that others have taken since its lines were offered."""
        others = self.work.others()
        if others != self._others:
            return draft_taken(self.work.path, others)
        is_same = self.left_out() == self._elsewhere
        return "" if is_same else typeset("ce qui est corrigé avec d’autres fichiers a changé ailleurs")

    def lines_of(self, written: Plan) -> Collection[int]:
        """Return the lines that an export wrote, from 1."""
        return {candidate.line for candidate in written.resubmission.going}

    def _usual(self) -> Collection[int]:
        return chosen_by_default(self.work.draft.check.claim)

    def _candidates(self, lines: Collection[int]) -> Sequence[Candidate]:
        from segur_tui.format.candidate import Candidate

        return [Candidate(0, line) for line in lines]

    def _sources(self) -> tuple[SourceFile, ...]:
        from segur_tui.application.export.plan import SourceFile

        draft = self.work.draft
        return (SourceFile(self.work.path, draft.check, self.work.digest, draft.done),)

    def _note_export(self, written: Plan) -> None:
        """Make history of the drafts that an export has written."""
        from segur_tui.application.together.drafted_files import note_export

        note_export(written, self.work.session)


class GroupSubject(FileSubject):
    """The demandes to deposit again of several files."""

    is_several = True
    refusal_to_reload = typeset("pour relire les fichiers : q, puis r dans le dossier, et à nouveau g")

    def __init__(self, group: Group, work: Work, left_out: str = "") -> None:
        super().__init__(work)
        self._group, self._left_out = group, left_out

    def identity(self) -> Sequence[Part]:
        """Return the files, and their supplier."""
        files, left = counted(len(self._group.sources), "fichier"), len(self._group.superseded)
        aside = [[f"{counted(left, 'ligne')} de côté", f"{left} de côté"]] if left else []
        return [[f"{files} ensemble", files], *aside, *supplier(self.work.draft.check.claim)]

    def left_out(self) -> str:
        """Return the drafts that the files were taken without, in French."""
        return self._left_out

    def changed_since(self, when: datetime) -> str:
        """Return which files were corrected by themselves since a draft of the group."""
        from segur_tui.application.together.drafted_files import corrected_since

        draft = f"depuis le brouillon fait ensemble, le {moment(when)}."
        files = corrected_since([source.path for source in self._group.sources], when, self.settings)
        if not files:
            return typeset(f"Un de ces fichiers, ou ce qui y est corrigé à part, a changé {draft}")
        who = short_name(files[0].name) if len(files) == 1 else counted(len(files), "fichier")
        return typeset(f"{who} : corrigé{'s' * (len(files) > 1)} à part {draft}")

    def columns(self, view: View) -> tuple[Column, ...]:
        """Add the file to the columns of lines and problems."""
        columns = super().columns(view)
        return columns if view is View.FIELDS else (*columns[:_AT], _FILE, *columns[_AT:])

    def rows(self, state: FileState, view: View) -> Rows:
        """Name on each row the file it is about."""
        rows = super().rows(state, view)
        return rows if view is View.FIELDS else rows.each(partial(self._with_file, state, view))

    def _with_file(self, state: FileState, view: View, row: Row) -> Row:
        is_many = state.is_grouped and view is View.PROBLEMS
        line = None if is_many else state.line_of(view, Target(row.key, VALUE))
        label = "" if line is None else self._group.label(line)
        return Row(row.key, (*row.cells[:_AT], Cell(label, Tone.MUTED), *row.cells[_AT:]))

    def detail(self, line: int) -> str:
        """Return in full the file that a line came from."""
        return f"{super().detail(line)}\n{self._group.where(line)}"

    @property
    def digests(self) -> Collection[str]:
        """The digests of the contents of the files."""
        return self._group.digests

    def aside(self, most: int) -> str:
        """Return the number of lines left aside, the first ones by name, and the screen that shows the others."""
        superseded = self._group.superseded
        if not superseded:
            return ""
        lines = [f"{counted(len(superseded), 'ligne laissée')} de côté :", *superseded[:most]]
        if others := len(superseded[most:]):
            lines.append(f"et {counted(others, 'autre')} (e, puis a, les montre toutes)")
        return typeset("\n".join(lines))

    def answered_in(self, line: int) -> tuple[ClaimFile, int, str]:
        """Return the file of the group that a line came from, and its line there."""
        (origin,) = self._group.candidates([line])
        source, digest = self._group.sources[origin.source], self._group.digests[origin.source]
        return source.check.claim, origin.line, digest

    def is_changed_on_disk(self) -> bool:
        """Return True where one of the files has changed."""
        return self._group.is_changed_on_disk()

    def exported(self) -> Mapping[int, Passage]:
        """Return the lines that were exported from their own files."""
        return self._group.exported(self.settings)

    # Its export

    def lines_of(self, written: Plan) -> Collection[int]:
        """Return the lines of the group that an export wrote."""
        return self._group.lines_of(written.resubmission.going)

    def _usual(self) -> Collection[int]:
        return range(1, len(self.work.draft.check.claim.lines) + 1)

    def _candidates(self, lines: Collection[int]) -> Sequence[Candidate]:
        return self._group.candidates(lines)

    def _sources(self) -> tuple[SourceFile, ...]:
        return self._group.put_back(self.work.draft.check)

    def _note_export(self, written: Plan) -> None:
        """Make history of the drafts of the files, and of the group's own."""
        self.work.note_export(self.lines_of(written))
        super()._note_export(written)
