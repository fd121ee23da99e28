"""Rules over all demandes of a file: what only one of them may hold (format.md §3)."""

from __future__ import annotations

from segur_tui.format.balises import NOM_FICHIER, NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.finding import ERROR, WARNING
from segur_tui.format.kinds import compared
from segur_tui.format.models import is_right
from segur_tui.format.rule import LineCheck, OfSeveral


class EditorNumberTwice(OfSeveral):
    id, severity, section = "editor-number-twice", ERROR, "3.2"
    title = "n° éditeur en double"
    wrong, expected = "{value} est déjà le n° éditeur de {other}", "un numéro par demande"
    why = "Ce numéro relie une demande à ses pièces : porté par deux demandes, il les confond."
    examples = "« 00003 » dans deux demandes", "« 00003 » et « 00004 »"
    balise = NUMERO_EDITEUR

    def claimed(self, line: LineCheck) -> tuple[str, ...]:
        return (line.editor_number,) if line.editor_number else ()

    def compared(self, text: str) -> str:
        return compared(text)


class AspNumberTwice(OfSeveral):
    id, severity, section = "asp-number-twice", WARNING, "3.2"
    title = "n° ASP en double"
    wrong, expected = "{value} est déjà le dossier ASP de {other}", "un dossier par demande"
    why = "Deux soldes pour une avance : l’un est sans doute de trop."
    examples = "« FINMDV000003 » dans deux demandes", "« FINMDV000003 » et « FINMDV000004 »"
    balise = NUMERO_ASP

    def claimed(self, line: LineCheck) -> tuple[str, ...]:
        is_word = set(line.dossier).isdisjoint("123456789")  # such as « à compléter »: it is nobody's
        is_one = not is_word or is_right(NUMERO_ASP.kind, compared(line.dossier).upper())
        return (line.dossier,) if is_one else ()

    def compared(self, text: str) -> str:
        return compared(text)


class DocumentTwice(OfSeveral):
    id, severity, section = "document-twice", ERROR, "3.3"
    title = "pièce en double"
    wrong, expected = "{value} est déjà une pièce de {other}", "un nom par document"
    why = "De deux pièces du même nom, l’ASP n’en garde qu’une."
    examples = "une même pièce dans deux demandes", "une pièce pour chacune, avec son n° éditeur"
    balise = NOM_FICHIER

    def claimed(self, line: LineCheck) -> tuple[str, ...]:
        return line.documents
