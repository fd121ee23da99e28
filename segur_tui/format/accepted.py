"""The accepted demandes of one file, asked what they do when a control speaks against others (format.md §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple, TypeAlias

from segur_tui.format.answer import AnswerState
from segur_tui.format.balise import Balise, Level
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding
from segur_tui.format.form import DemandeForm
from segur_tui.format.kinds import compared
from segur_tui.format.line_check import check_object, objects_in
from segur_tui.format.meaning import meaning_of
from segur_tui.format.models import field_errors, rightness_of
from segur_tui.format.naming import FileName
from segur_tui.format.numbers import numbers_of
from segur_tui.format.placing import Oddity, found_in, place
from segur_tui.format.profile import Profile
from segur_tui.format.rule import Asked, Checked, Look, OfValue, Situation
from segur_tui.format.tree import Json, Members, Pointer, RepeatedKeys, value_at
from segur_tui.format.usage import FileUsage, Usage
from segur_tui.format.value_type import replace, value_type


class Act(NamedTuple):
    """The act that a finding reports: its rule and balise, whether it is the file's own, and its kind."""

    rule: str
    balise: str | None
    is_of_file: bool
    kind: Hashable


def act_of(finding: Finding, tree: Json, depth: int) -> Act:
    """Return the act that a finding reports on a tree that `depth` tokens of its pointer lead to."""
    path = finding.pointer[depth:]
    kind = finding.control.kind_of(value_at(tree, path), path)
    return Act(finding.rule, finding.balise, finding.line is None, kind)


def is_literal(finding: Finding, tree: Json, depth: int) -> bool:
    """Tell whether a finding is about how a number is written, which the ASP may have changed in its return."""
    return finding.control.is_of_literal(value_at(tree, finding.pointer[depth:]))


@value_type
class KeptAccepted:
    """What the accepted demandes of one file do, of all that was `looked` at, without the file itself.

    Each act has who does it, by numbers or else by place; `usage` is None where none was accepted.
    """

    name: FileName | None
    supplier: str
    looked: frozenset[Asked]
    acts: Mapping[Act, Sequence[Hashable]]
    usage: FileUsage | None

    @property
    def places(self) -> bool:
        """Tell whether any demande was accepted."""
        return self.usage is not None

    @property
    def deposit(self) -> tuple[str, str] | None:
        """The ANS number, the day and the number of the file's name, None where it follows no rule."""
        return None if self.name is None else (compared(self.name.numero_ans), self.name.deposit)

    def since(self, day: date) -> bool:
        """Tell whether the file was deposited on a day or later; one whose name tells no day only since ever."""
        return day == date.min or (self.name is not None and self.name.day >= day)

    def who(self, act: Act, _asked: frozenset[Asked]) -> Sequence[Hashable]:
        """Return by numbers who does something that was looked at."""
        return self.acts.get(act, ())


class Accepted:
    """The accepted demandes of one file; what they do is looked at when it is first asked, and remembered.

    Of a file as it was deposited, they are at the places given, from 0: only that shows how numbers were written.
    """

    def __init__(self, claim: ClaimFile, today: date, deposited: Sequence[int] | None = None) -> None:
        """Take the file as it was read: a header that was corrected since has not been accepted."""
        self.claim = claim if claim.unedited is None else replace(claim, root=claim.unedited, unedited=None)
        self.name = claim.profile.file_names.found_in(claim.name)
        self.supplier = compared(self.claim.numero_ans)
        self._given = Situation(claim.profile.rules, today, demandes=len(self.claim.lines))
        self._deposited = deposited
        self._acts: dict[Act, set[int]] = {}
        self._looked = frozenset[Asked]()

    @cached_property
    def places(self) -> Sequence[int]:
        """The places of the accepted demandes."""
        if self._deposited is not None:
            return self._deposited
        answers = self.claim.answers if self.claim.is_solde else ()
        accepted = [index for index, answer in enumerate(answers) if answer.state is AnswerState.ACCEPTED]
        return [index for index in accepted if index + 1 not in self.claim.lines_of_avance]

    @cached_property
    def deposit(self) -> tuple[str, str] | None:
        """The ANS number, the day and the number of the file's name, None where it follows no rule."""
        return None if self.name is None else (compared(self.name.numero_ans), self.name.deposit)

    @cached_property
    def is_submission(self) -> bool:
        """Tell whether the ASP has answered none of it."""
        return self.claim.kind.value == "submission"

    @property
    def demandes(self) -> list[tuple[Members, DemandeForm]]:
        """The accepted demandes, with their forms."""
        lines, forms = self.claim.lines, self.claim.forms
        return [(each, forms[index]) for index in self.places if isinstance(each := lines[index], dict)]

    def kept(self, asked: frozenset[Asked], place: Hashable) -> KeptAccepted:
        """Return what they do of what is `asked`, to be kept without the file, whose `place` is among others."""
        if self.places:
            self._looked = asked
            self._look(asked)
        acts = {act: tuple(self._who(act, place)) for act in self._acts}
        usage = Usage(self.demandes, self.claim.profile).of_file if self.demandes else None
        return KeptAccepted(self.name, self.supplier, self._looked, acts, usage)

    def since(self, day: date) -> bool:
        """Tell whether the file was deposited on a day or later; one whose name tells no day only since ever."""
        return day == date.min or (self.name is not None and self.name.day >= day)

    def who(self, act: Act, asked: frozenset[Asked]) -> list[Hashable]:
        """Return by numbers who does something, once all that is `asked` was looked at.

        Whoever is asked a second time looks at everything: many files would be gone through for each rule.
        """
        if self.places and (new := asked - self._looked):
            new = everything(self.claim.profile) - self._looked if self._looked else new
            self._looked |= new | asked
            self._look(new)
        return self._who(act, id(self))

    def _who(self, act: Act, file: Hashable) -> list[Hashable]:
        lines, profile = self.claim.lines, self.claim.profile
        numbers = ((numbers_of(lines[place], profile), place) for place in self._acts.get(act, ()))
        return [known if all(known) else (file, place) for known, place in numbers]

    def _look(self, asked: Collection[Asked]) -> None:
        claim, profile = self.claim, self.claim.profile
        whole = profile.demande
        levels = [whole, *(inside for _, inside in whole.containers)]
        looks = {level: profile.rules.looks_of(level, asked) for level in levels}
        is_looked = any(looks.values())
        names = {name for rule, name in asked if issubclass(rule, OfValue)}
        glance = glance_at([balise for balise in profile.balises if balise.name in names], whole)
        for index in self.places:
            demande = claim.lines[index]
            if not isinstance(demande, dict):
                continue
            if is_looked or may_err(demande, claim.forms[index], whole, glance):
                self._note_demande(index, look_at(demande, index + 1, whole, self._given, looks))
        if self._deposited is None:
            header = {profile.header: profile.rules.looks_of(profile.header, asked)}
            found = look_at(claim.root, None, profile.header, self._given, header)
            self._note(self._seen(found, claim.root), self.places)

    def _note_demande(self, place: int, objects: Sequence[Checked]) -> None:
        demande, profile = self.claim.lines[place], self.claim.profile
        acts = list(self._seen(objects, demande))
        is_solde = isinstance(demande, dict) and profile.mark_of_avance(demande, self.claim.forms[place]) is None
        if acts and is_solde:  # it may be an avance
            self._note(acts, (place,))

    def _note(self, acts: Iterable[Act], places: Sequence[int]) -> None:
        for act in acts:
            self._acts.setdefault(act, set()).update(places)

    def _seen(self, objects: Sequence[Checked], tree: Json) -> Iterator[Act]:
        for checked in objects:
            if checked.placed.nested is not None:
                rule = self.claim.profile.rules.of_nesting
                yield Act(rule.id, None, is_of_file=True, kind=checked.placed.nested)
            for finding in checked.findings:
                if finding.control.is_provable and is_literal(finding, tree, 0) == (self._deposited is not None):
                    yield act_of(finding, tree, 0)


@cache
def everything(profile: Profile) -> frozenset[Asked]:
    """Return all that can be asked about a format."""
    names = (None, *profile.by_name)
    return frozenset((type(rule), name) for rule in profile.rules.all if rule.is_provable for name in names)


def as_deposited(files: Sequence[Accepted], today: date) -> list[Accepted]:
    """Return the accepted demandes of returns as the files show them that were deposited under their names."""
    deposits = {file.deposit: file.claim for file in files if file.deposit and file.is_submission}
    found = []
    for file in files if deposits else ():
        claim = deposits.get(file.deposit) if file.deposit and file.places else None
        if claim is None:
            continue
        profile, theirs = claim.profile, file.claim.lines
        places = {numbers_of(line, profile): index for index, line in enumerate(claim.lines)}
        pairs = [(places.get(numbers_of(theirs[index], profile)), theirs[index]) for index in file.places]
        same = [
            index
            for index, line in pairs
            if index is not None and meaning_of(claim.lines[index], profile) == meaning_of(line, profile)
        ]
        found.append(Accepted(claim, today, same))
    return found


Glance: TypeAlias = Mapping[Level, Sequence[tuple[str, Callable[[object], bool]]]]
"""The balises of each level that are glanced at, each with what tells a right value of it."""


def glance_at(balises: Collection[Balise], level: Level) -> Glance:
    """Return the glance at some balises of a level and of those inside it."""
    levels = (level, *(inside for _, inside in level.containers))
    return {
        each: [(balise.name, rightness_of(balise.kind)) for balise in each.balises if balise in balises]
        for each in levels
    }


def may_err(members: Members, form: DemandeForm, level: Level, glance: Glance) -> bool:
    """Tell whether a demande may have odd keys or wrong values of the balises; a yes in vain costs time only."""
    values = _right(members, level, glance, form)
    if values is None:
        return True
    for container, inside in level.containers:
        if form.is_plain and not glance[inside]:
            continue
        block = values.get(container.name)
        for each in block if isinstance(block, list) else (block,):
            if isinstance(each, dict) and _right(each, inside, glance, form) is None:
                return True
    return False


def _right(members: Members, level: Level, glance: Glance, form: DemandeForm) -> Members | None:
    """Return the values of an object of a demande by balise, None where a key is odd or a value is wrong."""
    values = members
    if not form.is_plain and (not members.keys() <= level.by_name.keys() or isinstance(members, RepeatedKeys)):
        placed = place(members, level)
        if placed.nested or any(odd.oddity is not Oddity.NESTED for odd in placed.odd_keys):
            return None
        values = placed.values
    for name, is_right in glance[level]:
        if name not in values or not is_right(values[name]):
            return None
    return values


def look_at(
    members: Members,
    line: int | None,
    level: Level,
    given: Situation,
    looks: Mapping[Level, Sequence[tuple[Look, Balise]]],
) -> list[Checked]:
    """Check the keys and values of a demande, with the objects inside it, or of a header.

    Of what goes beyond these, only that is checked which the `looks` of their levels look at.
    """
    whole = _look_at_object(line, (), members, level, given, None)
    if len(looks) > 1:
        objects = objects_in(whole.placed, (), level)
        whole.inside = [_look_at_object(line, base, each, inner, given, whole) for base, each, inner in objects]
    everything = [whole, *whole.inside]
    for checked in everything:
        for look, balise in looks[checked.level]:
            checked.findings += look(checked, balise)
    return everything


def _look_at_object(  # noqa: PLR0913, PLR0917 (where it stands)
    line: int | None, base: Pointer, members: Members, level: Level, given: Situation, around: Checked | None
) -> Checked:
    """Check an object that is most likely right: of that one nothing but its place among others is to be found."""
    placed = found_in(members, level)
    if placed.odd_keys or placed.unreported or field_errors(level, placed.values, is_deposit=given.is_deposit):
        return check_object(line, base, members, level, given, around)
    return Checked(line, base, level, members, placed, given, placed.values, around)
