"""The problems of a file as rows: one a finding, with the value as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from segur_tui.application.drafts.draft import Draft
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Certainty, Finding, FindingSource, Severity, quoted, shortened
from segur_tui.format.kinds import is_amount
from segur_tui.format.placing import place
from segur_tui.format.rejection import in_short, is_put_right
from segur_tui.format.tree import Absent, Json, Number, Pointer, RepeatedKeys, differing, to_rfc6901, value_at
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import counted, euros, typeset
from segur_tui.format.writing import to_start

MISSING = "—"
"""The text shown for a value that is absent, where it has a column of its own."""
_EMPTY: dict[type, str] = {str: "(texte vide)", list: "(liste vide)", dict: "(bloc vide)"}

_LONGEST_SHOWN = 1000
"""Characters of a value that are shown: the whole list of the demandes can be one."""


@value_type
class ProblemRow:
    """A finding as a row; `key` stays the same as long as the problem does."""

    key: str
    finding: Finding
    numero_editeur: str
    value: str

    @property
    def line(self) -> str:
        """Return the line as shown, empty for the file."""
        return "" if self.finding.line is None else str(self.finding.line)

    @property
    def is_of_asp(self) -> bool:
        """Tell whether the ASP says it."""
        return self.finding.source is FindingSource.ASP


@value_type
class ProblemGroup:
    """Problems of one balise, one rule and one severity, shown together."""

    rows: tuple[ProblemRow, ...]

    @property
    def key(self) -> str:
        """Return the identity of the group."""
        return f"group:{self.first.balise}#{self.first.rule}{'~' if self.first.alike else ''}"

    @property
    def first(self) -> Finding:
        """Return the finding that speaks for the group."""
        return self.rows[0].finding

    @property
    def subject(self) -> str:
        """Return the balise of the problems, or what they are about without one."""
        return self.first.balise or ("ligne" if self.lines else "fichier")

    @property
    def title(self) -> str:
        """Return the title of the group."""
        return f"{self.subject}, {self.first.control.title}"

    @property
    def lines(self) -> set[int]:
        """Return the demandes, from 1, that have one of the problems."""
        return {row.finding.line for row in self.rows if row.finding.line is not None}

    def among(self, rows: Iterable[ProblemRow]) -> ProblemGroup | None:
        """Return the group of the same key among some problems, None where none of them is in it."""
        balise, rule, severity = _kind(self.first)
        # Asked of all problems at each edit: without the property that says the same.
        alike = [row for row in rows if row.finding.balise == balise and row.finding.control.id == rule]
        same = ProblemGroup(tuple(row for row in alike if row.finding.severity is severity))
        return same if same.rows and same.key == self.key else None

    def proposed(self, certainty: Certainty) -> list[Finding]:
        """Return the findings for which something of a certainty is proposed."""
        return [row.finding for row in self.rows if certainty.edit(row.finding) is not None]


@value_type
class Problems:
    """The problems of a draft as rows, the file's and each demande's, without refusals of values changed since."""

    draft: Draft
    of_file: tuple[ProblemRow, ...]
    of_lines: tuple[tuple[ProblemRow, ...], ...]

    @classmethod
    def of(cls, draft: Draft, before: Problems | None = None) -> Problems:
        """Return the problems of a draft; those of demandes unchanged since an earlier state are taken over."""
        seen: dict[str, int] = {}
        of_file = tuple(_rows(draft.check, draft.check.of_file, seen))
        changed = None if before is None else before.changed_for(draft)
        if before is None or changed is None:
            changed = range(len(draft.check.of_lines))
            of_lines: list[tuple[ProblemRow, ...]] = [()] * len(changed)
        else:
            of_lines = list(before.of_lines)
        for index in changed:
            of_lines[index] = tuple(_rows(draft.check, findings_left(draft, index + 1), seen))
        return cls(draft, of_file, tuple(of_lines))

    @property
    def rows(self) -> list[ProblemRow]:
        """Return all rows, the file's first."""
        return [*self.of_file, *chain.from_iterable(self.of_lines)]

    def beside(self, row: ProblemRow) -> Sequence[ProblemRow]:
        """Return the rows that may be on the value of one of a demande: the file's, and those of the demande."""
        return (*self.of_file, *([] if row.finding.line is None else self.of_lines[row.finding.line - 1]))

    def changed_for(self, draft: Draft) -> Sequence[int] | None:
        """Return the positions from 0 of the demandes whose rows may be others for a draft; None: all of them."""
        now, then = draft.check, self.draft.check
        if draft.opened.claim is not self.draft.opened.claim or len(now.of_lines) != len(then.of_lines):
            return None
        changed = {*differing(then.claim.lines, now.claim.lines), *differing(then.of_lines, now.of_lines)}
        if not _has_header_of(now.claim, then.claim):
            changed.update(at for at, found in enumerate(now.of_lines) if _speak_of_header(now, found))
        return sorted(changed)


def findings_left(draft: Draft, line: int) -> Sequence[Finding]:
    """Return the findings left on a demande, given by its position from 1."""
    findings = draft.check.of_lines[line - 1]
    left = [finding for finding in findings if not is_put_right(draft.check.claim, finding, findings)]
    return findings if len(left) == len(findings) else _with_first(left)


def said_in_row(check: Check, finding: Finding) -> str:
    """Return a finding's message as it stands beside its value, which it does not repeat, or the ASP's words."""
    if finding.source is FindingSource.ASP and finding.line is not None:
        return in_short(check.claim.answers[finding.line - 1])
    value = value_at(check.claim.root, finding.pointer)
    return finding.message if isinstance(value, Absent) else finding.message.removeprefix(f"{quoted(value)} ")


def grouped(rows: Iterable[ProblemRow]) -> list[ProblemGroup]:
    """Return the problems by balise, rule and severity, the most frequent first."""
    groups: dict[tuple[str | None, str, Severity], list[ProblemRow]] = {}
    for row in rows:
        groups.setdefault(_kind(row.finding), []).append(row)
    by_size = sorted(groups.values(), key=len, reverse=True)
    return [ProblemGroup(tuple(group)) for group in by_size]


def _kind(finding: Finding) -> tuple[str | None, str, Severity]:
    return finding.balise, finding.rule, finding.severity


def _with_first(findings: list[Finding]) -> list[Finding]:
    """Return one line's findings with the mark where the ASP would stop, should it have been on a settled one."""
    first = next((index for index, finding in enumerate(findings) if finding.is_error), None)
    return [
        finding if finding.first == (index == first) else replace(finding, first=index == first)
        for index, finding in enumerate(findings)
    ]


def empty_in_words(value: Json | Absent) -> str:
    """Return the French word for a value that is absent, or there and empty; nothing of any other."""
    return "(absente)" if isinstance(value, Absent) else _EMPTY.get(type(value), "") if not value else ""


def shown_value(check: Check, pointer: Pointer) -> str:
    """Return the value at a pointer as people read it, texts without quotes; cut where longer than any screen."""
    value = value_at(check.claim.root, pointer)
    if isinstance(value, Absent):
        return MISSING
    if isinstance(value, str) and value:
        return shortened(value, _LONGEST_SHOWN)
    return empty_in_words(value) or to_start(value, _LONGEST_SHOWN)


def in_euros(check: Check, pointer: Pointer) -> str:
    """Return an amount as French readers write it, such as 1 075,00 €, or nothing for any other value."""
    value = value_at(check.claim.root, pointer)
    is_one = isinstance(value, Number) and is_amount(value.literal)
    return euros(Decimal(str(value))) if is_one else ""


def doubt_of(check: Check, pointer: Pointer) -> str:
    """Return in French what leaves the date at a pointer in doubt, nothing of any other value."""
    claim = check.claim
    line, turned = claim.line_of(pointer), claim.turned
    if turned is None or line not in turned.others:
        return ""
    demande, day = claim.lines[line - 1], claim.profile.day
    if not isinstance(demande, dict):
        return ""
    if pointer != (*claim.line_pointer(line), *place(demande, day.level).path(day.name)):
        return ""
    where = f"{quoted(turned.first)}, ligne {turned.line}"
    return typeset(f"mois d’abord ? comme {where} : à comparer à la facture")


def _has_header_of(claim: ClaimFile, other: ClaimFile) -> bool:
    """Tell whether all beside the demandes is the very same in two states of a file."""
    if isinstance(claim.root, RepeatedKeys) or claim.root.keys() != other.root.keys():
        return False
    return all(value is other.root[key] for key, value in claim.root.items() if (key,) != claim.lines_at)


def _speak_of_header(check: Check, findings: Iterable[Finding]) -> bool:
    """Tell whether the ASP names a balise of the header: the rows then change with the header too."""
    return any(
        finding.source is FindingSource.ASP and check.claim.line_of(finding.pointer) is None
        for finding in findings
    )


def _rows(check: Check, findings: Iterable[Finding], seen: dict[str, int]) -> Iterator[ProblemRow]:
    """Yield the rows of the file's findings, or of one demande's; `seen` counts those of one name."""
    number = None
    for finding in findings:
        name = f"{to_rfc6901(finding.pointer)}#{finding.rule}"
        seen[name] = seen.get(name, 0) + 1
        key = name if seen[name] == 1 else f"{name}~{seen[name]}"
        if number is None:
            number = "" if finding.line is None else check.claim.editor_number(finding.line)
        value = shown_value(check, finding.pointer) if finding.balise else ""
        yield ProblemRow(key, finding, number, value)


def named_lines(lines: Sequence[str], most: int) -> str:
    """Return lines by their positions, in French, the first ones of many: lignes 3, 8, 13 … et 165 autres."""
    others = len(lines) - most if len(lines) > most + 1 else 0
    cut = f" … et {counted(others, 'autre')}" if others else ""
    return f"ligne{'s' if len(lines) > 1 else ''} {', '.join(lines[: len(lines) - others])}{cut}"
