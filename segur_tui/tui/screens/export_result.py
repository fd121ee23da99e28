"""What an export wrote, and what to do next on the ASP's portal."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from segur_tui.application.exporting import Exported, Plan
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.inert import visible


class ExportResultScreen(Screen[None]):
    """The paths that were written, and the next steps."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q,space", "leave", "retour")]
    DEFAULT_CSS = """
    ExportResultScreen > .title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ExportResultScreen VerticalScroll { padding: 1 2; scrollbar-size: 0 1; }
    """

    def __init__(self, plan: Plan, exported: Exported) -> None:
        """Show what a plan became."""
        super().__init__()
        self._plan, self._exported = plan, exported

    def compose(self) -> ComposeResult:
        """Lay out the result and the next steps."""
        yield Static(typeset("✓ Écrit"), classes="title", markup=False)
        with VerticalScroll():
            yield Static("\n".join(visible(line) for line in self._lines()), markup=False)
        yield KeyLine((("Entrée", "retour"),))

    def on_mount(self) -> None:
        """Send the paths to the terminal's clipboard too."""
        self.app.copy_to_clipboard("\n".join(str(path.resolve()) for path in self._exported.paths))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _lines(self) -> list[str]:
        files = zip(self._exported.paths, self._plan.files, strict=True)
        lines = [f"{path.resolve()}  ({counted(len(file.lines), 'ligne')})" for path, file in files]
        lines.append("Chemin envoyé au presse-papiers du terminal, s’il l’accepte.")
        if self._exported.warning:
            lines += ["", typeset(f"! {self._exported.warning}")]
        stays = len(self._plan.resubmission.left_out)
        if stays:
            lines += [
                "",
                typeset(f"{counted(stays, 'ligne')} de côté : elles attendent dans le fichier d’origine."),
            ]
        claim = self._plan.sources[0].check.claim
        day = self._plan.day.strftime("%d/%m/%Y")
        return [
            *lines,
            "",
            typeset("À faire sur le portail de l’ASP :"),
            typeset(f"  1. déposer le fichier le {day}, le jour que porte son nom ;"),
            typeset(f"  2. type de demande : solde ; n° de référencement ANS : {claim.numero_ans} ;"),
            "  3. joindre les pièces justificatives, en fichiers .zip de 200 Mo au plus ;",
            "  4. relire la réponse de l’ASP ici, dès qu’elle est rendue.",
        ]
