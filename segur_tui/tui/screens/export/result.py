"""The result of an export, and the next steps on the ASP's portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from segur_tui.application.export.exporting import Exported
from segur_tui.application.export.plan import Plan
from segur_tui.format.candidate import Candidate
from segur_tui.format.inert import shell_words
from segur_tui.format.wording import agreed, counted, typeset, weight
from segur_tui.tui.screens.export.rows import UNTICKED
from segur_tui.tui.terminal.clipboard import clipboard_words
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prose import Hanging, Title

_DOSSIERS_A_LINE = 3


class ExportResultScreen(Screen[None]):
    """The paths that a plan was written to, and the next steps.

    The `unticked` demandes were offered and not wanted; `aside` are sentences on the day and on others that stay.
    """

    class FileOpened(Message):
        """A written file is to be opened."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q,space", "dismiss", "retour"),
        Binding("o", "open", "ouvrir"),
    ]
    DEFAULT_CSS = """
    ExportResultScreen VerticalScroll { padding: 1 2; scrollbar-size: 0 1; }
    """

    def __init__(
        self, plan: Plan, exported: Exported, unticked: Sequence[Candidate] = (), aside: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._plan, self._exported, self._aside, self._opened = plan, exported, aside, 0
        left_out = plan.resubmission.left_out
        self._waiting = [
            (left.candidate, left.obstacle.heading) for left in left_out if left.obstacle.is_to_settle
        ]
        self._waiting += [(each, UNTICKED) for each in unticked if plan.known_before(each) is None]
        self._waiting.sort()
        self._done = [
            (left.candidate, left.obstacle.heading) for left in left_out if not left.obstacle.is_to_settle
        ]

    def compose(self) -> ComposeResult:
        """Lay out the result and the next steps."""
        yield Title(typeset("✓ Écrit"))
        with VerticalScroll():
            yield Static(Hanging("\n".join(visible(line) for line in self._lines())), markup=False)
        of_several = " le premier, puis le suivant" if len(self._exported.paths) > 1 else " le fichier écrit"
        yield KeyLine((("Entrée", "retour"), ("↑ ↓", "défiler"), ("o", f"ouvrir{of_several}")))

    def on_mount(self) -> None:
        """Send the paths to the terminal's clipboard too."""
        paths = (*self._exported.paths, *(pack.path for pack in self._exported.packs))
        self.app.copy_to_clipboard(shell_words(str(path.resolve()) for path in paths))

    def action_open(self) -> None:
        """Open the written file, of several the next one."""
        paths = self._exported.paths
        self.post_message(self.FileOpened(paths[self._opened % len(paths)]))
        self._opened += 1

    def _lines(self) -> list[str]:
        files = zip(self._exported.paths, self._plan.files, strict=True)
        packs = zip(self._exported.packs, (each for packs in self._plan.packs for each in packs), strict=True)
        is_many = len(self._exported.paths) + len(self._exported.packs) > 1
        lines = [
            *(f"{path.resolve()}  ({counted(len(file.lines), 'ligne')})" for path, file in files),
            *(
                f"{written.path.resolve()}  ({counted(len(written.files), 'pièce')}, {weight(pack.size)})"
                for written, pack in packs
            ),
            f"{clipboard_words('Chemins envoyés' if is_many else 'Chemin envoyé')}.",
        ]
        if self._exported.warning:
            lines += ["", typeset(f"! {self._exported.warning}")]
        return [*lines, *self._counts(), "", *self._next_steps(), "", *self._dossiers(), *self._staying()]

    def _counts(self) -> list[str]:
        """Return the counts of the offered demandes that were not written: those that wait, those that do not."""
        lines = []
        for staying, wait, what in (
            (self._waiting, "attend", "dans le fichier d’origine"),
            (self._done, "n’attend", "rien"),
        ):
            if staying:
                which = f"{counted(len(staying), 'ligne')} {agreed(len(staying), wait)} {what}"
                kinds = Counter(why for _, why in staying).most_common()
                lines.append(typeset(f"{which} : {', '.join(f'{why} ({number})' for why, number in kinds)}."))
        lines += self._aside
        return ["", *lines] if lines else []

    def _staying(self) -> list[str]:
        """Return the offered demandes that were not written, and the reasons, those that wait first."""
        lines = [f"  {self._named(candidate)}, {why}" for candidate, why in (*self._waiting, *self._done)]
        return ["", typeset("Lignes de côté :"), *lines] if lines else []

    def _named(self, candidate: Candidate) -> str:
        path = self._plan.path_of(candidate)
        file = f" de {path.name}" if len(self._plan.sources) > 1 else ""
        editor_number = self._plan.editor_number(candidate)
        number = f" (n° éditeur {editor_number})" if editor_number else ""
        return f"ligne {candidate.line}{file}{number}"

    def _next_steps(self) -> list[str]:
        """Return the steps on the portal (note §1.2, §2.1)."""
        several = len(self._exported.paths) > 1
        deposit = f"déposer {'les fichiers' if several else 'le fichier'} .json"
        day = self._plan.day.strftime("%d/%m/%Y")
        documents = "les pièces justificatives, en .zip de 200 Mo au plus"
        if len(self._exported.packs) > 1:
            documents = f"les fichiers .zip ci-dessus{', avec leur .json' if several else ''}"
        elif self._exported.packs:
            documents = "le fichier .zip ci-dessus"
        return [
            typeset("À faire sur le portail de l’ASP :"),
            typeset(f"  1. {deposit} le {day}, le jour que porte {'leur' if several else 'son'} nom ;"),
            typeset(f"  2. type de demande : solde ; n° de référencement ANS : {self._numeros_ans()} ;"),
            typeset("     n° de dossier ASP : ceux de la liste ci-dessous ;"),
            typeset(f"  3. joindre {documents} ;"),
            "  4. relire la réponse de l’ASP ici, dès qu’elle est rendue.",
        ]

    def _numeros_ans(self) -> str:
        several = dict.fromkeys(self._plan.numeros_ans)
        return ", ".join(several) + (" (celui du nom de chaque fichier)" if len(several) > 1 else "")

    def _dossiers(self) -> list[str]:
        """Return the dossier numbers of what was written, with the n° éditeur of each."""
        lines = [typeset("N° de dossier ASP, et n° éditeur entre parenthèses :")]
        for path, file in zip(self._exported.paths, self._plan.files, strict=True):
            if len(self._exported.paths) > 1:
                lines.append(typeset(f"{path.name} :"))
            numbers = [f"{self._plan.asp_number(line)} ({self._plan.editor_number(line)})" for line in file.lines]
            rows = range(0, len(numbers), _DOSSIERS_A_LINE)
            lines += ["  " + "   ".join(numbers[start : start + _DOSSIERS_A_LINE]) for start in rows]
        return lines
