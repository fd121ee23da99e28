"""A claim file as a value: its tree, and where its header and its demandes stand in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from functools import cached_property
from operator import attrgetter, countOf

from segur_tui.format.answer import ACCEPTED_CODES, Answer, AnswerState, is_answered
from segur_tui.format.answers import Answering
from segur_tui.format.edit import Edit, applied_in_turn
from segur_tui.format.form import DemandeForm, form_of
from segur_tui.format.lost_list import items_of
from segur_tui.format.numbers import plain_text, text_of
from segur_tui.format.order import Ordered
from segur_tui.format.placing import PlacedBalises, place, value_of
from segur_tui.format.profile import Profile
from segur_tui.format.profiles import PROFILES
from segur_tui.format.reading import Encoding, Reading, TooMuch
from segur_tui.format.settled import Settlements, as_settled
from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer, differing, replaced, unboxed
from segur_tui.format.turned_dates import TurnedDates, month_first, turned_dates
from segur_tui.format.value_type import field, replace, value_type

_STATE = attrgetter("state")
MOST_DEMANDES = 5_000
"""Demandes of a file that is read."""


class FileKind(Enum):
    """The kind of a claim file: answered by the ASP or not (format.md §5); an avance is another format (§7)."""

    SUBMISSION = "submission"
    RETURN = "return"
    AVANCE = "avance"
    OTHER = "other"


class AsRead:
    """The demandes of a tree before any edit, which all states of a file share: what they say is found once."""

    def __init__(self, root: Members, profile: Profile) -> None:
        self._root, self._profile = root, profile

    @cached_property
    def demandes(self) -> list[Json]:
        """The demandes, of any JSON type."""
        return [demande for _, demande in _demandes(place(self._root, self._profile.header), self._profile)]

    @cached_property
    def has_turned(self) -> bool:
        """True where the date of one was certainly read with the month first."""
        dates = (unboxed(value_of(each, self._profile.day)) for each in self.demandes if isinstance(each, dict))
        return any(month_first(date) is not None for date in {each for each in dates if isinstance(each, str)})


@value_type
class ClaimFile:
    """A file of demandes as read, or as corrected since.

    `name` is the file's own name, without folder; `lines` are the demandes, of any JSON type, and
    `lines_at` the pointer of the list that holds them; `answers` has one entry a line. A group holds
    the demandes of several files, which are put back before they are written. `unedited` is the tree
    before its first edit, where there was one: the ASP's answers are about that. `settled` are those to verify
    that a person has settled. `apart` is the kind of a file that is none of soldes.
    """

    name: str
    root: Members
    encoding: Encoding
    profile: Profile
    accepted_codes: Collection[str] = ACCEPTED_CODES
    is_group: bool = False
    settled: Settlements = field(default_factory=dict)
    unedited: Members | None = field(default=None, compare=False, repr=False)
    before: ClaimFile | None = field(default=None, compare=False, repr=False)
    read: AsRead = field(init=False, compare=False, repr=False)
    header: PlacedBalises = field(init=False, compare=False, repr=False)
    answers: tuple[Answer, ...] = field(init=False, compare=False, repr=False)
    apart: FileKind | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Find the header's balises and read the answers, of `before` only those of the lines that differ."""
        before = self.before
        object.__setattr__(self, "before", None)  # held on to, all earlier trees would be
        known = before.read if before is not None and before.as_read is self.as_read else None
        object.__setattr__(self, "read", known or AsRead(self.as_read, self.profile))
        object.__setattr__(self, "header", place(self.root, self.profile.header))
        object.__setattr__(self, "apart", _apart(self) if before is None else before.apart)
        object.__setattr__(self, "answers", _answers(self, before))

    def __reduce__(self) -> tuple[Callable[..., ClaimFile], tuple[object, ...]]:
        """Pickle the file as it was read, with its answers, which need not be read again."""
        kept = (self.name, self.root, self.encoding, PROFILES.index(self.profile), self.accepted_codes)
        return _restored, (*kept, self.settled, self.apart, self.answers, self.turned)

    def without_accepted(self) -> ClaimFile:
        """Return the file as it is, but that its accepted demandes are empty, where they are items of a list."""
        if self._unlisted is not None or type(self.root) is not dict:
            return self
        states = (answer.state for answer in self.answers)
        lines: list[Json] = [
            {} if state is AnswerState.ACCEPTED else line for line, state in zip(self.lines, states, strict=True)
        ]
        root = replaced(self.root, self.lines_at, lines)
        make, (name, _, *kept) = self.__reduce__()
        return make(name, root, *kept)

    @classmethod
    def of(
        cls,
        name: str,
        reading: Reading,
        accepted_codes: Collection[str] = ACCEPTED_CODES,
        profile: Profile = PROFILES[0],
    ) -> ClaimFile:
        """Return the claim file that a reading gives; raises TooMuch where it holds too many demandes."""
        lines = _demandes(place(reading.root, profile.header), profile)
        if len(lines) > MOST_DEMANDES:
            count = f"{len(lines):,}".replace(",", "\N{NO-BREAK SPACE}")
            raise TooMuch(f"{count} demandes ; l’ASP en prend {profile.most_lines} par fichier : coupez-le")
        return cls(name, reading.root, reading.encoding, profile, accepted_codes)

    @property
    def as_read(self) -> Members:
        """Return the tree before any edit."""
        return self.root if self.unedited is None else self.unedited

    @property
    def demandes_as_read(self) -> list[Json]:
        """Return the demandes before any edit."""
        return self.lines if self.unedited is None else self.read.demandes

    def demande_as_read(self, line: int) -> Json | Absent:
        """Return a demande, given by its position from 1, before any edit; ABSENT where there was none."""
        return self.demandes_as_read[line - 1] if line <= len(self.demandes_as_read) else ABSENT

    @cached_property
    def lines(self) -> list[Json]:
        """Return the demandes, also of a list that lost its brackets; none when it is missing or wrong."""
        lines = self.header.values.get(self.profile.lines.name)
        return lines if isinstance(lines, list) else [demande for _, demande in self._placed]

    @cached_property
    def forms(self) -> list[DemandeForm]:
        """The forms of the demandes."""
        return [form_of(each, self.profile.demande) for each in self.lines]

    @cached_property
    def _placed(self) -> list[tuple[Pointer, Json]]:
        return _demandes(self.header, self.profile)

    @cached_property
    def _unlisted(self) -> list[Pointer] | None:
        """Return the path to each demande where they are no list, None where they are one."""
        is_list = isinstance(self.header.values.get(self.profile.lines.name), list)
        return None if is_list else [path for path, _ in self._placed]

    @property
    def lines_at(self) -> Pointer:
        """Return the pointer of the list of demandes."""
        return self.header.path(self.profile.lines.name)

    @property
    def kind(self) -> FileKind:
        """Return the kind of the file."""
        if self.apart is not None:
            return self.apart
        answered = any(answer.state is not AnswerState.PENDING for answer in self.answers)
        return FileKind.RETURN if answered else FileKind.SUBMISSION

    @property
    def is_solde(self) -> bool:
        """Tell whether the file is one of soldes: only those are controlled, corrected and exported."""
        return self.apart is None

    @cached_property
    def lines_of_avance(self) -> frozenset[int]:
        """Return the positions from 1 of the demandes that are of an avance: their answers are none to a solde."""
        if self.apart is FileKind.AVANCE:
            return frozenset(line for line, each in enumerate(self.lines, 1) if isinstance(each, dict))
        formed = enumerate(zip(self.lines, self.forms, strict=True), 1)
        return frozenset(line for line, each in formed if self.profile.is_of_avance(*each))

    @cached_property
    def ordered(self) -> Mapping[int, Ordered]:
        """The orders of the demandes that are of an avance, by their positions from 1."""
        lines = ((line, self.lines[line - 1]) for line in sorted(self.lines_of_avance))
        return {line: self.profile.ordered_in(each) for line, each in lines if isinstance(each, dict)}

    @property
    def has_reference(self) -> bool:
        """Tell whether the header bears the ASP's reference, as its returns do."""
        return is_answered(self.header.values.get(self.profile.reference.name))

    @property
    def numero_ans(self) -> str:
        """Return the ANS number as a text, out of its box, else that of the file's name, else nothing."""
        if known := plain_text(unboxed(self.header.values.get(self.profile.numero_ans.name))):
            return known
        name = self.profile.file_names.found_in(self.name)
        return "" if name is None else name.numero_ans

    @property
    def siret(self) -> str:
        """Return the supplier's SIRET as a text, empty when it is none."""
        return plain_text(self.header.values.get(self.profile.siret.name))

    @cached_property
    def turned(self) -> TurnedDates | None:
        """Return the dates that were read with the month first, of all demandes, and those in doubt for that."""
        if not self.read.has_turned:
            return None
        lines = enumerate(zip(self.answers, self.lines, strict=True), 1)
        demandes = (
            (self.demande_as_read(line), demande, answer.state is not AnswerState.ACCEPTED)
            for line, (answer, demande) in lines
        )
        return turned_dates(demandes, self.profile.day)

    def line_pointer(self, line: int) -> Pointer:
        """Return the pointer of a demande, given by its position from 1."""
        return (*self.lines_at, *((line - 1,) if self._unlisted is None else self._unlisted[line - 1]))

    def editor_number(self, line: int) -> str:
        """Return the n° éditeur of a demande, given by its position from 1, as a text, empty when it has none."""
        return text_of(self.lines[line - 1], self.profile.editor_number)

    def dossier(self, line: int) -> str:
        """Return the dossier number of a demande as its n° éditeur."""
        return text_of(self.lines[line - 1], self.profile.dossier)

    def line_of(self, pointer: Pointer) -> int | None:
        """Return the position from 1 of the demande that a pointer is in, None for the header."""
        depth = len(self.lines_at)
        if pointer[:depth] != self.lines_at or len(pointer) <= depth:
            return None
        token = pointer[depth]
        if self._unlisted is None:
            return token + 1 if isinstance(token, int) else None
        return next((line for line, path in enumerate(self._unlisted, 1) if path in {(), (token,)}), None)

    def count(self, state: AnswerState) -> int:
        """Return the number of demandes in a state."""
        return countOf(map(_STATE, self.answers), state)

    def edited(self, *edits: Edit) -> ClaimFile:
        """Return the file with edits applied one after the other; raises EditConflict."""
        return self.with_root(applied_in_turn(self.root, edits))

    def with_root(self, root: Json) -> ClaimFile:
        """Return the file with another tree, itself where that is no object."""
        return replace(self, root=root, unedited=self.as_read, before=self) if isinstance(root, dict) else self

    def with_settled(self, settled: Settlements) -> ClaimFile:
        """Return the file with the answers that a person has settled, itself where they are the same."""
        return self if settled == self.settled else replace(self, settled=settled)

    def changed_since(self, before: ClaimFile) -> list[int] | None:
        """Return the positions from 0 of the demandes that differ from before; None where they stand elsewhere."""
        places, then = (self.lines_at, self._unlisted), (before.lines_at, before._unlisted)
        if places != then or len(before.lines) != len(self.lines):
            return None
        return differing(before.lines, self.lines)


def _restored(  # noqa: PLR0913, PLR0917 (as it was pickled)
    name: str,
    root: Members,
    encoding: Encoding,
    profile: int,
    accepted_codes: Collection[str],
    settled: Settlements,
    apart: FileKind | None,
    answers: tuple[Answer, ...],
    turned: TurnedDates | None,
) -> ClaimFile:
    claim, header = object.__new__(ClaimFile), place(root, PROFILES[profile].header)
    kept = {"name": name, "root": root, "encoding": encoding, "profile": PROFILES[profile], "settled": settled}
    kept |= {"accepted_codes": accepted_codes, "is_group": False, "unedited": None, "before": None}
    kept["read"] = AsRead(root, PROFILES[profile])
    for each, value in {**kept, "header": header, "answers": answers, "apart": apart, "turned": turned}.items():
        object.__setattr__(claim, each, value)
    return claim


def _demandes(header: PlacedBalises, profile: Profile) -> list[tuple[Pointer, Json]]:
    return items_of(header.values.get(profile.lines.name), profile.demande)


def _apart(claim: ClaimFile) -> FileKind | None:
    """Return the kind of a file that is none of soldes; a group is made of soldes alone."""
    if claim.is_group:
        return None
    if claim.profile.is_avance(claim.lines):
        return FileKind.AVANCE
    return None if claim.profile.other_format(claim.lines) is None else FileKind.OTHER


def _answers(claim: ClaimFile, before: ClaimFile | None) -> tuple[Answer, ...]:
    answering = Answering(claim.profile, claim.accepted_codes, has_reference=claim.has_reference)
    is_as_before = before is not None and before.has_reference == claim.has_reference
    changed = claim.changed_since(before) if before is not None and is_as_before else None
    if before is None or changed is None:
        return _as_settled(claim, list(map(answering.of, claim.lines, claim.forms)))
    answers = list(before.answers)
    for index in changed:
        line = claim.lines[index]
        answers[index] = answering.of(line, form_of(line, claim.profile.demande))
    return _as_settled(claim, answers)


def _as_settled(claim: ClaimFile, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    if not claim.settled:
        return tuple(answers)
    return tuple(as_settled(answer, line, claim.settled) for line, answer in enumerate(answers, 1))
