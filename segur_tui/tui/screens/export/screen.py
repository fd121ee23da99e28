"""The screen of an export: the demandes that go and stay, the names, then the result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.worker import get_current_worker

from segur_tui.application.disk.patience import Following, Patience
from segur_tui.application.export.deciding import undecided
from segur_tui.application.export.exporting import Exported, export
from segur_tui.application.export.looking import Changed, differences
from segur_tui.application.export.plan import Plan
from segur_tui.application.export.publication import PublicationRefused, interrupted
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.format.candidate import Candidate
from segur_tui.format.value_type import replace
from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Rows
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_once_sure
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.export.choices import Choices, ExportPlaces, Offer, Origin
from segur_tui.tui.screens.export.commands import COMMANDS
from segur_tui.tui.screens.export.documents import DocumentsScreen
from segur_tui.tui.screens.export.result import ExportResultScreen
from segur_tui.tui.screens.export.rows import candidate_of, export_columns, export_rows, reasons_in_full
from segur_tui.tui.screens.export.title import Foretold, Writing, export_title, left_aside, writing_question
from segur_tui.tui.screens.export.unknown_record import UnknownRecordScreen, WithoutRecord
from segur_tui.tui.screens.withdrawal import ask_to_withdraw
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prompt import TypedLine

_KEYS = tuple((command.key_name, command.label) for command in COMMANDS if command.footer)
_SECONDS_BETWEEN_PROGRESS = 0.5
_SECONDS_TO_READ = 20
_ACTIONS = {command.action.partition("(")[0] for command in COMMANDS} - {"leave"}


class ExportScreen(ListingScreen[Plan | None]):
    """The demandes that an export offers, and its writing; dismissed with the plan that was written, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding() for command in COMMANDS]
    TITLE_AT_MOST, commands = 10, COMMANDS

    def __init__(
        self, offer: Offer, origin: Origin, settings: Settings, places: ExportPlaces | None = None
    ) -> None:
        nothing = typeset("Aucune ligne à déposer : a montre toutes les lignes.")
        self._choices, self._origin = Choices(offer, settings, places or ExportPlaces()), origin
        super().__init__(export_columns(self._choices), _KEYS, nothing)
        self._plan = undecided(offer.sources, self._choices.day)
        self._before: Plan | None = None  # what was shown when something was otherwise, until the new one is found
        self._foretold: Foretold | None = None
        """The files that the plan would write; None while they are being found."""
        self._is_write_wanted = self._is_writing = False
        self._writing = Writing()
        self._progress: Timer

    def compose(self) -> ComposeResult:
        """Add the line in which a day or a folder is typed."""
        yield from super().compose()
        yield TypedLine(self.say, self.back_to_rows)

    def on_mount(self) -> None:
        """Show the plan, as soon as it is found."""
        super().on_mount()
        self._plan_again()

    def say(self, sentence: str) -> None:
        """Say a sentence in place of the keys."""
        super().say(typeset(sentence))

    # The rows

    def title_text(self) -> str:
        """Return the counts of lines, and the names, the folder and the day of the files."""
        return export_title(self._plan, self._choices, self._foretold)

    def table_rows(self) -> Rows:
        """Return one row a demande that is offered."""
        return export_rows(self._plan, self._choices)

    def detail_text(self, row_key: str) -> str:
        """Return all reasons why a demande stays."""
        return reasons_in_full(self._plan, self._choices, candidate_of(row_key))

    # The plan

    def _plan_again(self) -> None:
        """Decide again who goes, and under which names, off the interface's thread."""
        self._foretold, self._is_write_wanted = None, False
        if not self._is_writing:
            self.show_keys()
        self.table.set_rows(self.table_rows())
        patience = Patience(PATIENCE.seconds, self._say_waiting, lambda: get_current_worker().is_cancelled)
        find = partial(self._find_names, self._choices.planning(patience), self._choices.folder, patience)
        self.run_worker(find, thread=True, exclusive=True, group="plan")

    def _say_waiting(self, sentence: str) -> None:
        show_on(self, partial(self.say, sentence) if sentence else self.show_keys)

    def _find_names(self, planning: Callable[[], Plan], folder: Path, patience: Patience) -> None:
        prepared, names, said = planning(), tuple[str, ...](), ""
        try:
            if prepared.files:
                names = tuple(path.name for path in self._choices.foretold(prepared, folder, patience).paths)
        except PublicationRefused as refusal:
            said = str(refusal)
        foretold = Foretold(names, typeset(said or self._choices.unknown))
        show_on(self, partial(self._show_plan, prepared, foretold))  # unless the choices changed meanwhile

    def _show_plan(self, prepared: Plan, foretold: Foretold) -> None:
        while self._choices.settled:
            self.app.notify(visible(self._choices.settled.pop(0)), markup=False, timeout=_SECONDS_TO_READ)
        self._plan, self._foretold = prepared, foretold
        if self._before is not None:
            self._choices.differing = differences(self._before, prepared, self._choices.offered)
            self._before = None
        self.refresh_rows()
        if self._is_write_wanted and self.is_current:
            self.action_write()

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (no matter)
        """Leave nothing to do while the files are written, but to give up."""
        return not self._is_writing or action not in _ACTIONS

    def tick(self, row_key: str) -> bool:
        """Let a demande go or stay; one that would be claimed twice goes only after a question."""
        candidate = candidate_of(row_key)
        if self._is_writing:
            return False
        if self._choices.tick(candidate, self._plan.obstacle(candidate)):
            self._ask_to_claim_again(candidate)
            return False
        self._plan_again()
        return True

    def _ask_to_claim_again(self, candidate: Candidate) -> None:
        number = self._plan.editor_number(candidate)
        question = typeset(
            f"La demande {number} est déjà acceptée par l’ASP. La déposer à nouveau, c’est demander deux fois la "
            "même subvention. L’exporter quand même ?"
        )

        def confirm(yes: bool | None) -> None:  # noqa: FBT001 (the answer)
            if yes:
                self._choices.confirmed.add(candidate)
            self._plan_again()

        self.app.push_screen(ConfirmScreen(question), confirm)

    def action_all_lines(self) -> None:
        """Show the other demandes too, unticked."""
        self._choices.offer_all()
        self._plan_again()

    def action_read(self) -> None:
        """Show the names and folders, and the selected demande's reasons, in full."""
        self._is_write_wanted = False
        super().action_read()

    def action_withdraw(self) -> None:
        """Say that the file in which the selected line was exported before was never deposited."""
        file = None if self.selected is None else self._plan.claimed.files.get(candidate_of(self.selected))
        if file is None:
            self.say("aucun fichier exporté ne retient cette ligne")
        else:
            self._is_write_wanted = False
            ask_to_withdraw(self, Path(file), self._choices.settings, self._look_again)

    def _look_again(self) -> None:
        self._choices.look_again()
        self._plan_again()

    def action_documents(self) -> None:
        """Show the documents one by one."""
        if self._choices.documents is None:
            self.say("p d’abord : dire dans quel dossier sont les pièces")
        elif self._plan.survey is None or self._foretold is None:
            self.say("les pièces sont en cours de lecture…")
        else:
            self._is_write_wanted = False
            screen = DocumentsScreen(self._plan.survey, self._plan, self._choices.planning())
            self.app.push_screen(screen, lambda _: self._plan_again())

    def action_ask(self, what: str) -> None:
        """Ask for the day, the folder, or the folder of the documents."""
        self._is_write_wanted = False
        question = self._choices.question(what)

        def take(text: str) -> None:
            question.take(text)
            self._plan_again()

        def take_once_sure(text: str) -> None:
            do_once_sure(self.app, self._choices.why_sure(what, text, self._plan), partial(take, text))

        self.query_one(TypedLine).ask(replace(question, take=take_once_sure))

    def action_leave(self) -> None:
        """Leave the typed line, or the screen; give up the writing."""
        field = self.query_one(TypedLine)
        if self._is_writing:
            self.workers.cancel_group(self, "write")
        elif field.display:
            field.close()
        else:
            self.dismiss(None)

    # Writing

    def on_editable_table_row_opened(self) -> None:
        """Write: Enter does what e does."""
        self.action_write()

    def action_write(self) -> None:
        """Write the files, once it is clear that lines in error stay, and that others go once more."""
        self._is_write_wanted = self._foretold is None and not self._is_writing
        if self._is_writing or self._is_write_wanted:  # as soon as it is known what the last key has changed
            return
        if not self._plan.files:
            self.say("aucune ligne ne part : rien à écrire")
        elif self._choices.unknown:
            self._ask_without_record()
        else:
            self._ask_to_write()

    def _ask_without_record(self) -> None:
        def take(answer: WithoutRecord | None) -> None:
            if answer is WithoutRecord.WRITE:
                self._ask_to_write()
            elif answer is WithoutRecord.RETRY:
                self._look_again()

        self.app.push_screen(UnknownRecordScreen(self._choices.unknown, self._choices.may_do_without), take)

    def _ask_to_write(self) -> None:
        do_once_sure(self.app, writing_question(self._plan), self._write)

    def _write(self) -> None:
        self._is_writing, self._writing = True, Writing()
        self._say_progress()
        self._progress = self.set_interval(_SECONDS_BETWEEN_PROGRESS, self._say_progress)
        write = partial(self._export, self._plan, self._choices.folder)
        self.run_worker(write, thread=True, exclusive=True, group="write")

    def last_words(self) -> Callable[[], str] | None:
        """Return the words after the program's end on the files that are still being written; None for none."""
        writing = self._writing
        return (lambda: interrupted(writing.written)) if self._is_writing else None

    def _say_progress(self) -> None:
        self.say(self._writing.words)

    def _export(self, prepared: Plan, folder: Path) -> None:
        worker, writing = get_current_worker(), self._writing
        following = Following(lambda: worker.is_cancelled, writing.packs, waiting=writing.waits)
        unknown, settings, taken = self._choices.unknown, self._choices.settings, self._origin.taken
        if self._choices.answers_again():
            self._renew("le registre répond de nouveau")
            return
        try:
            exported = export(
                prepared, folder, settings, is_recorded=not unknown, taken=taken, following=following
            )
        except Changed as why:
            self._renew(str(why))
        except (PublicationRefused, RecordUnknown) as refusal:
            show_on(self, partial(self._show_refusal, refusal), though_given_up=True)
        else:
            writing.written = (*exported.paths, *(pack.path for pack in exported.packs))
            self._origin.note(prepared)
            show_on(self, partial(self._show_result, prepared, exported), though_given_up=True)

    def _renew(self, why: str) -> None:
        """Read the files again, as something is otherwise than it was shown; it is called in a thread."""
        try:
            offer = self._origin.renewed()
        except PublicationRefused as refusal:
            both = PublicationRefused(f"{why} : rien n’est écrit ; {refusal}")
            show_on(self, partial(self._show_refusal, both), though_given_up=True)
        else:
            show_on(self, partial(self._come_back, why, offer), though_given_up=True)

    def _come_back(self, why: str, offer: Offer) -> None:
        """Show the new decision, with what differs."""
        self._progress.stop()
        self._is_writing, self._before = False, self._plan
        self._choices.renew(offer, why)
        self._plan = undecided(offer.sources, self._choices.day)
        self._plan_again()

    def _show_refusal(self, refusal: PublicationRefused | RecordUnknown) -> None:
        self._progress.stop()
        self._is_writing, sentence = False, typeset(str(refusal))
        if self._foretold is not None:  # the title shows it whole, until something is changed
            self._foretold = Foretold(self._foretold.names, sentence)
        self.refresh_rows()
        self.say(sentence)
        if isinstance(refusal, RecordUnknown):
            self._choices.note_unknown(refusal)
            self._ask_without_record()

    def _show_result(self, prepared: Plan, exported: Exported) -> None:
        self._progress.stop()
        self._is_writing = False
        aside = left_aside(prepared, self._choices)
        screen = ExportResultScreen(prepared, exported, self._choices.unticked_ones, aside)
        self.app.push_screen(screen, lambda _: self.dismiss(prepared))
