"""The keys that accepted demandes have in common, held against a refused one that lacks some (format.md §8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from segur_tui.format.balise import Balise
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, shortened
from segur_tui.format.form import DemandeForm, Path, form_of
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer, value_at
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import agreed, counted, typeset

Scalar: TypeAlias = str | int | bool | None


@value_type
class FileUsage:
    """The usage of one file's accepted demandes, for `Usage.of_files`.

    It has the paths of the first of them, how many bear no mark of the avance, the paths that those have in
    common, and at such as no balise has, at most two of their values: two say as much as more.
    """

    first: frozenset[Path]
    count: int
    common: frozenset[Path]
    values: Mapping[Path, frozenset[Scalar]]


class Usage:
    """The usage of a supplier's accepted demandes, of one format."""

    def __init__(self, demandes: Sequence[tuple[Members, DemandeForm]], profile: Profile) -> None:
        self._demandes, self._profile, self._files = demandes, profile, list[FileUsage]()
        self._of_first = demandes[0][1].paths if demandes else frozenset[Path]()

    @classmethod
    def of_files(cls, files: Sequence[FileUsage], profile: Profile) -> Usage:
        """Return the usage that those of several files, in their order, add up to."""
        usage, of_soldes = cls((), profile), [each for each in files if each.count]
        usage._of_first = files[0].first if files else frozenset()
        usage._count = sum(each.count for each in files)
        commons = {each.common for each in of_soldes}
        usage._of_soldes = frozenset[Path].intersection(*commons) if commons else frozenset()

        usage._files = of_soldes
        return usage

    @property
    def of_file(self) -> FileUsage:
        """Return the usage for `of_files`, of one file's demandes, of which there is one at least."""
        odd = [path for path in self._of_soldes if self._balise(path) is None]
        values = {path: frozenset([*{_at(each, path) for each, _ in self._soldes}][:2]) for path in odd}
        return FileUsage(self._of_first, self._count, self._of_soldes, values)

    def is_kept_by(self, demande: Members) -> bool:
        """Tell whether a demande has all keys that they have in common; the first of them often has no others."""
        own = form_of(demande, self._profile.demande).paths
        return self._of_first <= own or self._of_soldes <= own

    def held_against(self, demande: Members, line: int, at: Pointer, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings on a demande at a pointer, with what it lacks of the usage."""
        lacking = sorted(self._of_soldes - form_of(demande, self._profile.demande).paths)
        names = {balise.name: path for path in lacking if (balise := self._balise(path)) is not None}
        found = [self._beside_usage(each, names.get(each.balise or ""), demande, len(at)) for each in findings]
        outer = [path for path in lacking if len(path) == 1 or path[:1] not in lacking]
        return [*found, *self._lacking(demande, outer, line, at)]

    def _lacking(self, demande: Members, lacking: Sequence[Path], line: int, at: Pointer) -> Iterator[Finding]:
        rule, placed = self._profile.rules.of_usage, place(demande, self._profile.demande)
        for path in lacking:
            balise = self._balise(path)
            if balise is None:
                same = self._value_of_all(path) if isinstance(value_at(demande, path[:-1]), dict) else None
                suggestion = None if same is None else Edit((*at, *path), ABSENT, same)
                pointer, words = at if suggestion is None else suggestion.pointer, self._words(path, "")
                yield rule.found(line, pointer, None, suggestion=suggestion, **words)
            elif balise.level is self._profile.demande and balise.name in placed.values:
                own, value = placed.path(balise.name), placed.values[balise.name]
                suggestion = Edit((*at, *own), value, value, key=path[-1]) if own[:-1] == path[:-1] else None
                words = self._words(path, _shown(own))
                yield rule.found(line, (*at, *own), balise, suggestion=suggestion, **words)

    def _beside_usage(self, finding: Finding, path: Path | None, demande: Members, depth: int) -> Finding:
        """Return a finding on a balise that accepted demandes have at a path, and this one has not.

        A missing one is said to be there, and a misspelt key is not renamed to what none of them has.
        """
        if path is None:
            return finding
        if finding.fix is not None and finding.fix.key not in {None, path[-1]}:
            return replace(finding, fix=None)
        if isinstance(value_at(demande, finding.pointer[depth:]), Absent):
            carried = f"{counted(self._count, 'ligne acceptée')} la {agreed(self._count, 'porte')}"
            return replace(finding, message=typeset(f"{finding.message} ; {carried}"))
        return finding

    def _balise(self, path: Path) -> Balise | None:
        """Return the documented balise that a path of keys leads to."""
        level = self._profile.demande
        if len(path) > 1 and (container := level.by_folded_spelling.get(path[0].casefold())) is not None:
            return (
                None if container.inside is None else container.inside.by_folded_spelling.get(path[-1].casefold())
            )
        return level.by_folded_spelling.get(path[-1].casefold())

    @cached_property
    def _soldes(self) -> list[tuple[Members, DemandeForm]]:
        """The demandes that bear no mark of the avance: those may be avances that were accepted."""
        return [each for each in self._demandes if self._profile.mark_of_avance(*each) is None]

    @cached_property
    def _of_soldes(self) -> frozenset[Path]:
        commons = {form.paths for _, form in self._soldes}
        return frozenset[Path].intersection(*commons) if commons else frozenset()

    @cached_property
    def _count(self) -> int:
        return len(self._soldes)

    def _value_of_all(self, path: Path) -> Scalar:
        """Return the text, number or flag that all of them have at a path, None where they differ."""
        kept = [value for each in self._files for value in each.values.get(path, ())]
        return _only([*kept, *(_at(each, path) for each, _ in self._soldes)])

    def _words(self, path: Path, own: str) -> dict[str, Any]:
        """Return the words for a path that they have, and a demande has otherwise, or not at all."""
        theirs, accepted = _shown(path), counted(self._count, "ligne acceptée")
        problem = f"« {own} » ne figure dans aucune ligne acceptée" if own else f"la ligne n’a pas « {theirs} »"
        return {"problem": typeset(problem), "theirs": theirs, "accepted": accepted}


def _shown(path: Pointer) -> str:
    return shortened("/".join(map(str, path)))


def _only(values: Iterable[Scalar]) -> Scalar:
    """Return the value that all are, None where they differ."""
    known = set(values)
    return known.pop() if len(known) == 1 else None


def _at(members: Mapping[str, Json], path: Path) -> Scalar:
    value: Json = dict(members)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str | int) else None
