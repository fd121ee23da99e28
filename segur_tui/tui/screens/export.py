"""Exporting on one screen: who goes and who stays, under which name, then the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from segur_tui.application.drafted_files import note_export
from segur_tui.application.exporting import Exported, Plan, Source, export, plan
from segur_tui.application.publication import PublicationRefused
from segur_tui.application.state import StateUnavailable
from segur_tui.format.answer import State
from segur_tui.format.resubmission import Candidate, Obstacle
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.commands import Command
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.grid.model import Row
from segur_tui.tui.screens.confirm import ConfirmScreen
from segur_tui.tui.screens.export_reasons import ExportReasonsScreen
from segur_tui.tui.screens.export_result import ExportResultScreen
from segur_tui.tui.screens.export_rows import candidate_of, export_columns, export_rows
from segur_tui.tui.screens.listing import ListingScreen

EXPORT_COMMANDS = (
    Command(
        "e",
        "write",
        "écrire",
        "écrire les lignes cochées dans un fichier à déposer",
        footer=True,
        shown_key="Entrée",
    ),
    Command("space", "tick", "cocher", "cocher ou décocher la ligne", footer=True, shown_key="Espace"),
    Command("a", "all_lines", "toutes", "montrer aussi les autres lignes", footer=True),
    Command("d", "ask('day')", "jour", "changer le jour du dépôt", footer=True),
    Command("o", "ask('folder')", "dossier", "changer le dossier où écrire", footer=True),
    Command("p", "ask('documents')", "pièces", "dire où sont les pièces justificatives", footer=True),
    Command("v", "reasons", "voir", "lire en entier pourquoi la ligne reste"),
    Command("q", "leave", "retour", "revenir sans écrire", footer=True),
)
"""In the order in which the footer shows them."""
_KEYS = tuple((command.key_name, command.label) for command in EXPORT_COMMANDS if command.footer)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PROMPTS = {
    "day": "Jour du dépôt, AAAA-MM-JJ (Entrée garde, Échap laisse)",
    "folder": "Dossier où écrire (Entrée garde, Échap laisse)",
    "documents": "Dossier des pièces justificatives, vide pour aucun (Entrée garde, Échap laisse)",
}


class ExportScreen(ListingScreen[Plan | None]):
    """Choose, see, write; dismissed with the plan that was written, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in EXPORT_COMMANDS]
    DEFAULT_CSS = """
    ExportScreen > .title { max-height: 10; }
    ExportScreen > Input { display: none; height: 1; border: none; padding: 0 1; }
    ExportScreen > Input:focus { border: none; }
    ExportScreen > Input.-on { display: block; }
    """

    def __init__(self, sources: tuple[Source, ...], chosen: tuple[Candidate, ...], today: date) -> None:
        """Offer demandes of files; the chosen ones are ticked at first."""
        super().__init__(
            export_columns(len(sources)), _KEYS, typeset("Aucune ligne à déposer : a montre toutes les lignes.")
        )
        self._sources, self._today = sources, today
        self._day, self._folder = today, sources[0].path.parent
        self._documents: Path | None = None
        self._offered = list(chosen)
        self._unticked: set[Candidate] = set()
        self._confirmed: set[Candidate] = set()
        self._existing: set[Candidate] = set()
        self._asking = ""
        self._is_writing = False
        self._is_planned = False
        self._is_write_wanted = False
        self._said = ""
        self._names: tuple[str, ...] = ()
        self._plan = self._planning()()

    def compose(self) -> ComposeResult:
        """Add the line in which a day or a folder is typed."""
        yield from super().compose()
        yield Input(select_on_focus=False)

    def on_mount(self) -> None:
        """Show what would be written."""
        self.query_one(Input).cursor_blink = False
        self._plan_again()
        super().on_mount()

    # What is shown

    def title_text(self) -> str:
        """Return where, when and under which names the files would be written, and how many lines go."""
        going, offered = len(self._plan.resubmission.going), len(self._offered)
        documents = "non contrôlées (p)" if self._documents is None else str(self._documents)
        names = ", ".join(self._names) or "aucun"
        parts = [
            typeset(f"Export : {going} partent, {offered - going} restent")
            + (f" — {self._said}" if self._said else ""),
            typeset(f"Fichier : {names}"),
            typeset(f"Dossier : {self._folder}"),
            typeset(f"Jour du dépôt : {self._day.isoformat()} · pièces : {documents}"),
        ]
        errors = [finding.message for finding in self._plan.resubmission.file_errors]
        return "\n".join([*parts, *(typeset(f"✗ entête : {error}") for error in errors)])

    def table_rows(self) -> Sequence[Row]:
        """Return one row a demande that is offered."""
        return export_rows(self._plan, self._offered, self._unticked)

    def detail_text(self, row_key: str) -> str:
        """Return all reasons why a demande stays."""
        candidate = candidate_of(row_key)
        left = next((left for left in self._plan.resubmission.left_out if left.candidate == candidate), None)
        where = f"Ligne {candidate.line} de {self._plan.path_of(candidate).name}"
        if left is not None:
            return "\n".join((typeset(f"{where} reste (v : tout lire)"), *left.reasons))
        return f"{where} {'part' if candidate in self._plan.resubmission.going else 'est décochée'}"

    # The plan

    def _planning(self) -> Callable[[], Plan]:
        """Return what decides who goes, from the choices as they are now: keys may change them meanwhile."""
        chosen = [candidate for candidate in self._offered if candidate not in self._unticked]
        return partial(
            plan,
            self._sources,
            chosen,
            self._day,
            self._today,
            confirmed=frozenset(self._confirmed),
            existing=frozenset(self._existing),
            documents=self._documents,
        )

    def _plan_again(self) -> None:
        """Decide again who goes, and under which names, off the interface's thread."""
        self._names, self._is_planned, self._is_write_wanted = ("…",), False, False
        if not self._is_writing:
            self.query_one(KeyLine).show_keys(_KEYS)
        find = partial(self._find_names, self._planning(), self._folder)
        self.run_worker(find, thread=True, exclusive=True, group="plan")

    def _find_names(self, planning: Callable[[], Plan], folder: Path) -> None:
        worker = get_current_worker()
        prepared, said = planning(), ""
        names: tuple[str, ...] = ()
        try:
            if prepared.files:
                exported = export(prepared, folder, dry_run=True)
                names, said = tuple(path.name for path in exported.paths), exported.warning
        except (PublicationRefused, StateUnavailable) as refusal:
            said = str(refusal)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_plan, worker, prepared, names, typeset(said))

    def _show_plan(self, worker: Worker[None], prepared: Plan, names: tuple[str, ...], said: str) -> None:
        if worker.is_cancelled or not self.is_attached:
            return  # the choices changed meanwhile
        self._plan, self._names, self._said, self._is_planned = prepared, names, said, True
        self.refresh_rows()
        if self._is_write_wanted and self.is_current:
            self.action_write()

    # What the keys do

    def action_tick(self) -> None:
        """Let a demande go or stay; one that the ASP has accepted goes only after a question."""
        target = self.table.cursor
        if target is None:
            return
        candidate = candidate_of(target.row_key)
        left = next((left for left in self._plan.resubmission.left_out if left.candidate == candidate), None)
        if candidate in self._unticked:
            self._unticked.discard(candidate)
            answer = self._sources[candidate.source].check.claim.answers[candidate.line - 1]
            if answer.state is State.ACCEPTED and candidate not in self._confirmed:
                self._ask_to_claim_again(candidate)
        elif left is not None and left.obstacle is Obstacle.ACCEPTED:
            self._ask_to_claim_again(candidate)
            return
        elif left is not None and left.obstacle is Obstacle.EXISTS and candidate not in self._existing:
            self._existing.add(candidate)
        else:
            self._unticked.add(candidate)
        self._plan_again()
        self.table.action_step(1)

    def _ask_to_claim_again(self, candidate: Candidate) -> None:
        number = self._plan.editor_number(candidate)
        question = typeset(
            f"La demande {number} est déjà acceptée par l’ASP. La déposer à nouveau, c’est demander deux fois la "
            "même subvention. L’exporter quand même ?"
        )

        def confirm(yes: bool | None) -> None:  # noqa: FBT001 (what the question was answered)
            if yes:
                self._confirmed.add(candidate)
            self._plan_again()

        self.app.push_screen(ConfirmScreen(question), confirm)

    def action_all_lines(self) -> None:
        """Show the other demandes too, unticked."""
        everyone = [
            Candidate(index, line)
            for index, source in enumerate(self._sources)
            for line in range(1, len(source.check.claim.lines) + 1)
        ]
        self._unticked |= set(everyone) - set(self._offered)
        self._offered = everyone
        self._plan_again()

    def action_reasons(self) -> None:
        """Show the selected demande's reasons in full."""
        if (target := self.table.cursor) is not None:
            self._is_write_wanted = False
            self.app.push_screen(ExportReasonsScreen(self.detail_text(target.row_key)))

    def action_ask(self, what: str) -> None:
        """Ask for the day, the folder, or the folder of the documents."""
        present = {
            "day": self._day.isoformat(),
            "folder": str(self._folder),
            "documents": str(self._documents or ""),
        }
        self._asking, self._is_write_wanted = what, False
        field = self.query_one(Input)
        field.value = present[what]
        field.cursor_position = len(field.value)
        field.add_class("-on")
        field.focus()
        self.query_one(KeyLine).say(typeset(_PROMPTS[what]))

    @on(Input.Changed)
    def _check_while_typed(self, event: Input.Changed) -> None:
        if self._asking == "day":
            self.query_one(KeyLine).say(typeset(_day_or_what_is_wrong(event.value)[1] or _PROMPTS["day"]))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if self._asking == "day":
            day, wrong = _day_or_what_is_wrong(text)
            if day is None:
                self.query_one(KeyLine).say(typeset(wrong))
                return
            self._day = day
        else:
            try:
                folder = Path(text).expanduser() if text else None
            except RuntimeError:
                self.query_one(KeyLine).say(typeset(f"{text.split('/')[0]} n’est le dossier de personne ici"))
                return
            if self._asking == "folder":
                self._folder = folder or self._sources[0].path.parent
            else:
                self._documents = folder
        self._close_field()
        self._plan_again()

    def _close_field(self) -> None:
        self._asking = ""
        self.query_one(Input).remove_class("-on")
        self.query_one(KeyLine).show_keys(_KEYS)
        self.table.focus()

    def action_leave(self) -> None:
        """Leave the typed line, or the screen."""
        if self._is_writing:
            self.workers.cancel_group(self, "write")
        elif self._asking:
            self._close_field()
        else:
            self.dismiss(None)

    def on_editable_table_row_opened(self) -> None:
        """Write: Enter does what e does."""
        self.action_write()

    def action_write(self) -> None:
        """Write the files, once it is clear that the lines in error stay."""
        if self._is_writing:
            return
        if not self._is_planned:
            self._is_write_wanted = True  # as soon as it is known what the last key has changed
            return
        self._is_write_wanted = False
        resubmission = self._plan.resubmission
        if resubmission.file_errors:
            self.query_one(KeyLine).say(typeset("l’entête est en erreur : rien ne peut être écrit"))
            return
        if not self._plan.files:
            self.query_one(KeyLine).say(typeset("aucune ligne ne part : rien à écrire"))
            return
        errors = sum(left.obstacle is Obstacle.ERRORS for left in resubmission.left_out)
        if errors:
            going = len(resubmission.going)
            stay = f"{counted(errors, 'ligne')} en erreur {'restent' if errors > 1 else 'reste'} de côté."
            others = f"les {going} autres" if going > 1 else "l’autre"
            question = typeset(f"{stay} Écrire {others} ?")
            self.app.push_screen(ConfirmScreen(question), lambda yes: self._write() if yes else None)
            return
        self._write()

    def _write(self) -> None:
        self.query_one(KeyLine).say(typeset("écriture… Échap abandonne"))
        self._is_writing = True
        prepared, folder = self._plan, self._folder
        self.run_worker(lambda: self._export(prepared, folder), thread=True, exclusive=True, group="write")

    def _export(self, prepared: Plan, folder: Path) -> None:
        worker = get_current_worker()
        try:
            exported = export(prepared, folder, is_cancelled=lambda: worker.is_cancelled)
        except (PublicationRefused, StateUnavailable) as refusal:
            self.app.call_from_thread(self._show_refusal, typeset(str(refusal)))
            return
        note_export(prepared)
        self.app.call_from_thread(self._show_result, prepared, exported)

    def _show_refusal(self, sentence: str) -> None:
        self._is_writing, self._said = False, sentence  # the title shows it whole, until something is changed
        self.refresh_rows()
        self.query_one(KeyLine).say(sentence)

    def _show_result(self, prepared: Plan, exported: Exported) -> None:
        self.app.push_screen(ExportResultScreen(prepared, exported), lambda _: self.dismiss(prepared))


def _day_or_what_is_wrong(text: str) -> tuple[date | None, str]:
    """Return the day that a text names, or what is wrong with it."""
    try:
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip()), ""
    except ValueError:
        return None, f"« {text} » n’existe pas dans le calendrier ; attendu : AAAA-MM-JJ"
    return None, f"« {text} » n’est pas un jour AAAA-MM-JJ"
