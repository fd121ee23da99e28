"""Exporting: what was decided, written as files to deposit with their zip files (format.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

from segur_tui.application.disk.folders import ensure_it_takes_files, resolved
from segur_tui.application.disk.patience import Following
from segur_tui.application.disk.system import explain
from segur_tui.application.documents.inspection import DocumentRefused
from segur_tui.application.documents.zipping import packed
from segur_tui.application.export.documents_folder import remember_documents
from segur_tui.application.export.looking import Taken, look, taken_by_nobody
from segur_tui.application.export.plan import Plan
from segur_tui.application.export.publication import PATIENCE as OUTPUT_PATIENCE
from segur_tui.application.export.publication import (
    Naming,
    PublicationRefused,
    free_names,
    no_packs,
    pack_paths,
    publish,
)
from segur_tui.application.export.settling import foresee
from segur_tui.application.history.kept import KeptStore, new_export
from segur_tui.application.history.readings import catch_up, unrecorded, waiting
from segur_tui.application.record.exports import ExportedFile, ExportedLine, Record
from segur_tui.application.record.left_behind import ensure_nothing_is_left_behind
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_as_text
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.followed import ChangedValue, changed_values, without_values
from segur_tui.format.kinds import compared
from segur_tui.format.meaning import amount_in, meaning_digest
from segur_tui.format.naming import FileName
from segur_tui.format.numbers import numbers_of
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.writing import write

_UNFOLLOWED = Following()
_GIVEN_UP = "export abandonné ; rien n’est écrit"
_BY_FOLDERS = (
    "les lignes et numéros du registre ne sont pas connus : ce qui est exporté ici l’est peut-être déjà, et les "
    "numéros sont choisis d’après les dossiers seuls"
)
_UNRECORDED = f"{_BY_FOLDERS}, et l’export n’est pas noté"
_HANDED_IN = f"{_BY_FOLDERS} ; l’export lui est remis quand il répond de nouveau"


@value_type
class WrittenPack:
    """A zip file of documents that was written, and the names of what it holds."""

    path: Path
    files: tuple[str, ...]


@value_type
class Exported:
    """The files that an export wrote, and the warnings about them (empty when all is well)."""

    paths: tuple[Path, ...]
    warning: str = ""
    packs: tuple[WrittenPack, ...] = ()


def export(  # noqa: PLR0913 (what is written, where, and how)
    prepared: Plan,
    folder: Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    is_recorded: bool = True,
    taken: Taken = taken_by_nobody,
    following: Following = _UNFOLLOWED,
) -> Exported:
    """Write a plan's files and their zip files into a folder, or with `dry_run` only tell their names.

    All that the plan was decided from is looked up again, what others have done to the drafts by `taken`. The
    numbers follow those used in the folder, beside the sources, and in the record, unless that is to be
    left alone (`is_recorded`): `warning` says so. Nothing is written when this raises: Changed where something is
    otherwise since, PublicationRefused, and RecordUnknown where the record cannot be read or kept.
    """

    def look_again() -> None:
        if record is not None and not dry_run:
            _ensure_nothing_is_missing(record, settings, following)
        with _apart(settings, record, is_foreseen=dry_run) as (store, other):
            look(prepared, settings, store, other, taken)

    alone: AbstractContextManager[KeptStore | None] = nullcontext()
    if not is_recorded and not dry_run:
        alone = new_export(settings, following.patience(PATIENCE.seconds))
    with (
        alone as kept,
        _reached(settings, following, to_read=dry_run, is_recorded=is_recorded) as record,
    ):
        if dry_run:
            look_again()
            exported = _foretold(prepared, _naming(prepared, folder, settings, record), record)
        else:
            if record is not None:
                record.store.ensure_sound()  # before anybody has to wait: in a large record it takes its time
            naming = _naming(prepared, folder, settings, record)
            noting = record or (None if kept is None else Record(kept))
            exported = _written(prepared, naming, noting, look_again, following)
    if prepared.survey is not None and not dry_run:
        for numero_ans in dict.fromkeys(prepared.numeros_ans):
            remember_documents(numero_ans, prepared.survey.folder, settings)
    if is_recorded:
        return exported
    return replace(exported, warning=_HANDED_IN if kept is None or kept.is_kept else _UNRECORDED)


def foretold(
    prepared: Plan,
    folder: Path,
    settings: Settings,
    following: Following = _UNFOLLOWED,
    *,
    is_recorded: bool = True,
) -> Exported:
    """Return what would be written if nothing has changed since the plan was decided; raises as `export` does."""
    with _reached(settings, following, to_read=True, is_recorded=is_recorded) as record:
        exported = _foretold(prepared, _naming(prepared, folder, settings, record), record)
    return exported if is_recorded else replace(exported, warning=_HANDED_IN)


@contextmanager
def _reached(
    settings: Settings, following: Following, *, to_read: bool, is_recorded: bool
) -> Iterator[Record | None]:
    """Open the record, unless it is to be left alone.

    `to_read` makes none, sees that it could be kept, and takes what was cut off for settled.
    """
    patience = following.patience(PATIENCE.seconds)
    try:
        with Record.opened(settings, patience, to_read=to_read) if is_recorded else nullcontext() as record:
            if record is not None:
                ensure_nothing_is_left_behind(settings, record.store, patience)
            if record is not None and to_read:
                record.store.ensure_it_can_keep()
                foresee(record.store, settings)
            yield record
    except DocumentRefused as refusal:
        raise PublicationRefused(f"{refusal} ; rien n’est écrit") from None
    except RecordUnknown:
        if following.is_cancelled():
            raise PublicationRefused(_GIVEN_UP) from None
        raise


@contextmanager
def _apart(
    settings: Settings, record: Record | None, *, is_foreseen: bool = True
) -> Iterator[tuple[Store, Store | None]]:
    """Open the record that is asked, or what is known without one where it is left alone, and others' if any.

    What was kept and cut off is taken for settled where it `is_foreseen`.
    """
    with unrecorded(settings) if record is None else waiting(settings, record.store) as kept:
        if is_foreseen and kept is not None:
            foresee(kept, settings)
        if record is not None:
            yield record.store, kept
        elif kept is not None:
            yield kept, None


def _ensure_nothing_is_missing(record: Record, settings: Settings, following: Following) -> None:
    """Let a record have what was read without it, until the moment of writing; raises RecordUnknown."""
    catch_up(record.store, settings)
    ensure_nothing_is_left_behind(settings, record.store, following.patience(PATIENCE.seconds))


def _foretold(prepared: Plan, naming: Naming, record: Record | None) -> Exported:
    names = free_names(naming, len(prepared.files), record)
    try:
        ensure_it_takes_files(naming.folder.absolute())
    except OSError as error:
        raise PublicationRefused(f"impossible d’écrire dans {naming.folder} : {explain(error)}") from None
    paths = tuple(naming.folder / str(name) for name in names)
    return Exported(paths, packs=_packs_beside(prepared, paths))


def _naming(prepared: Plan, folder: Path, settings: Settings, record: Record | None) -> Naming:
    beside = tuple({resolved(source.path).parent for source in prepared.sources})
    numeros_ans, day = tuple(prepared.numeros_ans), prepared.day
    with _apart(settings, record) as (store, other):
        apart = store if record is None else other  # what the record itself uses is looked up when it is written
        known = None if apart is None else Record(apart)
        used = {compared(each): known.numbers_used(each, day) for each in numeros_ans} if known else {}
    return Naming(prepared.profile.file_names, numeros_ans, day, folder, beside, used)


def _written(
    prepared: Plan,
    naming: Naming,
    record: Record | None,
    look_again: Callable[[], None],
    following: Following,
) -> Exported:
    free_names(naming, len(prepared.files), record)  # a day without numbers is reported before all is packed
    total = sum(pack.size for packs_of_file in prepared.packs for pack in packs_of_file)
    done = 0

    def go_on() -> None:
        if following.is_cancelled():
            raise PublicationRefused(_GIVEN_UP)

    def advance(size: int) -> None:
        nonlocal done
        go_on()
        done += size
        following.progress(done, total)

    def announce(names: Sequence[FileName]) -> list[ExportedFile]:
        go_on()
        look_again()
        following.past_recall()
        return _recorded(prepared, naming.folder, names)

    contents = [write(file.root) for file in prepared.files]
    patience = following.patience(OUTPUT_PATIENCE.seconds)
    packing = no_packs
    if prepared.survey is not None:
        packing = partial(packed, prepared.survey.folder, prepared.packs, prepared.day, advance)
    paths = publish(naming, contents, record, announce, packing, patience=patience)
    return Exported(tuple(paths), packs=_packs_beside(prepared, paths))


def _packs_beside(prepared: Plan, paths: Sequence[Path]) -> tuple[WrittenPack, ...]:
    return tuple(
        WrittenPack(zip_path, pack.names)
        for path, packs_of_file in zip(paths, prepared.packs, strict=False)
        for zip_path, pack in zip(pack_paths(path, len(packs_of_file)), packs_of_file, strict=True)
    )


def _refusal(prepared: Plan, candidate: Candidate) -> tuple[tuple[str, str] | None, tuple[ChangedValue, ...]]:
    """Return what a demande was refused for, if it was, and what was changed of it since."""
    claim = prepared.sources[candidate.source].check.claim
    answer = claim.answers[candidate.line - 1]
    if answer.state is not AnswerState.REJECTED:
        return None, ()
    return (answer.code, without_values(answer.label)), tuple(changed_values(claim, candidate.line))


def _recorded(prepared: Plan, folder: Path, names: Sequence[FileName]) -> list[ExportedFile]:
    return [
        ExportedFile(
            path_as_text(folder / str(name)),
            name.numero_ans,
            prepared.header_of(file).siret,
            name.day,
            name.number,
            tuple(
                ExportedLine(
                    num_ligne,
                    path_as_text(prepared.path_of(candidate)),
                    candidate.line,
                    prepared.editor_number(candidate),
                    prepared.asp_number(candidate),
                    numbers_of(prepared.demande(candidate), prepared.profile),
                    meaning_digest(prepared.demande(candidate), prepared.profile),
                    prepared.sources[candidate.source].digest,
                    amount_in(prepared.demande(candidate), prepared.profile),
                    *_refusal(prepared, candidate),
                )
                for num_ligne, candidate in enumerate(file.lines, 1)
            ),
        )
        for name, file in zip(names, prepared.files, strict=True)
    ]
