"""The files of a folder as rows: who, when, how many lines, and where each file stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING

from segur_tui.application.files.checking import UNREADABLE
from segur_tui.application.files.summary import Faults, Summary
from segur_tui.application.history.standing import FileStanding
from segur_tui.format.claim_file import FileKind
from segur_tui.format.finding import shortened
from segur_tui.format.naming import FileName
from segur_tui.format.profiles import file_name_in
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import counted, signed, typeset

if TYPE_CHECKING:
    from segur_tui.application.history.listed_files import Left

_A_PAIR = 2
_LONGEST_NUMBER = 14
"""Characters of the longest number that the note knows of a supplier, its SIRET."""
_MOST_LINES = 8
_APART = {
    FileKind.AVANCE.value: ("avance", "avance", "demande", "ni contrôlée ni exportée"),
    FileKind.OTHER.value: ("autre format", "autre vague ou autre couloir", "ligne", "ni contrôlé ni exporté"),
}
"""What is said of files that are none of soldes: in short, in full, of one demande, and what is not done."""
ANSWERED = "réponse reçue"
"""The state of a submission of which a return answers every demande: it is not to be deposited again."""


@value_type
class Drafted:
    """The faults and the warnings left in a file as its draft has it."""

    faults: Faults
    warnings: int


@value_type
class FileRow:
    """A file as a row; the summary is None until the file has been read.

    `drafted` is what its own draft, changed last `drafted_at`, leaves to correct, once that was looked up.

    `modifications` counts the steps of its draft in progress, which may be one of another content, `together`
    those of drafts that it shares with other files; `left` its
    demandes that nothing has followed (None: not known): the rejected ones of a return; those of a submission
    that no return answers, and that are neither `exported` to another file nor in a `newer` one.
    """

    path: Path
    summary: Summary | None = None
    modifications: int = 0
    left: int | None = None
    is_draft_of_another: bool = False
    together: int = 0
    standing: FileStanding | None = None
    exported: int = 0
    newer: int = 0
    drafted_at: str = ""
    drafted: Drafted | None = None

    def followed(self, left: Left) -> FileRow:
        """Return the row with what followed its demandes."""
        path, kind = self.path, self.figures.kind
        went = left.elsewhere(path, kind)
        return replace(self, left=left.of(path, kind), exported=went["exported"], newer=went["newer"])

    @property
    def key(self) -> str:
        """Return the identity of the row."""
        return str(self.path)

    @property
    def name(self) -> FileName | None:
        """Return the parts of the file's name, when it follows the rule."""
        return file_name_in(self.path.name)

    @property
    def is_readable(self) -> bool:
        """Tell whether the file was read and holds demandes."""
        return self.summary is not None and self.summary.is_readable

    @property
    def numero_ans(self) -> str:
        """Return the ANS number of the header, else of the name."""
        if self.is_readable:
            return self.figures.numero_ans
        return "" if self.name is None else self.name.numero_ans

    @property
    def figures(self) -> Summary:
        """Return the figures of the file, all zero until it has been read."""
        return self.summary or Summary(UNREADABLE)

    @property
    def errors(self) -> int:
        """Return the faults to correct that the file has once it is opened, with its draft."""
        return self.figures.errors if self.drafted is None else self.drafted.faults.number

    @property
    def state(self) -> str:
        """Return the standing of the file in a few French words."""
        if self.summary is None:
            return "à lire…"
        if not self.is_readable:
            return "illisible"
        if self.summary.kind in _APART:
            return _APART[self.summary.kind][0]
        if self.modifications or self.together:
            return "changé depuis" if self.is_draft_of_another else "en correction"
        return (
            self._as_submitted
            if self.summary.kind == FileKind.SUBMISSION.value
            else _answered(self.summary, self.left)
        )

    @property
    def answered(self) -> int:
        """Return the number of demandes of a submission that the ASP has answered."""
        return 0 if self.left is None else max(0, self.figures.lines - self.left - self.exported - self.newer)

    @property
    def _as_submitted(self) -> str:
        """Return where a submission stands, by where its demandes went."""
        lines, left, answered = self.figures.lines, self.left, self.answered
        if self.standing is FileStanding.WITHDRAWN and not answered:
            return self.standing.short
        if left is None or left >= lines:
            return "à corriger" if self.figures.errors else "à déposer"
        if not left:
            return "exporté" if self.exported else FileStanding.WITHDRAWN.short if self.newer else ANSWERED
        went = {"répondu": answered, "exporté": self.exported, "": self.newer}
        ((how, count), *others) = [(how, count) for how, count in went.items() if count]
        return f"{how} {count}/{lines}" if how and not others else f"reste {left}/{lines}"

    @property
    def is_source(self) -> bool:
        """Tell whether its demandes may be exported: as it stands, those of a withdrawn file may not."""
        return self.standing is not FileStanding.WITHDRAWN or bool(self.modifications or self.together)

    @property
    def words(self) -> str:
        """Return all figures of a file that was read, in French."""
        figures = self.figures
        if figures.kind in _APART:
            return _apart_in_words(figures)
        is_through = self.left is not None and self.left < figures.lines and figures.lines > 0
        stands = (
            []
            if self.standing is None
            else [self.standing.words.partition(",")[0] if is_through else self.standing.words]
        )
        drafted = [f"brouillon de {counted(self.modifications, 'modification')}"] if self.modifications else []
        if self.is_draft_of_another:
            drafted = [typeset(f"{drafted[0]} fait avant que le fichier change (Entrée : voir ce qui va encore)")]
        if self.together:
            drafted.append(f"{counted(self.together, 'modification faite')} avec d’autres fichiers (g)")
        # The file's own figures are not those that it has once it is opened with its draft.
        without = (
            typeset("sans le brouillon : ") if self.modifications else typeset("sans elles : ") * bool(drafted)
        )
        faults, shown = Faults(figures.errors, figures.retold), self.drafted
        left = (
            [typeset(without) + signed("✗", faults.words), signed("!", counted(figures.warnings, "avertissement"))]
            if shown is None
            else [
                signed("✗", shown.faults.words),
                signed("!", counted(shown.warnings, "avertissement")),
                typeset(without) + signed("✗", f"{faults.number}"),
            ]
        )
        return "\N{NO-BREAK SPACE}· ".join(
            (
                *stands,
                *drafted,
                counted(figures.lines, "ligne"),
                counted(figures.accepted, "acceptée"),
                counted(figures.rejected, "refusée"),
                *([f"{figures.to_verify} à vérifier"] if figures.to_verify else []),
                *_left_in_words(self),
                *left,
            )
        )


def _answered(summary: Summary, left: int | None) -> str:
    """Return where a return stands with the ASP, in French."""
    if not summary.rejected:
        return "à vérifier" if summary.to_verify else "en attente" if summary.pending else "tout accepté"
    if left is None or left >= summary.rejected:
        return "refus à traiter"
    return f"reste {left} refus" if left else "exporté"


def _apart_in_words(figures: Summary) -> str:
    """Return what is said of a file that is none of soldes, with its counts, in French."""
    _, name, one, left = _APART[figures.kind]
    parts = [name, counted(figures.lines, one), counted(figures.accepted, "acceptée")]
    parts += [counted(figures.rejected, "refusée")] if figures.rejected else []
    parts += [f"{figures.to_verify} à vérifier"] if figures.to_verify else []
    return "\N{NO-BREAK SPACE}· ".join((*parts, left))


def _left_in_words(row: FileRow) -> list[str]:
    """Return the lines left without an answer or an export, in French, as far as they are known."""
    if row.figures.kind != FileKind.SUBMISSION.value:
        return [f"{row.left} jamais exportée{'s' if row.left > 1 else ''}"] if row.left else []
    told = [f"réponse de l’ASP reçue{f' pour {row.answered}' if row.left else ''}"] if row.answered else []
    told += [f"{counted(row.exported, 'ligne exportée')} ailleurs"] if row.exported else []
    told += [f"{counted(row.newer, 'ligne')} dans un fichier plus récent"] if row.newer else []
    if row.exported or row.newer:
        told.append(typeset("à ne pas déposer" + (" tel quel : e exporte le reste" if row.left else "")))
    return told


def told_apart(name: str, ordered: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the characters that tell a name from those of a sorted list which begin alike."""
    places, here = set[int](), bisect_left(ordered, name)
    for step, at in ((-1, here - 1), (1, here + 1)):
        beside = at
        while 0 <= beside < len(ordered):
            alike = name[: len(commonprefix((name, ordered[beside])))]  # noqa: RUF071 (texts, no paths)
            places.add(len(alike))
            # Beyond all that have as much in common; in front of them, none that begins so is left.
            beside = bisect_left(ordered, alike) - 1 if step < 0 else bisect_right(ordered, f"{alike}\U0010ffff")
            if not alike:
                break
    return tuple(sorted(places))


def sources_among(rows: Sequence[FileRow]) -> tuple[list[FileRow], str]:
    """Return the files that are sources, all where none is one, and what is said of those that are left aside."""
    sources = [row for row in rows if row.is_source] or list(rows)
    aside = [row.path.name for row in rows if row not in sources]
    return sources, typeset(f"à ne pas déposer, laissé de côté : {', '.join(aside)}") if aside else ""


def differences(rows: Sequence[FileRow]) -> str:
    """Return in half a French line the ANS numbers and SIRETs that differ between files; empty when none does."""
    different = _different(rows)
    if not different:
        return ""
    names = " et ".join(name if len(known) == _A_PAIR else f"{len(known)} {name}" for name, known in different)
    values = [_in_short(value) for value in different[0][1]]
    shown = ", ".join(values) if len(values) == _A_PAIR else f"{values[0]}…"
    return f"{names} différents ({shown})"


def differing_files(rows: Sequence[FileRow]) -> str:
    """Return in French, line by line, the files of each of the ANS numbers and SIRETs that differ."""
    lines = [
        typeset(f"{name} {_in_short(value)} : ") + _some_of(files)
        for name, known in _different(rows)
        for value, files in known.items()
    ]
    others = len(lines) - _MOST_LINES
    return "\n".join([*lines[:_MOST_LINES], f"… et {counted(others, 'autre')}"] if others > 0 else lines)


def _different(rows: Sequence[FileRow]) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the numbers that differ between readable files: the name of each, and the files of each value."""
    found: dict[str, dict[str, list[str]]] = {"n° ANS": {}, "SIRET": {}}
    for row in rows:
        if row.is_readable:
            for name, value in zip(found, (row.figures.numero_ans, row.figures.siret), strict=True):
                found[name].setdefault(value or "aucun", []).append(row.path.name)
    return [(name, known) for name, known in found.items() if len(known) > 1]


def _in_short(value: str) -> str:
    return shortened(value, _LONGEST_NUMBER)


def _some_of(files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{counted(len(files), 'fichier')}, dont {files[0]}"
