"""The kinds of rules, by what they look at, such as a key, a value or a balise."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from segur_tui.format.answer import AnswerState
from segur_tui.format.balise import Balise, Level
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, Rule, shortened
from segur_tui.format.kinds import Identifier, is_well_written
from segur_tui.format.order import Beside, Told
from segur_tui.format.placing import Oddity, OddKey, PlacedBalises
from segur_tui.format.reading import Encoding
from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer
from segur_tui.format.turned_dates import TurnedDates
from segur_tui.format.value_type import field, mutable_type, value_type
from segur_tui.format.writing import to_compact

if TYPE_CHECKING:
    from segur_tui.format.rulebook import Rules

MOST_OF_FILE, MOST_OF_DEMANDE, _LEAST_OF_DEMANDE = 200_000, 2_000, 40
"""Errors without a safe correction, and as many warnings, reported of a file and, at most and least, of a demande.

A demande that is wrong throughout has 20; the number for a file is shared out among its demandes.
"""


@value_type
class Situation:
    """The rules, the day in Paris, and all else that controls know beside the object that they look at.

    `demandes` is how many the file has; `is_group` where they are taken from several files, `is_deposit` where the
    ASP has not answered; `turned` are its dates that exist with the month first only. Of a file itself its `name`,
    and the `encoding` that it was read in, are known, too; `told` is what other files tell of its demandes, if any
    does.
    """

    rules: Rules
    today: date
    demandes: int = 1
    is_group: bool = False
    is_deposit: bool = False
    turned: TurnedDates | None = None
    name: str = ""
    encoding: Encoding = Encoding.UTF_8
    told: Told | None = None

    @cached_property
    def most(self) -> int:
        """Return how many errors without a safe correction, and how many warnings, are reported of a demande."""
        return min(MOST_OF_DEMANDE, max(_LEAST_OF_DEMANDE, MOST_OF_FILE // max(self.demandes, 1)))


@mutable_type
class Checked:
    """One object after the controls of its own values, with those `inside` it and the one `around` it.

    `meant` holds by name the values as they are certainly meant: right ones as they stand, wrong
    ones as safely corrected; a balise that is missing or in doubt is not in it. Rules over several
    values look at `meant`, so that a wrong value never hides, nor fakes, another fault; `faulty` names
    the balises whose values are wrong.
    """

    line: int | None
    base: Pointer
    level: Level
    members: Members
    placed: PlacedBalises
    given: Situation
    meant: dict[str, Json]
    around: Checked | None = None
    faulty: Collection[str] = ()
    inside: Sequence[Checked] = ()
    findings: list[Finding] = field(default_factory=list)

    __eq__, __hash__ = object.__eq__, object.__hash__

    def at(self, balise: Balise) -> Pointer:
        """Return the pointer of a balise of this object."""
        return (*self.base, *self.placed.path(balise.name))

    def has(self, balise: Balise) -> bool:
        """Tell whether the balise stands in the object, whatever its value."""
        return balise.name in self.placed.values

    def right(self, balise: Balise) -> Json | Absent:
        """Return a balise's value where it is one that the balise may hold."""
        return ABSENT if balise.name in self.faulty else self.placed.values.get(balise.name, ABSENT)

    def text(self, balise: Balise) -> str | None:
        """Return a balise's meant value where it is a text."""
        value = self.meant.get(balise.name)
        return value if isinstance(value, str) else None

    def items(self, balise: Balise) -> list[Json] | None:
        """Return a balise's meant value where it is a list."""
        value = self.meant.get(balise.name)
        return value if isinstance(value, list) else None

    def identifiers(self, balise: Balise) -> list[tuple[tuple[int, ...], str]]:
        """Return the identifiers of a balise, or of its list, that have the right form, each with its path."""
        value, kind = self.placed.values.get(balise.name), balise.item
        if not value or not isinstance(kind, Identifier):
            return []
        # A lone identifier is meant as a list of one, and stands where the list would.
        items = value if isinstance(value, list) else [value]
        texts = [(index, item) for index, item in enumerate(items) if isinstance(item, str)]
        return [
            ((index,) if isinstance(value, list) else (), text)
            for index, text in texts
            if is_well_written(kind, text)
        ]

    def wants(self, balise: Balise) -> bool | None:
        """Tell whether a list is to be filled; None when what decides it is itself in doubt."""
        name, value = balise.wanted_when or ("", None)
        return self.meant[name] == value if name in self.meant else None

    def condition(self, balise: Balise) -> str:
        """Return in words what decides whether a list is to be filled."""
        name, _ = balise.wanted_when or ("", None)
        return f"{name} vaut {to_compact(self.meant[name])}"

    def blocks(self, container: Balise) -> list[Checked]:
        """Return the objects that a container of this one holds."""
        return [each for each in self.inside if each.level is container.inside]


@value_type
class LineCheck:
    """The findings on one demande by itself, its numbers and names, and the first unknown block with its key.

    It `lacks_avance` where no avance has its n° éditeur, though others of its supplier are known.
    """

    findings: tuple[Finding, ...] = ()
    editor_number: str = ""
    dossier: str = ""
    documents: tuple[str, ...] = ()
    nested: tuple[Pointer, str] | None = None
    lacks_avance: bool = False


class OfKey(Rule):
    """A rule on a key of an object that is odd."""

    oddity: Oddity

    @classmethod
    def kind_of(cls, _value: Json | Absent, path: Pointer) -> Hashable:
        """Return the key itself; there is none where a finding is about the whole object."""
        return path[-1:]

    def look(self, checked: Checked, odd: OddKey) -> Finding:
        """Return the finding on an odd key of an object."""
        return self.on(checked, odd)

    def on(self, checked: Checked, odd: OddKey, fix: Edit | None = None, **words: str) -> Finding:
        """Return the finding on a key."""
        at, key = (*checked.base, *odd.path), shortened(str(odd.path[-1]))
        return self.found(checked.line, at, odd.balise, fix=fix, suggestion=None, key=key, **words)


class OfValue(Rule):
    """A rule on a single value: it reports some errors of `models.error_of`, or without `errors` all others."""

    errors: tuple[str, ...] = ()


class OfBalise(Rule):
    """A rule on a balise, beside others where need be, in an object whose values were checked one by one."""

    balises: tuple[Balise, ...] = ()

    def concerns(self, balise: Balise) -> bool:
        """Tell whether the rule looks at a balise."""
        return any(each is balise for each in self.balises)

    @abstractmethod
    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        """Return the findings on a balise of an object."""

    def on(
        self,
        checked: Checked,
        balise: Balise,
        *path: int,
        fix: Edit | None = None,
        suggestion: Edit | None = None,
        **values: object,
    ) -> Finding:
        """Return the finding on a balise, or on one item of its list; a correction is for that place."""
        pointer = (*checked.at(balise), *path) if fix is None else fix.pointer
        return self.found(checked.line, pointer, balise, fix=fix, suggestion=suggestion, **values)


Look: TypeAlias = Callable[[Checked, Balise], list[Finding]]
Asked: TypeAlias = tuple[type[Rule], str | None]
"""A rule and the name of a balise that it is asked about."""


class OfShape(OfBalise):
    """The rule on the shape of containers, and of a demande that is no object."""

    is_provable = False


class OfFile(Rule):
    """A rule on the file itself: its name, its bytes."""

    is_provable = False

    @abstractmethod
    def look(self, header: Checked) -> list[Finding]:
        """Return the findings on a file, whose header was checked."""

    def on(self, header: Checked, **values: object) -> list[Finding]:
        """Return the finding on the file."""
        return [self.found(header.line, header.base, None, fix=None, suggestion=None, **values)]


class OfNesting(Rule):
    """The rule on balises in a block that the note does not know, reported once for a file."""


class OfEvidence(Rule):
    """A rule on a demande beside what other files tell of it; `of_orders` where that is what its avance orders."""

    of_orders = True

    is_provable = False

    @abstractmethod
    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        """Return the findings on a demande whose objects were all checked."""

    def on(
        self,
        demande: Checked,
        balise: Balise,
        fix: Edit | None = None,
        suggestion: Edit | None = None,
        **values: object,
    ) -> Finding:
        """Return the finding on a balise of the demande."""
        return self.found(demande.line, demande.at(balise), balise, fix=fix, suggestion=suggestion, **values)

    def inside(self, block: Checked, balise: Balise, *path: int, **values: object) -> Finding:
        """Return the finding on a balise of an object inside the demande, or on one item of its list."""
        return self.found(block.line, (*block.at(balise), *path), balise, fix=None, suggestion=None, **values)


class OfUsage(Rule):
    """The rule that reports a key or a spelling that accepted demandes have in common and a refused one lacks."""

    is_provable = False


class OfUnordered(Rule):
    """The rule that reports demandes whose n° éditeur no avance bears, once for a file."""

    is_provable = False


class OfFileKind(Rule):
    """A rule that reports a file of a `kind` that is none of soldes, of which nothing else is said."""

    kind: str
    is_provable = False


class OfMark(Rule):
    """The rule that reports the mark of an avance in a demande of any other file."""

    is_provable = False


class OfMany(Rule):
    """A rule reported where the findings of its severity on a demande go on without end."""

    is_provable = False


class OfSeveral(Rule):
    """A rule on a balise whose text only one demande of the file may hold: no acceptance proves a second one."""

    balise: Balise
    is_provable = False

    @abstractmethod
    def claimed(self, line: LineCheck) -> tuple[str, ...]:
        """Return the texts of the balise that a demande shows."""

    def compared(self, text: str) -> str:
        """Return a text as it is compared with those of other demandes."""
        return text


class OfAnswer(Rule):
    """A rule that reports the ASP's answer to a demande, where it is of one state."""

    state: AnswerState
    is_provable = False
