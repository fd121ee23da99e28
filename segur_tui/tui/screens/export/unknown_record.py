"""The question whether to write though the record cannot be read."""

from __future__ import annotations

from enum import Enum, auto

from segur_tui.format.wording import typeset
from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.widgets.inert import visible


class WithoutRecord(Enum):
    """The answers that do something: to write all the same, or to look at the record again."""

    WRITE = auto()
    RETRY = auto()


class UnknownRecordScreen(Dialog[WithoutRecord | None]):
    """The question before writing without the record, with the reason in French; None where nothing is written."""

    def __init__(self, why: str) -> None:
        question = f"{visible(why[:1].upper() + why[1:])}.\n\n" + typeset(
            "Sans le registre, on ne sait pas ce que l’ASP a déjà accepté ni ce qui est déjà exporté : des lignes "
            "seraient peut-être demandées deux fois. Les numéros seraient choisis d’après les dossiers seuls, et "
            "l’export ne serait noté qu’à son retour.\n\nÉcrire quand même ?"
        )
        keys = (
            ("r", "réessayer", WithoutRecord.RETRY),
            ("o", "oui", WithoutRecord.WRITE),
            ("n", "non", None),
            ("Entrée", "non", None),
            ("Échap", "non", None),
        )
        super().__init__(question, keys, {"q": None})
