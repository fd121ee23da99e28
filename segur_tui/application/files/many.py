"""Checking many files without holding them: a first pass keeps what they tell each other, a second one reports.

The findings are those of `check_together`.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from segur_tui.application.disk.bytes import STANDARD_INPUT, content_mark
from segur_tui.application.disk.crew import WorkerEnded, collecting_seldom, done_in_turn, most_processes
from segur_tui.application.disk.spool import MOST_BYTES, MOST_ROWS, RowSpool, Spool, SpoolRefused
from segur_tui.application.files.checking import CheckStopped, FileReport, check_together, checked
from segur_tui.application.files.opening import open_claim
from segur_tui.application.files.tally import Tally
from segur_tui.application.settings.values import Settings
from segur_tui.format.acceptances import KeptAcceptances
from segur_tui.format.accepted import Accepted, KeptAccepted, as_deposited, everything, is_literal
from segur_tui.format.check import Controlled, conclude, control
from segur_tui.format.claim_file import FileKind
from segur_tui.format.kept_evidence import KeptEvidence, Testimony, testimony_of
from segur_tui.format.profiles import PROFILES
from segur_tui.format.rule import Asked, OfKey
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import typeset

_SHARE = 1_500_000
"""Bytes for which a process more is worth its while."""

Part: TypeAlias = tuple[str, Tally]
"""The part of a report that one file has, and its counts."""
Progress: TypeAlias = Callable[[int, int], None]
"""Takes how much of a work is done, of how much."""
_Item = TypeVar("_Item")


@value_type
class Limits:
    """How many bytes of files are all `held` at once, and how many bytes and rows are kept of more in memory.

    How many `processes` share the work follows from the machine and from what there is to do.
    """

    held: int = 3_000_000
    bytes: int = MOST_BYTES
    rows: int = MOST_ROWS
    processes: int | None = None


_USUAL = Limits()


@value_type
class _Keys:
    """What is kept of a file that was read: for other files, and what the controls ask of those.

    It `asks_literals` where a control speaks of how a number is written; `mark` is that of its content.
    """

    accepted: KeptAccepted
    mark: str = ""
    is_submission: bool = False
    asked: frozenset[Asked] = frozenset()
    asks_literals: bool = False


def parts(  # noqa: PLR0913, PLR0917 (the last two are for tests, and for who waits)
    paths: Sequence[Path],
    today: date,
    settings: Settings,
    part_of: Callable[[FileReport], str],
    progress: Progress = lambda _done, _all: None,
    limits: Limits = _USUAL,
) -> Generator[Part]:
    """Yield the part of each file in a report, in order, with its counts, as soon as they can be known.

    Many files are read one by one, by several processes where that pays; raises CheckStopped where one was ended,
    where a file changes that is to be read again, and where the disk keeps nothing more.
    """
    size = sum(map(_size, paths))
    if size <= limits.held or len(paths) < 2:  # noqa: PLR2004 (no other file)
        yield from ((part_of(report), Tally.of(report)) for report in check_together(paths, today, settings))
        return
    processes = limits.processes or min(most_processes(), size // _SHARE, len(paths))
    try:
        made = _Many(paths, today, settings, part_of, limits).parts(processes, progress)
        with collecting_seldom(), closing(made):
            yield from made
    except SpoolRefused as why:
        said = f"le dossier des fichiers temporaires ne peut pas servir : {why} ; TMPDIR en choisit un autre"
        raise CheckStopped(typeset(f"{said} ; le rapport est incomplet")) from None
    except WorkerEnded as ended:
        how = f"par le signal {-ended.status} ; la mémoire manque peut-être" if ended.status < 0 else "de lui-même"
        said = f"un processus du contrôle s’est arrêté {how} : le rapport est incomplet"
        raise CheckStopped(typeset(f"{said}, {paths[ended.piece]} était en cours")) from None


class _Many:
    """The two passes over files, each given by its place among them."""

    def __init__(
        self,
        paths: Sequence[Path],
        today: date,
        settings: Settings,
        part_of: Callable[[FileReport], str],
        limits: Limits,
    ) -> None:
        self._paths, self._today, self._settings, self._part_of = paths, today, settings, part_of
        self._seen = dict[str, frozenset[Asked]]()
        self._keys = dict[int, _Keys]()
        self._later, self._dossiers = Spool(limits.bytes), Spool(limits.bytes)
        self._rows = RowSpool(limits.rows)
        self._evidence = KeptEvidence(self._rows)
        self._known = dict[Hashable, Any]()
        self._jobs = list[tuple[int, ...]]()
        self._acceptances: KeptAcceptances | None = None

    def parts(self, processes: int, progress: Progress) -> Generator[Part]:
        count, all_steps = len(self._paths), 2 * len(self._paths)
        try:
            with closing(done_in_turn(self._first, count, processes)) as results:
                for place, result in enumerate(results):
                    self._take(place, pickle.loads(result))  # noqa: S301 (our own)
                    progress(place + 1, all_steps)
            self._take_dossiers()
            self._ask_again(processes)
            self._rows.settle()
            with closing(done_in_turn(self._second, count, processes)) as results:
                for place, result in enumerate(results):
                    progress(count + place + 1, all_steps)
                    yield pickle.loads(result)  # noqa: S301 (our own)
        finally:
            for spool in (self._later, self._dossiers, self._rows):
                spool.close()

    def _first(self, place: int) -> bytes:
        """Return what a file tells, its keys, and what is to be reported of it once others are known."""
        mark = content_mark(self._paths[place])
        opened = open_claim(self._paths[place], self._settings, is_digested=False, is_held=False)
        claim = opened.claim
        if claim is None or not claim.is_solde:
            now = pickle.dumps(self._part(checked(opened, self._today)))
            kept = None if claim is None else _Keys(Accepted(claim, self._today).kept(frozenset(), place))
            return pickle.dumps((None if claim is None else testimony_of(claim), kept, now))
        controlled = control(claim, self._today)
        provable = [each for each in controlled.findings if each.control.is_provable]
        asked = frozenset((each.control, each.balise) for each in provable)
        asks_literals = any(is_literal(each, claim.root, 0) for each in provable)
        accepted = Accepted(claim, self._today)
        seen = self._seen[accepted.supplier] = asked | self._seen.get(accepted.supplier, frozenset())
        is_read_once = self._paths[place] is STANDARD_INPUT
        kept = _Keys(
            accepted.kept(everything(claim.profile) if is_read_once else seen, place),
            mark,
            claim.kind is FileKind.SUBMISSION,
            asked,
            asks_literals,
        )
        return pickle.dumps((testimony_of(claim), kept, pickle.dumps(controlled)))

    def _take(self, place: int, found: tuple[Testimony | None, _Keys | None, bytes]) -> None:
        told, keys, later = found
        self._later.add(later)
        self._dossiers.add(b"" if told is None else pickle.dumps((told.supplier, told.dossiers)))
        if told is not None and keys is not None:
            self._evidence.take(place, told)
            self._keys[place] = replace(keys, accepted=self._shared(keys.accepted), asked=self._same(keys.asked))

    def _take_dossiers(self) -> None:
        """Take the dossiers that soldes bear, of suppliers whose avances are at hand."""
        for take in (self._evidence.expect_dossiers, self._evidence.take_dossiers):
            for place in self._keys if self._evidence.with_orders else ():
                take(*pickle.loads(self._dossiers.piece(place)))  # noqa: S301 (our own)

    def _ask_again(self, processes: int) -> None:
        """Ask accepted demandes what others asked after them, and those deposited how they wrote numbers."""
        asked: dict[str, set[Asked]] = {}
        for keys in self._keys.values():
            about_values = {each for each in keys.asked if not issubclass(each[0], OfKey)}
            asked.setdefault(keys.accepted.supplier, set()).update(about_values)
        self._seen = {supplier: frozenset(theirs) for supplier, theirs in asked.items()}
        self._jobs = [
            (place,)
            for place, keys in self._keys.items()
            if keys.accepted.places and not self._seen[keys.accepted.supplier] <= keys.accepted.looked
        ]
        self._jobs += self._deposited_ones()
        deposited = list[KeptAccepted]()
        with closing(self._asked_again(processes)) as results:
            for job, result in zip(self._jobs, results, strict=True):
                for found in pickle.loads(result):  # noqa: S301 (our own)
                    if len(job) > 1:
                        deposited.append(found)
                    else:
                        self._keys[job[0]] = replace(self._keys[job[0]], accepted=self._shared(found))
        kept = [keys.accepted for keys in self._keys.values()]
        self._acceptances = KeptAcceptances(kept, deposited, PROFILES[0], self._today)

    def _asked_again(self, processes: int) -> Generator[bytes]:
        try:
            yield from done_in_turn(self._again, len(self._jobs), processes)
        except WorkerEnded as ended:
            raise WorkerEnded(self._jobs[ended.piece][-1], ended.status) from None

    def _deposited_ones(self) -> Iterator[tuple[int, int]]:
        """Yield the files that were deposited, each with its return, where it is asked how numbers are written."""
        wanted = {keys.accepted.supplier for keys in self._keys.values() if keys.asks_literals}
        deposits = {
            deposit: place
            for place, keys in self._keys.items()
            if keys.is_submission and (deposit := keys.accepted.deposit) is not None
        }
        for place, keys in self._keys.items():
            deposit = keys.accepted.deposit if keys.accepted.places else None
            deposited = None if deposit is None else deposits.get(deposit)
            if deposited is not None and self._keys[deposited].accepted.supplier in wanted:
                yield deposited, place

    def _again(self, number: int) -> bytes:
        """Return what the accepted demandes of a file do, or those of a file as it was deposited."""
        job, claims = self._jobs[number], list[Accepted]()
        for place in job:
            path = self._paths[place]
            claim = open_claim(path, self._settings, is_digested=False, is_held=False).claim
            if claim is None or content_mark(path) != self._keys[place].mark:
                raise CheckStopped(typeset(f"{path} a changé pendant le contrôle : relancez-le"))
            claims.append(Accepted(claim, self._today))
        found = as_deposited(claims, self._today) if len(job) > 1 else claims
        return pickle.dumps(
            [each.kept(self._seen[each.supplier], job) for each in found if each.supplier in self._seen]
        )

    def _second(self, place: int) -> bytes:
        """Return the part of a file."""
        kept = pickle.loads(self._later.piece(place))  # noqa: S301 (our own)
        if not isinstance(kept, Controlled) or self._acceptances is None:
            return pickle.dumps(kept)
        told = self._evidence.told(place, self._keys[place].accepted.supplier)
        check = conclude(kept, told, self._acceptances)
        return pickle.dumps(self._part(FileReport(self._paths[place], check)))

    def _part(self, report: FileReport) -> Part:
        return self._part_of(report), Tally.of(report)

    def _shared(self, accepted: KeptAccepted) -> KeptAccepted:
        """Return what is kept with what other files have, too, held once."""
        usage = accepted.usage
        if usage is not None:
            usage = replace(usage, first=self._same(usage.first), common=self._same(usage.common))
        return replace(accepted, looked=self._same(accepted.looked), usage=usage)

    def _same(self, value: frozenset[_Item]) -> frozenset[_Item]:
        same: frozenset[_Item] = self._known.setdefault(value, value)
        return same


def _size(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_size
    return 0
