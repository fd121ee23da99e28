"""The files of a list as they are read: each once, beside what the others tell and prove of it."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import date
from functools import partial
from heapq import heappop, heappush
from itertools import chain
from pathlib import Path

from segur_tui.application.disk.crew import done_in_turn, most_processes
from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.beside import MOST_PROOF, deposit_in, read_as_proof
from segur_tui.application.files.checking import checked
from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.application.history.listed_evidence import ListedEvidence, Telling, ordering_first
from segur_tui.application.history.listed_files import Known, Read, mark_of, read_file, record_weighed
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import paths_as_texts
from segur_tui.format.acceptances import Acceptances, Disputed
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.digest import content_digest
from segur_tui.format.evidence import Evidence
from segur_tui.format.kinds import compared
from segur_tui.format.value_type import replace

_SECONDS = 10
"""Seconds that others are waited for; the files that were read are kept meanwhile."""
_SHARE, _MOST = 50, 4
"""Files for which a process more is worth its while; so many read as fast as one keeps what they find."""


class Listing:
    """The files of a list: those whose figures are known, and those that are read."""

    def __init__(
        self,
        known: Mapping[Path, Known],
        today: date,
        settings: Settings,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take the files that are known; nothing is read once it `is_stopped`."""
        self._known, self._today, self._settings, self._is_stopped = dict(known), today, settings, is_stopped
        self._asked: dict[Path, frozenset[Disputed]] = {}
        self._held: dict[Path, tuple[str, Opened | None]] = {}
        self._proof: list[tuple[tuple[str, str], Path, int]] = []
        self._bytes = 0
        self._gathered = dict[str, Evidence]()

    def readings(self, paths: Sequence[Path]) -> Iterator[Iterator[Read]]:
        """Yield the reading of the files that may be of avances, then that of the others, which they tell of.

        What the first gives is to be recorded before the second begins: the record tells, too.
        """
        if not paths:
            return
        first, others = ordering_first(paths, self._is_stopped)
        yield self._each(first, None)
        with ExitStack() as opened:
            tellings = {path: known.telling(path) for path, known in self._known.items()}
            yield self._each(others, self._evidence(tellings, opened))

    def weighed(self) -> Iterator[Read]:
        """Yield the files of which others tell or prove something that was not known, checked beside these.

        What was checked beside the same before is not read again; what no other speaks of any more, is.
        """
        tellings = {path: known.telling(path) for path, known in self._known.items()}
        with ExitStack() as opened:
            evidence = self._evidence(tellings, opened)
            proving = self._proving()
            marks = {supplier: _marked(paths, tellings) for supplier, paths in proving.items()}
            proof = Acceptances.among((), self._today, partial(self._as_proof, proving))
            anew, unasked = dict[Path, tuple[str, str]](), dict[Path, tuple[str, str]]()
            for path, known in self._known.items():
                telling = tellings[path]
                is_proven = any(other != path for other in proving.get(telling.supplier, ()))
                against, told = marks[telling.supplier] if is_proven else "", evidence.against(path, telling)
                is_weighed = not (known.summary.may_be_settled or known.against) or known.against == against
                if known.evidence != told or (not is_weighed and path not in self._asked):
                    anew[path] = against, told
                elif not is_weighed:
                    unasked[path] = against, told
            proven = proof.proven({question for path in unasked for question in self._asked[path]})
            for path in [path for path in unasked if self._may_be_proven(path, proven)]:
                anew[path] = unasked.pop(path)
            as_they_are = {
                path: (tellings[path].mark, replace(self._known[path], against=against))
                for path, (against, _) in unasked.items()
            }
            record_weighed(as_they_are, self._today, self._settings)
            for path, (against, told) in sorted(anew.items()):
                if self._is_stopped():
                    return
                of_others = evidence.of(path, tellings[path]) if told else None
                file = self._opened(path)
                report = checked(file, self._today, of_others, proof)
                yield Read.of(file, Telling.of(file.claim, tellings[path].mark), report, against, told)

    def _each(self, paths: Sequence[Path], beside: ListedEvidence | None) -> Iterator[Read]:
        for read in self._read(paths, beside):
            self._take(read)
            yield read

    def _read(self, paths: Sequence[Path], beside: ListedEvidence | None) -> Iterator[Read]:
        """Read files in order; several processes share many, each beside those that it reads itself."""

        def work(place: int) -> bytes:
            return pickle.dumps(read_file(paths[place], self._today, self._settings, beside))

        # A server lets each process have a connection of its own, and those are dear.
        most = 1 if isinstance(self._settings.record, str) else most_processes()
        if (processes := min(most, len(paths) // _SHARE, _MOST)) <= 1:
            yield from (read_file(path, self._today, self._settings, beside) for path in paths)
            return
        if beside is not None:
            beside.gather()
        with closing(done_in_turn(work, len(paths), processes)) as results:
            yield from map(pickle.loads, results)

    def _take(self, read: Read) -> None:
        """Take a file that was read; the newest that may be asked again are held, as far as there is room."""
        path, claim = read.path, read.opened.claim
        self._known[path] = Known.of(read)
        if claim is None:
            return
        self._asked[path] = read.asked
        opened = read.telling.mark, read.opened
        if read.telling.has_orders:
            self._held[path] = opened
        elif claim.kind is FileKind.RETURN and claim.count(AnswerState.ACCEPTED):
            with suppress(OSError):
                size = path.stat().st_size
                heappush(self._proof, (deposit_in(path), path, size))
                self._held[path], self._bytes = opened, self._bytes + size
            while self._bytes > MOST_PROOF:
                _, oldest, size = heappop(self._proof)
                self._bytes -= size
                self._held.pop(oldest, None)

    def _unchanged(self, path: Path) -> Opened | None:
        """Return a file that is held and has not changed since."""
        mark, opened = self._held.get(path, ("", None))
        return opened if mark and mark == mark_of(path) else None

    def _opened(self, path: Path) -> Opened:
        return self._unchanged(path) or open_claim(path, self._settings)

    def _proving(self) -> Mapping[str, list[Path]]:
        """Return the returns with accepted demandes, by supplier."""
        proving: dict[str, list[Path]] = defaultdict(list)
        for path, known in self._known.items():
            if known.summary.kind == FileKind.RETURN.value and known.summary.accepted:
                proving[compared(known.summary.numero_ans)].append(path)
        return proving

    def _as_proof(self, proving: Mapping[str, list[Path]]) -> list[ClaimFile]:
        paths = chain.from_iterable(proving.values())
        return read_as_proof(paths, [each.encode() for each in proving], self._settings, self._unchanged)

    def _may_be_proven(self, path: Path, proven: frozenset[Disputed]) -> bool:
        """Tell whether what was asked of a file may be proven; a submission shows how numbers were written."""
        asked, kind = self._asked[path], self._known[path].summary.kind
        is_literal = any(each.is_literal for each in asked)
        return not proven.isdisjoint(asked) or (is_literal and kind == FileKind.SUBMISSION.value)

    def _evidence(self, tellings: Mapping[Path, Telling], opened: ExitStack) -> ListedEvidence:
        store = partial(self._store, opened)
        return ListedEvidence(tellings, self._settings, store, self._opened, self._gathered)

    def _store(self, opened: ExitStack) -> Store | None:
        """Return the record, open until the end of a block, None where it cannot be read."""
        try:
            patience = Patience(_SECONDS, is_given_up=self._is_stopped)
            return opened.enter_context(open_record(self._settings, patience, to_read=True))
        except RecordUnknown:
            return None


def _marked(paths: Sequence[Path], tellings: Mapping[Path, Telling]) -> str:
    names = paths_as_texts(sorted(paths))
    return content_digest("\n".join(f"{name} {tellings[path].mark}" for path, name in names.items()).encode())
