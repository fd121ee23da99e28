"""What an export asks to be typed: the day, the folder, the folder of the documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from segur_tui.application.disk.folders import completed
from segur_tui.application.settings.config import config
from segur_tui.tui.screens.export.choices import Choices, Places
from segur_tui.tui.screens.export.field import Question, day_of, folder_of, present_folder_of, wrong_day


def question(what: str, choices: Choices, places: Places) -> Question:
    """Return a question by its name in the commands; choices and places learn its answer."""
    beside = config().output or choices.sources[0].path.parent

    def take_day(text: str) -> None:
        choices.day = places.day = day_of(text)

    def take_folder(text: str) -> None:
        choices.folder = places.folder = folder_of(text) or beside

    def take_documents(text: str) -> None:
        choices.documents = places.documents = present_folder_of(text)

    if what == "day":
        prompt = "Jour du dépôt, JJ/MM/AAAA (Entrée garde, Échap laisse)"
        return Question(prompt, f"{choices.day:%d/%m/%Y}", take_day, wrong_day)
    if what == "folder":
        return output_question(choices.folder, take_folder)
    prompt = "Dossier des pièces, vide pour aucun (Tab complète, Entrée garde, Échap laisse)"
    return Question(prompt, str(choices.documents or beside), take_documents, completed=completed)


def output_question(present: Path, take: Callable[[str], None]) -> Question:
    """Return the question into which folder to write."""
    prompt = "Dossier où écrire (Tab complète, Entrée garde, Échap laisse)"
    return Question(prompt, str(present), take, completed=completed)
