"""The question whether to write though the record cannot be read."""

from __future__ import annotations

from enum import Enum, auto

from segur_tui.format.wording import typeset
from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.widgets.inert import visible

_NOTHING = "D’ici là, rien n’est écrit."
_WITHOUT = (
    "Sans le registre, on ne sait pas ce que l’ASP a déjà accepté ni ce qui est déjà exporté : des lignes "
    "seraient peut-être demandées deux fois. Les numéros seraient choisis d’après les dossiers seuls, et "
    "l’export ne serait noté qu’à son retour.\n\nÉcrire quand même ?"
)


class WithoutRecord(Enum):
    """The answers that do something: to write all the same, or to look at the record again."""

    WRITE = auto()
    RETRY = auto()


class UnknownRecordScreen(Dialog[WithoutRecord | None]):
    """The question before writing without the record, with the reason in French; None where nothing is written.

    A record that can be read is not to be done without: it can only be looked at again.
    """

    def __init__(self, why: str, may_do_without: bool) -> None:  # noqa: FBT001 (what it asks)
        retry, no = ("r", "réessayer", WithoutRecord.RETRY), "non" if may_do_without else "fermer"
        write = [("o", "oui", WithoutRecord.WRITE)] if may_do_without else []
        closing = [(key, no, None) for key in ("n", "Entrée", "Échap")]
        question = f"{visible(why[:1].upper() + why[1:])}.\n\n{typeset(_WITHOUT if write else _NOTHING)}"
        super().__init__(question, [retry, *write, *closing], {"q": None})
