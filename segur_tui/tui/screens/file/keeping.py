"""The words and questions on the keeping of a file's corrections: kept, refused, found, taken over, lost."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from segur_tui.application.drafts.work import Others, Superseded, Work
from segur_tui.application.editing.typed import untyped
from segur_tui.application.state.sessions import Holder
from segur_tui.format.edit import Edit, Step
from segur_tui.format.wording import counted, moment, typeset
from segur_tui.tui.screens.dialogs.dialog import Dialog

_LONGEST = 100
"""Characters of a value that are shown of one that was typed."""
_NAMED = 3
"""Values that are named of a step that has put several."""
_FITTING, _LOST = 4, 8
"""Steps that are named, the rest being counted: those that are lost are to be typed again."""


def keeping_words(work: Work, left_out: str = "", exported: str = "") -> tuple[str, bool]:
    """Return the words on the keeping of the corrections, those of other drafts and of exports; True: bad news."""
    elsewhere = typeset(f"pas ici : {left_out}") if left_out else ""
    if work.holder is not None:
        return _joined(read_only(work.holder, work.unkept), elsewhere), True
    if work.trouble:
        trouble = typeset(f"✗ les modifications ne sont pas gardées sur le disque : {work.trouble}")
        return _joined(trouble, elsewhere), True
    resumed = ""
    if work.resumed is not None and work.is_as_resumed:
        count = counted(len(work.draft.done), "modification")
        when = moment(work.resumed.when)
        resumed = typeset(f"brouillon du {when} repris : {count} (z : repartir de zéro)")
    return _joined(elsewhere, resumed, exported), False


def _joined(*sentences: str) -> str:
    return " · ".join(filter(None, sentences))


def read_only(holder: Holder, unkept: Sequence[Step] = ()) -> str:
    """Return the reason why a file cannot be changed here, and the effect of t."""
    since = moment(holder.since)
    if holder.has_left:
        why = f"modifié le {since} ailleurs ({holder.whence})"
    else:
        why = f"ouvert ailleurs ({holder.whence}, le {since})"
    again = ""
    if unkept:
        again = f" et refait {counted(len(unkept), 'modification')} d’ici, gardée{_s(unkept)} nulle part"
    return typeset(f"lecture seule : {why} ; t reprend la main{again}")


def leaving_question(work: Work) -> str:
    """Return the question before edits that nothing holds are dropped."""
    unkept = work.unkept
    if not unkept:
        return typeset(
            "Ce qui vient d’être annulé n’est pas noté sur le disque, et sera là à la réouverture. Quitter ce "
            "fichier quand même ?"
        )
    are, will = ("ne sont", "seront perdues") if len(unkept) > 1 else ("n’est", "sera perdue")
    return typeset(
        f"{counted(len(unkept), 'modification')} {are} ni gardée{_s(unkept)} sur le disque ni "
        f"exportée{_s(unkept)}, et {will}. Quitter ce fichier quand même ?"
    )


CHANGED_ON_DISK = typeset("pas d’export : le fichier a changé sur le disque")
"""The reason why a file is not exported as it was opened."""


def dropping_question(found: Superseded) -> str:
    """Return the question before a draft is dropped for good."""
    steps = (*found.draft.done, *found.lost)
    these = "les" if len(steps) > 1 else "la"
    return typeset(f"Abandonner {counted(len(steps), 'modification')} de ce brouillon ? Rien ne {these} refait.")


def export_question(holder: Holder | None, left_out: str) -> str:
    """Return the question before an export without what other sessions or drafts hold; none if it has all."""
    why = f"Pas à l’écran : {left_out}. " if left_out else ""
    if holder is not None:
        where = "a été modifié" if holder.has_left else "est ouvert"
        why += (
            f"Ce fichier {where} ailleurs ({holder.whence}) : ce qui y est corrigé n’est peut-être pas à l’écran "
            "(r relit le fichier et son brouillon). "
        )
    return typeset(f"{why}Exporter quand même ce qui est à l’écran ?") if why else ""


def draft_taken(path: Path, others: Others) -> str:
    """Return the words on the draft of a file that other sessions have taken."""
    holder = others.holder
    if not others.is_known:
        return f"le brouillon de {path.name} ne se lit plus"
    if holder is None:
        return f"le brouillon de {path.name} n’est plus celui d’ici"
    return f"{path.name} {'a été modifié' if holder.has_left else 'est ouvert'} ailleurs ({holder.whence})"


class DraftAnswer(Enum):
    """A person's answer about the draft found on opening."""

    LOOK = auto()
    TAKE = auto()
    AFRESH = auto()
    LEAVE = auto()


class HeldScreen(Dialog[DraftAnswer]):
    """Another session has the file open: look, take over, or leave."""

    def __init__(self, holder: Holder) -> None:
        text = typeset(
            "Ce fichier est ouvert dans une autre session : "
            f"{holder.whence}, le {moment(holder.since)}.\n\n"
            "Regarder le montre sans pouvoir le modifier. Reprendre la main continue son brouillon ici ; "
            "l’autre session ne pourra plus que regarder."
        )
        keys = (
            ("Entrée", "regarder", DraftAnswer.LOOK),
            ("t", "reprendre la main", DraftAnswer.TAKE),
            ("q", "revenir", DraftAnswer.LEAVE),
        )
        super().__init__(text, keys, {"r": DraftAnswer.LOOK, "escape": DraftAnswer.LEAVE}, is_wide=True)


class SupersededScreen(Dialog[DraftAnswer]):
    """The draft was made on something else, as a sentence says: its steps that still go, and those that do not."""

    def __init__(self, found: Superseded, why: str) -> None:
        fits, lost = found.draft.done, found.lost
        parts = [why, ""]
        if fits:
            parts += _listed(fits, _FITTING, "qui vont encore" if len(fits) > 1 else "qui va encore")
        if lost:
            parts += _listed(lost, _LOST, "qui ne vont plus" if len(lost) > 1 else "qui ne va plus")
        keys = [
            ("Entrée", "reprendre ce qui va encore", DraftAnswer.TAKE),
            ("z", "repartir de zéro", DraftAnswer.AFRESH),
            ("q", "revenir", DraftAnswer.LEAVE),
        ]
        others = {"enter": DraftAnswer.TAKE, "escape": DraftAnswer.LEAVE}
        super().__init__("\n".join(parts), keys if fits else keys[1:], others, is_wide=True)


class LostScreen(Dialog[None]):
    """Steps that go no more onto the file, under a sentence on the others: their values may be typed again."""

    def __init__(self, lost: Sequence[Step], said: str) -> None:
        words = "n’ont pas pu être refaites" if len(lost) > 1 else "n’a pas pu être refaite"
        text = "\n".join([said, "", *_listed(lost, _LOST, words, " ")])
        super().__init__(text, [("Entrée", "continuer", None)], {"escape": None, "q": None}, is_wide=True)


def _listed(steps: Sequence[Step], most: int, words: str, between: str = ", ") -> list[str]:
    rest = len(steps) - most
    return [
        typeset(f"{counted(len(steps), 'modification')}{between}{words} :"),
        *(f"  {_step_words(step)}" for step in steps[:most]),
        *([f"  et {rest} de plus"] if rest > 0 else []),
    ]


def _step_words(step: Step) -> str:
    """Return the title of a step and the values that it put, to be typed again where it is lost."""
    values = list(dict.fromkeys(_value(edit) for edit in step.edits))
    if len(values) > 1:
        values = [f"{_place(edit)} {_value(edit)}" for edit in step.edits[:_NAMED]]
    more = "…" if len(values) > 1 and len(step.edits) > _NAMED else ""
    return f"{step.title}{typeset(' : ')}{', '.join(values)}{more}"


def _value(edit: Edit) -> str:
    text = untyped(edit.after) or "vide"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _place(edit: Edit) -> str:
    """Return the line of an edit and its balise, such as 3/dateFacture."""
    line, *rest = edit.pointer[1:] or edit.pointer
    where = [str(line + 1) if isinstance(line, int) else str(line), *map(str, rest)]
    return "/".join(where)


def _s(steps: Sequence[Step]) -> str:
    return "s" if len(steps) > 1 else ""
