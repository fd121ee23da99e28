"""Several files of one supplier as one: their demandes to deposit again, corrected together, then put back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from segur_tui.application.disk.folders import resolved
from segur_tui.application.export.deciding import as_sources, chosen
from segur_tui.application.export.plan import SourceFile
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import digest_of
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.passage import Passage
from segur_tui.application.settings.values import Settings
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.profiles import short_name
from segur_tui.format.renumbering import with_own_keys
from segur_tui.format.tree import Absent, Json, Members, replaced, value_at
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import typeset


@value_type
class Group:
    """Files whose demandes to deposit again stand in one list.

    `sources` are the files as their drafts have corrected them, `digests` those of their contents on the disk;
    `origins` has for each line of the list, from the first, the demande of a file that it is. `superseded` are the
    demandes left out because another of the files has a later version, with the reason in French.
    """

    sources: tuple[SourceFile, ...]
    digests: tuple[str, ...]
    origins: tuple[Candidate, ...]
    opened: Check
    superseded: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Return the group's own path, which is no file."""
        return group_path([source.path for source in self.sources])

    @property
    def digest(self) -> str:
        """Return the digest of the demandes of the group, as they were taken."""
        lines = "".join(repr(line) for line in self.opened.claim.lines)
        return sha256("\n".join((*self.digests, lines)).encode(errors="surrogateescape")).hexdigest()

    @property
    def numbers(self) -> Iterator[tuple[Path, list[str]]]:
        """Yield the files, each with the n° éditeur of its lines as they were taken."""
        claim = self.opened.claim
        for index, source in enumerate(self.sources):
            lines = [line for line, origin in enumerate(self.origins, 1) if origin.source == index]
            yield source.path, [claim.editor_number(line) for line in lines]

    def label(self, line: int) -> str:
        """Return the file and line of origin in a few characters, such as 20261012-001:3."""
        origin = self.origins[line - 1]
        return f"{short_name(self.sources[origin.source].path.name)}:{origin.line}"

    def where(self, line: int) -> str:
        """Return the file and line of origin in full, in French."""
        origin = self.origins[line - 1]
        return typeset(f"Fichier : {self.sources[origin.source].path.name}, ligne {origin.line}")

    def candidates(self, lines: Collection[int]) -> tuple[Candidate, ...]:
        """Return the demandes of the files that lines of the group stand for."""
        return tuple(self.origins[line - 1] for line in sorted(lines))

    def lines_of(self, candidates: Collection[Candidate]) -> set[int]:
        """Return the lines of the group that stand for demandes of the files."""
        wanted = set(candidates)
        return {line for line, origin in enumerate(self.origins, 1) if origin in wanted}

    def exported(self, settings: Settings) -> dict[int, Passage]:
        """Return the lines that were exported from their own files, with where to."""
        known = [exported_from(source.path, source.check.claim, settings) for source in self.sources]
        return {
            line: known[origin.source][origin.line]
            for line, origin in enumerate(self.origins, 1)
            if origin.line in known[origin.source]
        }

    def put_back(self, present: Check) -> tuple[SourceFile, ...]:
        """Return the files with the group's present demandes and header in them."""
        return tuple(self._put_back(index, source, present) for index, source in enumerate(self.sources))

    def is_changed_on_disk(self) -> bool:
        """Tell whether a file has another content than the one that was taken."""
        return any(
            digest_of(source.path) != digest for source, digest in zip(self.sources, self.digests, strict=True)
        )

    def _put_back(self, index: int, source: SourceFile, present: Check) -> SourceFile:
        lines: list[Json] = list(source.check.claim.lines)
        for origin, line in zip(self.origins, present.claim.lines, strict=True):
            if origin.source == index:
                lines[origin.line - 1] = line
        root = with_own_keys(
            present.claim.root, self.opened.claim.root, source.check.claim.root, present.claim.profile
        )
        claim = source.check.claim.with_root(_with_lines(present.claim, root, lines))
        return replace(source, check=check(claim, present.today, source.check))


def group_path(files: Sequence[Path]) -> Path:
    """Return the path that stands for files together: no file, but the same for the same files."""
    names = "\n".join(sorted(str(resolved(path)) for path in files))
    identity = sha256(names.encode(errors="surrogateescape")).hexdigest()[:12]
    return min(files, key=_place).parent / f"groupe-{identity}.json"


def _place(path: Path) -> tuple[str, str]:
    """Return the place of a file in a group: by its name, which begins with the day it was deposited on."""
    return path.name, str(resolved(path))


def grouped(reports: Sequence[FileReport], today: date) -> Group | None:
    """Return files of one supplier as a group of the lines that are chosen by default, or None without any.

    Of a demande that stands in several files, only the line of the file deposited last goes in, and none where
    one of the files shows it accepted: depositing both would be claiming it twice. In whatever order the files
    are given, the group is the same.
    """
    reports = sorted(reports, key=lambda report: _place(report.path))
    sources = as_sources(reports)
    wanted = chosen(sources)
    superseded = _superseded(sources, wanted)
    origins = tuple(candidate for candidate in wanted if candidate not in superseded)
    if not origins:
        return None
    claims = [(sources[each.source].check.claim, each.line) for each in origins]
    header = claims[0][0]
    root = _with_lines(header, header.root, [claim.lines[line - 1] for claim, line in claims])
    as_read = _with_lines(header, header.as_read, [_as_read(claim, line) for claim, line in claims])
    settled = {
        (place, code, label): word
        for place, (claim, line) in enumerate(claims, 1)
        for (at, code, label), word in claim.settled.items()
        if at == line
    }
    claim = replace(header, root=root, unedited=as_read, is_group=True, settled=settled)
    digests = tuple(report.digest for report in reports if report.check is not None)
    beside = sources[origins[0].source].check
    opened = check(claim, today, None, beside.evidence, beside.acceptances)
    return Group(sources, digests, origins, opened, tuple(superseded.values()))


def _superseded(sources: Sequence[SourceFile], wanted: Sequence[Candidate]) -> dict[Candidate, str]:
    """Return the demandes of which another version is accepted or newer, with the reason in French."""
    versions = Versions.of([source.check for source in sources])
    found = {}
    for candidate in wanted:
        accepted = versions.accepted(candidate)
        both = (accepted, versions.newer(candidate))
        numbers = versions.numbers(
            candidate
        )  # one of others has a number that may be wrong: correcting it frees both
        better = next((each for each in both if each is not None and versions.numbers(each) == numbers), None)
        if better is not None:
            number = sources[candidate.source].check.claim.editor_number(candidate.line)
            why = "acceptée" if accepted else "une version plus récente"
            found[candidate] = typeset(f"n° éditeur {number} : {why}, {versions.where(better)}")
    return found


def _as_read(claim: ClaimFile, line: int) -> Json:
    """Return a demande before it was corrected, or as it is where its list had another name."""
    value = claim.demande_as_read(line)
    return claim.lines[line - 1] if isinstance(value, Absent) else value


def _with_lines(claim: ClaimFile, root: Members, lines: list[Json]) -> Members:
    """Return a root of a claim file, as it is or as it was read, with other demandes."""
    if isinstance(value_at(root, claim.lines_at), Absent):
        root = claim.root
    holding = replaced(root, claim.lines_at, lines)
    return holding if isinstance(holding, dict) else root
