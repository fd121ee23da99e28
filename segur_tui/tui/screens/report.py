"""Writing a report of the problems: as a page or as a table, and where; then its path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from segur_tui.application.disk.folders import folder_to_come, is_folder
from segur_tui.application.drafts.draft import Draft
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.reports.corrected import report_of_draft, report_of_folder
from segur_tui.application.reports.report import Report
from segur_tui.application.reports.saving import Form, report_name, save_report
from segur_tui.application.settings.values import Settings
from segur_tui.application.views.folder import FileRow
from segur_tui.format.inert import shell_words
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.choosing import Choosing, names_of
from segur_tui.tui.terminal.clipboard import clipboard_words
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prompt import TypedLine, folder_of, output_question
from segur_tui.tui.widgets.prose import Title

_FORMS = {
    Form.HTML: "page HTML : s’ouvre dans un navigateur, se filtre, s’imprime, se transmet",
    Form.CSV: "tableau CSV : pour un outil ; apostrophe devant 00003",
    Form.XLSX: "classeur XLSX : pour Excel ou LibreOffice, se trie",
}
_NAMES = [words.partition(" :")[0] for words in _FORMS.values()]
_MARKER = "▸ "
_KEYS = (("Entrée", "écrire"), ("↑ ↓", "forme"), ("o", "dossier"), ("Échap", "retour"))
_WRITTEN_KEYS = (("Entrée", "écrire encore"), ("↑ ↓", "autre forme"), ("Échap", "retour"))


@value_type
class ReportSubject:
    """The subject of a report: its maker, its words, the name it gives to its file, and its first folder."""

    make: Callable[[], Report]
    words: str
    name: str
    folder: Path


def subject_of_file(path: Path, draft: Draft, *, is_exported: bool) -> ReportSubject:
    """Return the report of a file as its draft has corrected it by now."""
    done = f" : état présent, avec {counted(len(draft.done), 'modification')}" if draft.done else ""
    make = partial(report_of_draft, path, draft, is_exported=is_exported)
    return ReportSubject(make, typeset(path.name + done), path.stem, path.parent)


def subject_of_folder(
    rows: Sequence[FileRow], given: Sequence[Path], today: date, settings: Settings
) -> ReportSubject:
    """Return the report of files that were read; the folder's screen was opened on what was `given`."""
    make = partial(report_of_folder, rows, today, settings, given)
    if len(rows) == 1:
        return ReportSubject(make, rows[0].path.name, rows[0].path.stem, rows[0].path.parent)
    folder = given[0] if is_folder(given[0]) else given[0].parent
    return ReportSubject(make, counted(len(rows), "fichier"), folder.resolve().name, folder)


class ReportScreen(Screen[None]):
    """The forms of the report of a subject, the file it goes into, and its writing."""

    is_choice = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "retour"),
        Binding("o", "ask_folder", "dossier"),
    ]
    DEFAULT_CSS = """
    ReportScreen > .about { height: auto; max-height: 6; padding: 1 2 0 2; }
    ReportScreen > OptionList { height: auto; margin: 1 1; padding: 0; border: none; background: $background; }
    ReportScreen > OptionList:focus { border: none; }
    ReportScreen > .where { height: auto; padding: 0 2; }
    ReportScreen.-low > .title { display: none; }
    ReportScreen.-low > .about { display: none; }
    ReportScreen.-low > OptionList { height: 1fr; margin: 0; }
    ReportScreen.-low > .where { max-height: 2; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012 (declared by Textual)

    def __init__(self, subject: ReportSubject) -> None:
        super().__init__()
        self._subject, self._folder = subject, subject.folder
        self._is_writing = False
        self._choosing = Choosing(names_of(_NAMES, [name.split()[-1:] for name in _NAMES]), 0)

    def compose(self) -> ComposeResult:
        """Lay out the subject, the forms, the report's file, the line in which a folder is typed, the keys."""
        yield Title("Rapport des problèmes")
        yield Static(visible(self._subject.words), classes="about", markup=False)
        yield OptionList(*(Option(_offered(form, is_chosen=False), id=form) for form in _FORMS))
        yield Static(classes="where", markup=False)
        yield TypedLine(lambda words: self.query_one(KeyLine).say(typeset(words)), self._close_field)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        """Begin with the first form."""
        self._show_where()
        self.query_one(OptionList).focus()

    def _show_where(self) -> None:
        """Mark the form that the keys have come to, and say its file, or what was typed."""
        forms, line, marked = self.query_one(OptionList), self.query_one(KeyLine), self._choosing.marked
        forms.highlighted = marked
        for place, form in enumerate(_FORMS):
            forms.replace_option_prompt(form, _offered(form, is_chosen=place == marked))
        if marked is None:
            self._say("")
        else:
            name = report_name(self._subject.name, self._form)
            self._say(
                typeset(f"Fichier : {name} (un numéro s’ajoute s’il existe déjà)"),
                typeset(f"Dossier : {folder_to_come(self._folder)}"),
            )
        if self._choosing.typed:
            line.say(self._choosing.said)
        else:
            line.show_keys(_KEYS)

    def on_key(self, event: events.Key) -> None:
        """Go to another form: by the arrows, or by the first letters of a word before its colon."""
        if not self.query_one(OptionList).has_focus:
            return
        character = event.character if event.is_printable else None
        is_command = character is not None and event.key in self.active_bindings
        after = self._choosing.pressed(event.key, character, len(_FORMS), is_command=is_command)
        if event.key == "enter" and self._choosing.is_lost:
            after = self._choosing
        if after is not None:
            event.stop()
            self._take(after)

    def on_paste(self, event: events.Paste) -> None:
        """Go to the form that begins with a pasted text, or say that there is none."""
        if event.text.strip() and self.query_one(OptionList).has_focus:
            self._take(self._choosing.pasted(event.text))

    def _take(self, choosing: Choosing) -> None:
        if choosing != self._choosing or choosing.is_lost:
            self._choosing = choosing
            self._show_where()

    @property
    def _form(self) -> Form:
        return list(_FORMS)[self._choosing.marked or 0]

    @on(OptionList.OptionSelected)
    def _write_selected(self, event: OptionList.OptionSelected) -> None:
        """Write the form that Enter or a click has selected."""
        if event.option_index != self._choosing.marked:
            self._take(self._choosing.gone_to(event.option_index))
        self._write()

    def _write(self) -> None:
        if self._is_writing:
            return
        self._is_writing = True
        self.query_one(KeyLine).say(typeset("écriture… Échap abandonne"))
        save = partial(self._save, self._form, self._folder)
        self.run_worker(save, thread=True, exclusive=True, group="write")

    def _save(self, form: Form, folder: Path) -> None:
        """Make the report and write it, off the interface's thread."""
        worker = get_current_worker()
        report = self._subject.make()
        if worker.is_cancelled:
            return
        try:
            path = save_report(report, form, folder, self._subject.name)
        except PublicationRefused as refusal:
            show_on(self, partial(self._show_refusal, str(refusal)))
        else:
            show_on(self, partial(self._show_written, path))

    def _show_refusal(self, sentence: str) -> None:
        self._is_writing = False
        self._say(typeset(f"✗ {sentence}"))
        self.query_one(KeyLine).show_keys(_KEYS)

    def _show_written(self, path: Path) -> None:
        self._is_writing = False
        self._say(typeset(f"✓ Écrit : {path.resolve()}"), f"{clipboard_words('Chemin envoyé')}.")
        self.query_one(KeyLine).show_keys(_WRITTEN_KEYS)
        self.app.copy_to_clipboard(shell_words([str(path.resolve())]))

    def action_ask_folder(self) -> None:
        """Ask for the folder."""
        self.query_one(TypedLine).ask(output_question(self._folder, self._take_folder))

    def _take_folder(self, text: str) -> None:
        self._folder = folder_of(text) or self._subject.folder

    def _close_field(self) -> None:
        self.query_one(OptionList).focus()
        self._show_where()

    def action_leave(self) -> None:
        """Leave the typed line, or the screen."""
        field = self.query_one(TypedLine)
        if field.display:
            field.close()
        else:
            self.dismiss(None)

    def _say(self, *lines: str) -> None:
        self.query_one(".where", Static).update("\n".join(visible(line) for line in lines))


def _offered(form: Form, *, is_chosen: bool) -> Content:
    """Return a form as it is offered: a marker stands before the chosen one."""
    return Content(typeset(f"{_MARKER if is_chosen else ' ' * len(_MARKER)}{_FORMS[form]}"))
