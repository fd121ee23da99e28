"""Withdrawing: a written file was never deposited, so its lines are free again (format.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path

from segur_tui.application.disk.folders import no_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.history.at_hand import Unread, files_in
from segur_tui.application.history.claimed_before import place_of_claim
from segur_tui.application.history.kept import all_kept, alone
from segur_tui.application.history.readings import catch_up, unrecorded, waiting, whole
from segur_tui.application.record.claims import AnswerSeen, Claims
from segur_tui.application.record.doubled import held_elsewhere
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.rows import copy_rows
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.record.written import WrittenFile, WrittenFiles
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.writer import by_others
from segur_tui.format.kinds import compared
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset


class NotWithdrawn(Exception):  # noqa: N818 (it says what happened)
    """A file that cannot be withdrawn; the message says why, in French."""


@value_type
class Withdrawn:
    """A withdrawal: the file, whether it is gone, and what is not free for all that.

    `held` are the lines that stay held, each with the path of another file that was exported, or that the ASP
    answered, and `bearers` the paths of other files that bear its number, both with who exported these, in French.
    """

    file: WrittenFile
    is_gone: bool
    held: tuple[tuple[int, tuple[str, str]], ...] = ()
    bearers: tuple[tuple[str, str], ...] = ()
    was_already: bool = False

    @property
    def words(self) -> str:
        """Return in French what is free again, what is not, and what is to be done."""
        by = f" par {self.file.withdrawn_by}" if self.file.withdrawn_by else ""
        said = f"déjà retiré{by}" if self.was_already else "retiré"
        return typeset(f"{said} : {self.file.name}, {self._lines} ; {self._number}")

    @property
    def _lines(self) -> str:
        free, held = self.file.lines - len(self.held), len(self.held)
        words = f"{counted(free, 'ligne')} de nouveau {'libres' if free > 1 else 'libre'}"
        if not held:
            return words
        stay = f"{counted(held, 'ligne')} {'restent prises' if held > 1 else 'reste prise'}"
        by = ", ".join(map(self._named, dict.fromkeys(other for _, other in self.held)))
        return f"{words if free else 'aucune ligne libre'}, {stay} par {by}"

    @property
    def _number(self) -> str:
        what = "" if self.is_gone else "ne le déposez pas ; "
        if self.bearers:
            return f"{what}son numéro reste pris par {', '.join(map(self._named, self.bearers))}"
        if self.is_gone:
            return "son numéro est libre, lui" if self.held else "son numéro aussi"
        return f"{what}supprimé, il libère {'son numéro' if self.held else 'aussi son numéro'}"

    def _named(self, other: tuple[str, str]) -> str:
        """Return the name of another file, or its path where the name is the same, and who else exported it."""
        path, whose = other
        name = Path(path).name
        return f"{path if name.lower() == self.file.name.lower() else name}{by_others(whose)}"


def withdraw(path: Path, settings: Settings, patience: Patience = PATIENCE) -> Withdrawn:
    """Note that a written file was never deposited, given by its path or its recorded name, there or gone.

    The drafts that it was written from go on, where they are this account's.
    Raises NotWithdrawn where the record does not know it, knows several, or knows an answer to it, and
    RecordUnknown where it cannot be read or kept.
    """
    try:
        found = _withdrawn_in_record(path, settings, patience)
    except RecordIncomplete:
        raise
    except RecordUnknown:
        found = _withdrawn_in_kept(path, settings, patience, unrecorded(settings))
        if found is None:
            raise
    found = found or _withdrawn_in_kept(path, settings, patience, whole(settings, patience))
    if found is None:
        raise NotWithdrawn(
            f"{path.name or path} : le registre ne connaît pas ce fichier, segur-tui ne l’a pas écrit"
        )
    withdrawn, sources = found
    if not withdrawn.was_already:
        with suppress(StateUnavailable), Drafts.opened(settings, patience) as drafts:
            drafts.take_up(sources)  # what was corrected for this file is to be corrected on
    return withdrawn


_Found = tuple[Withdrawn, Sequence[str]]
"""A withdrawal, and the paths of the files that the lines came from, as texts."""


def _withdrawn_in_record(path: Path, settings: Settings, patience: Patience) -> _Found | None:
    """Withdraw a file in the record; None where that does not know it."""
    with open_record(settings, patience) as store, waiting(settings, store) as other:
        with store.transaction():
            catch_up(store, settings)
            if not (found := WrittenFiles(store).named(path)):
                return None
            file, was_already = _marked(found, path, store, settings, () if other is None else (other,))
        if other is None:
            return _outcome(file, store, was_already=was_already)
        with store.copied() as copy:
            copy_rows(other, copy)  # its ids go on from the record's
            return _outcome(file, copy, was_already=was_already)


def _withdrawn_in_kept(
    path: Path, settings: Settings, patience: Patience, all_known: AbstractContextManager[Store]
) -> _Found | None:
    """Withdraw a file in what is kept for a record, there or not, beside all that is known; None without one."""
    with all_known as known, alone(settings, patience), ExitStack() as opening:
        stores = [opening.enter_context(each.opened(settings)) for each in all_kept(settings) if each.is_export]
        named = [(file, store) for store in stores for file in WrittenFiles(store).named(path)]
        if not named:
            return None
        if len(standing := [each for each in named if not each[0].is_withdrawn]) > 1:
            raise NotWithdrawn(_several([file for file, _ in standing]))
        file, store = (standing or named)[0]
        with store.transaction():
            file, was_already = _marked([file], path, store, settings, (known,))
        with unrecorded(settings) as since:
            (same, *_) = WrittenFiles(since).named(Path(file.path))
            return _outcome(same, since, was_already=was_already)


def _marked(
    found: Sequence[WrittenFile], path: Path, store: Store, settings: Settings, others: Sequence[Store]
) -> tuple[WrittenFile, bool]:
    """Note in a record, in a transaction, that one of the files of a name was never deposited.

    Returns it, and whether that was known. Raises NotWithdrawn, also for what `others` know.
    """
    standing = [file for file in found if not file.is_withdrawn]
    if len(standing) > 1:
        raise NotWithdrawn(_several(standing))
    file = (standing or found)[0]
    if standing:
        claims = [Claims(each, file.numero_ans) for each in (store, *others)]
        if (answer := _answer(file, path, claims, settings)) is not None:
            raise NotWithdrawn(f"{file.name} a été déposé : l’ASP y a répondu dans {place_of_claim(answer)}")
        WrittenFiles(store).withdraw(file)
    return file, not standing


def _outcome(file: WrittenFile, store: Store, *, was_already: bool) -> _Found:
    """Return what a withdrawal frees, as a record that knows all of it tells, and where its lines came from."""
    written = WrittenFiles(store)
    held, bearers = tuple(_held(file, Claims(store, file.numero_ans))), tuple(written.others_of_number(file))
    return Withdrawn(file, file.is_gone, held, bearers, was_already), written.sources(file)


def _several(files: Sequence[WrittenFile]) -> str:
    """Return in French which files a name may mean, and how the one that is meant is withdrawn."""
    is_by_path = len({file.path for file in files}) == len(files)
    where = "" if is_by_path else ", sur la machine et sous le compte qui l’ont écrit"
    named = "\n  ".join(f"{file.path}{by_others(file.whose)}" for file in files)
    return f"plusieurs fichiers écrits portent ce nom ; donnez le chemin{where} :\n  {named}"


def _held(file: WrittenFile, claims: Claims) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the lines of a withdrawn file that another file holds, each with that file and who exported it."""
    lines = claims.written_into(file.id)
    held, known = held_elsewhere(claims, lines), claims.answers({line.numbers for line in lines})
    answers = [each for each in known if each.is_accepted or not each.is_certain]
    for line in lines:
        answered = (each for each in answers if line.shares_number(each.numbers))
        if (other := held.get(line)) is not None:
            yield line.line, (other.path, other.whose)
        elif (answer := next(answered, None)) is not None:
            yield line.line, (answer.path, "")


def _answer(file: WrittenFile, path: Path, known: Sequence[Claims], settings: Settings) -> AnswerSeen | None:
    """Return an answer to a line of a written file, from what is known or a file at hand, if there is one.

    The record that knows the file is the first of `known`. Raises NotWithdrawn where a file beside it cannot be
    read and may be one.
    """
    claims = known[0]
    lines = claims.exported_into(file.id)
    unread: list[Unread] = []
    folders = _folders(file, path)
    beside = list(files_in(folders, (), [compared(file.numero_ans)], claims, settings, unread=unread))
    if hidden := next((each for each in unread if any(each.may_hold(line.numbers) for line in lines)), None):
        raise NotWithdrawn(
            f"le dossier {hidden.path} {no_folder(hidden.path)}, et la réponse de l’ASP peut y être"
            if hidden.path in folders
            else f"{hidden.path.name} est illisible et peut être la réponse de l’ASP : "
            "réparez-le, ou retirez-le de là"
        )
    numbers = {line.numbers for line in lines}
    answers = [
        *(answer for each in known for answer in each.answers(numbers)),
        *(answer for each in beside for answer in each.answers()),
    ]
    of_one = {line: [each for each in answers if line.shares_number(each.numbers)] for line in lines}
    return next((each for line, some in of_one.items() for each in some if line.is_answered_by(each)), None)


def _folders(file: WrittenFile, path: Path) -> Collection[Path]:
    return {Path(file.path).parent, path.absolute().parent}
