"""A finding of a control, and the rule that it comes from; how values are cited in messages."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from sys import intern

from segur_tui.format.balise import Balise
from segur_tui.format.edit import Edit
from segur_tui.format.tree import Absent, Json, Number, Pointer
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset
from segur_tui.format.writing import to_start

_LONGEST_QUOTE = 60


class Severity(Enum):
    """The severity of a finding (format.md §3)."""

    ERROR = "error"
    WARNING = "warning"


ERROR, WARNING = Severity


class FindingSource(Enum):
    """The source of a finding: our controls, or the ASP."""

    CONTROL = "control"
    ASP = "asp"


class Rule:
    """One control, declared beside its code by a subclass; all that is said of it stands there.

    `title` names it in a few words, `why` says in a sentence what it is good for, `section` is the note's; the
    `examples` are a wrong one and a right one, as members of the file or in French. Findings of a rule that
    `is_corrected` may have a safe correction, those of one that `is_suggested` a suggestion.
    The message has two parts, what is `wrong` and what is `expected` (where it can be said): `str.format`
    templates over the values that the control gives; its `question`, if any, stands between them. What a rule
    that `is_made_anew` speaks of is made anew when demandes are deposited again; of the types of documents
    `solved_by` one puts it right. Where the rule `is_provable`, a demande that was accepted though it breaks it
    proves it wrong (format.md §8).
    """

    id: str
    severity: Severity
    section: str
    title: str
    wrong: str
    expected: str = "{expected}"
    why: str
    examples: tuple[str, str]
    source: FindingSource = FindingSource.CONTROL
    is_made_anew: bool = False
    is_provable: bool = True
    is_corrected: bool = False
    is_suggested: bool = False
    solved_by: frozenset[str] = frozenset()
    sentence: str

    def __init_subclass__(cls) -> None:
        """Join the two parts of the message."""
        if "wrong" in vars(cls):
            expected = f" ; attendu : {cls.expected}" if cls.expected else ""
            cls.sentence = typeset(f"{cls.wrong}{{question}}{expected}")

    @classmethod
    def kind_of(cls, _value: Json | Absent, _path: Pointer) -> Hashable:
        """Return the kind of a finding on a value at a path: accepting one proves right all others of its kind."""
        return None

    @classmethod
    def is_of_literal(cls, _value: Json | Absent) -> bool:
        """Tell whether a finding is about how a number is written, which the ASP may change in its return."""
        return False

    @classmethod
    def message(cls, **values: object) -> str:
        """Return the whole message."""
        return cls.sentence.format(**{"question": "", **values})

    @classmethod
    def found(
        cls,
        line: int | None,
        pointer: Pointer,
        balise: Balise | None,
        *,
        fix: Edit | None = None,
        suggestion: Edit | None = None,
        **values: object,
    ) -> Finding:
        """Return a finding of this rule, in its words for some values."""
        return cls.reported(line, pointer, balise, cls.said(balise, **values), fix, suggestion)

    @classmethod
    def said(cls, balise: Balise | None, **values: object) -> str:
        """Return the message on a balise, which gives it `{balise}` and `{expected}`."""
        if balise is not None and "expected" not in values:
            values["expected"] = balise.expected
        if "expected" in values:
            values["expected"] = typeset(str(values["expected"]))
        name = None if balise is None else balise.name
        return intern(cls.message(**{"balise": name, **values}))  # held once: lines often err in the same words

    @classmethod
    def reported(  # noqa: PLR0913, PLR0917 (what a finding is made of)
        cls,
        line: int | None,
        pointer: Pointer,
        balise: Balise | None,
        message: str,
        fix: Edit | None = None,
        suggestion: Edit | None = None,
    ) -> Finding:
        """Return a finding of this rule with its message."""
        name = None if balise is None else balise.name
        return Finding(line, pointer, name, cls, cls.severity, message, cls.source, fix, suggestion=suggestion)


@value_type
class Finding:
    """A problem of a file: its place, message and source, and the safe correction when there is one.

    The `suggestion`, where there is one, is likely and not certain: only a person, or who asks for it, applies it.
    `line` is the 1-based position in `lignesImport`, None for the file; `first` marks where the
    ASP would stop on that line; `balise` is None when the finding is about no documented balise.
    `alike` is how many accepted demandes do the same: it is a warning then, whatever the rule's severity.
    """

    line: int | None
    pointer: Pointer
    balise: str | None
    control: type[Rule]
    severity: Severity
    message: str
    source: FindingSource = FindingSource.CONTROL
    fix: Edit | None = None
    first: bool = False
    suggestion: Edit | None = None
    alike: int = 0

    @property
    def rule(self) -> str:
        """Return the id of the rule."""
        return self.control.id

    @property
    def is_error(self) -> bool:
        """Tell whether the ASP would refuse, or has refused, the line or the file."""
        return self.severity is Severity.ERROR


class Certainty(Enum):
    """The certainty of an edit that a finding proposes: it leaves no doubt, or it is likely (design.md §2)."""

    SAFE = "fix"
    LIKELY = "suggestion"

    def edit(self, finding: Finding) -> Edit | None:
        """Return the edit of this certainty that a finding proposes, if it does."""
        return finding.fix if self is Certainty.SAFE else finding.suggestion


def quoted(value: Json) -> str:
    """Return a value as messages cite it: texts between « », the rest as JSON writes it, cut when long."""
    return cited(value, _LONGEST_QUOTE) if value != "" else "un texte vide"


def cited(value: Json, longest: int) -> str:
    """Return a value between « », cut where it is longer than so many characters."""
    text = shortened(value, longest) if isinstance(value, str) else to_start(value, longest)
    return f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»"


def as_text(value: Json) -> str:
    """Return in French that its quotes make a text of null; nothing of any other value."""
    text = value.strip() if isinstance(value, str) else ""
    is_null_in_quotes = len(text) == len("null") and text.casefold() == "null"
    return " entre guillemets est un texte et" if is_null_in_quotes else ""


def shortened(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """Return a text cut where it is too long to be cited."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


_TYPE_NAMES = {
    type(None): "une absence de valeur",
    bool: "un booléen (true ou false)",
    int: "un nombre",
    Number: "un nombre",
    str: "un texte",
    list: "une liste",
}


def type_name(value: Json) -> str:
    """Return the French name of a value's JSON type, with its article."""
    if isinstance(value, Number) and not value.literal.removeprefix("-").isdigit():
        return "un nombre à virgule" if "." in value.literal else "un nombre à exposant"
    return _TYPE_NAMES.get(type(value), "un bloc { … }")


def is_type(value: Json) -> str:
    """Return in French what type a cited value is of; nothing of an empty text, which is cited as one."""
    return f" est {type_name(value)}" if value != "" else ""
