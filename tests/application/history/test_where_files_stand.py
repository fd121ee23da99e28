"""Where the files of a folder stand, by where their demandes went: to another file, to the ASP, or nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.history.listed_files import what_is_left
from segur_tui.application.history.readings import remember
from segur_tui.application.history.standing import standings
from segur_tui.application.history.withdrawing import withdraw
from segur_tui.application.views.folder import FileRow
from segur_tui.format.candidate import Candidate
from segur_tui.format.value_type import replace
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

Answers = Sequence[tuple[str, str] | None]
SUBMITTED = (None, None, None)
WRITTEN = f"{TODAY:%Y%m%d}"


def rows(*paths: Path) -> list[FileRow]:
    """Return files as the list of their folder has them, once it was looked up what followed."""
    read = [FileRow(path, summary_of(check_path(path, TODAY, SETTINGS))) for path in paths]
    left = what_is_left([(row.path, row.figures.kind) for row in read], SETTINGS)
    known = standings([(row.path, row.figures.kind, row.figures.lines) for row in read], SETTINGS)
    return [replace(row.followed(left), standing=known.get(row.path)) for row in read]


def states(*paths: Path) -> list[str]:
    return [row.state for row in rows(*paths)]


def listed(path: Path) -> Path:
    """Let the list of a folder read a file."""
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    return path


def deposited(folder: Path, answers: Answers = SUBMITTED, day: str = "20261005", first: int = 1) -> Path:
    return listed(save(folder, returned(answers, first), day))


def exported(path: Path, *lines: int) -> Path:
    """Export lines of a file, whatever was done before, and return the file written, as the list reads it."""
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    source, chosen = SourceFile(path, report.check, report.digest), [Candidate(0, line) for line in lines]
    whatever = ExportChoice(chosen, TODAY, confirmed=chosen, existing=chosen, again=True)
    plan = decide([source], whatever, TODAY, known_of([source], SETTINGS))
    assert len(plan.resubmission.going) == len(lines)
    (written,) = export(plan, path.parent / "out", SETTINGS).paths
    return listed(written)


def answered(folder: Path, written: Path, answers: Answers, first: int = 1) -> Path:
    """Return the answer to a file that was written, under its name."""
    folder.mkdir(exist_ok=True)
    answer = save(folder, returned(answers, first), WRITTEN).rename(folder / written.name)
    return listed(answer)


def nothing(_: Path) -> list[Path]:
    return []


def all_exported(path: Path) -> list[Path]:
    return [exported(path, 1, 2, 3)]


def some_exported(path: Path) -> list[Path]:
    return [exported(path, 1, 3)]


def exported_in_two(path: Path) -> list[Path]:
    return [exported(path, 1), exported(path, 2, 3)]


def exported_by_a_copy(path: Path) -> list[Path]:
    copy = path.parent / "copie" / "soldes.json"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    return [exported(copy, 1, 2, 3)]


def exported_and_gone(path: Path) -> list[Path]:
    exported(path, 1, 2, 3).unlink()
    return []


def exported_and_withdrawn(path: Path) -> list[Path]:
    written = exported(path, 1, 2, 3)
    withdraw(written, SETTINGS)
    return [written]


def exported_withdrawn_and_exported_again(path: Path) -> list[Path]:
    written = exported(path, 1, 2, 3)
    withdraw(written, SETTINGS)
    return [written, exported(path, 1, 2, 3)]


def exported_twice(path: Path) -> list[Path]:
    return [exported(path, 1, 2, 3), exported(path, 1, 2, 3)]


def exported_from_what_was_exported(path: Path) -> list[Path]:
    first = exported(path, 1, 2, 3)
    return [first, exported(first, 1, 2, 3)]


def exported_and_answered(path: Path) -> list[Path]:
    written = exported(path, 1, 2, 3)
    return [written, answered(path.parent / "retour", written, (ACCEPTED, REJECTED, ACCEPTED))]


def answered_by_its_return(path: Path) -> list[Path]:
    return [deposited(path.parent / "retour", (ACCEPTED, REJECTED, REJECTED))]


def answered_and_exported(path: Path) -> list[Path]:
    answer = deposited(path.parent / "retour", (ACCEPTED, REJECTED, REJECTED))
    return [answer, exported(answer, 2, 3)]


def answered_in_part_and_exported_in_part(path: Path) -> list[Path]:
    return [deposited(path.parent / "retour", (ACCEPTED,)), exported(path, 2)]


def answered_in_part_and_the_rest_exported(path: Path) -> list[Path]:
    return [deposited(path.parent / "retour", (REJECTED,)), exported(path, 2, 3)]


def accepted_before(path: Path) -> list[Path]:
    return [deposited(path.parent / "retour", (ACCEPTED, ACCEPTED), "20260901")]


def refused_before(path: Path) -> list[Path]:
    return [deposited(path.parent / "retour", (REJECTED, REJECTED), "20260901")]


def refused_before_and_exported(path: Path) -> list[Path]:
    answer = deposited(path.parent / "retour", (REJECTED, REJECTED), "20260901")
    return [answer, exported(answer, 1, 2)]


def deposited_again_later(path: Path) -> list[Path]:
    return [deposited(path.parent / "plus-tard", SUBMITTED, "20261006")]


def deposited_in_part_later(path: Path) -> list[Path]:
    return [deposited(path.parent / "plus-tard", (None, None), "20261006", 2)]


def deposited_before(path: Path) -> list[Path]:
    return [deposited(path.parent / "avant", SUBMITTED, "20261004")]


def exported_and_deposited_again(path: Path) -> list[Path]:
    return [exported(path, 1, 2, 3), deposited(path.parent / "plus-tard", SUBMITTED, "20261130")]


def of_another_supplier(path: Path) -> list[Path]:
    other = save(path.parent / "autre", returned(SUBMITTED, numero_ans="LGCTEST002"), "20261006")
    return [exported(listed(other), 1, 2, 3)]


def of_other_dossiers(path: Path) -> list[Path]:
    lines = [demande(line) | {"numeroASP": f"FINMDV9{line:05d}"} for line in (1, 2, 3)]
    return [listed(save(path.parent / "plus-tard", claim(lines), "20261006"))]


WENT: dict[Callable[[Path], list[Path]], list[str]] = {
    nothing: ["à déposer"],
    all_exported: ["exporté", "à déposer"],
    some_exported: ["exporté 2/3", "à déposer"],
    exported_in_two: ["exporté", "à déposer", "à déposer"],
    exported_by_a_copy: ["exporté", "à déposer"],
    exported_and_gone: ["exporté"],
    exported_and_withdrawn: ["à déposer", "ne pas déposer"],
    exported_withdrawn_and_exported_again: ["exporté", "ne pas déposer", "à déposer"],
    exported_twice: ["exporté", "exporté", "à déposer"],
    exported_from_what_was_exported: ["exporté", "exporté", "à déposer"],
    exported_and_answered: ["réponse reçue", "réponse reçue", "refus à traiter"],
    answered_by_its_return: ["réponse reçue", "refus à traiter"],
    answered_and_exported: ["réponse reçue", "exporté", "à déposer"],
    answered_in_part_and_exported_in_part: ["reste 1/3", "tout accepté", "à déposer"],
    answered_in_part_and_the_rest_exported: ["exporté", "refus à traiter", "à déposer"],
    accepted_before: ["répondu 2/3", "tout accepté"],
    refused_before: ["à déposer", "exporté"],
    refused_before_and_exported: ["exporté 2/3", "exporté", "à déposer"],
    deposited_again_later: ["ne pas déposer", "à déposer"],
    deposited_in_part_later: ["reste 1/3", "à déposer"],
    deposited_before: ["à déposer", "ne pas déposer"],
    exported_and_deposited_again: ["exporté", "à déposer", "exporté"],
    of_another_supplier: ["à déposer", "à déposer"],
    of_other_dossiers: ["à déposer", "à déposer"],
}
"""The states of a submission of three lines, and of the files that its lines went to or come from."""


@pytest.mark.parametrize("went", WENT, ids=lambda went: went.__name__)
def test_a_submission_says_where_its_lines_went(tmp_path: Path, went: Callable[[Path], list[Path]]) -> None:
    path = deposited(tmp_path / "dossier")
    assert states(path, *went(path)) == WENT[went]


@pytest.mark.parametrize("went", [all_exported, exported_and_withdrawn, exported_by_a_copy, some_exported])
def test_so_does_one_whose_name_tells_no_day(tmp_path: Path, went: Callable[[Path], list[Path]]) -> None:
    path = listed(deposited(tmp_path / "dossier").rename(tmp_path / "dossier" / "octobre.json"))
    before = {"à déposer": "à corriger"}  # its name is wrong
    (state, *_) = states(path, *went(path))
    assert state == before.get(WENT[went][0], WENT[went][0])


def test_a_return_of_which_lines_were_exported_and_withdrawn_is_to_be_treated_again(tmp_path: Path) -> None:
    answer = deposited(tmp_path, (REJECTED, REJECTED))
    written = exported(answer, 1, 2)
    assert states(answer, written) == ["exporté", "à déposer"]
    withdraw(written, SETTINGS)
    assert states(answer, written) == ["refus à traiter", "ne pas déposer"]


def test_in_full_it_is_said_how_many_lines_went_where_and_what_to_do(tmp_path: Path) -> None:
    path = deposited(tmp_path / "dossier")
    written = exported(path, 1, 3)
    first, second = (row.words.replace("\N{NO-BREAK SPACE}", " ") for row in rows(path, written))
    assert "2 lignes exportées ailleurs · à ne pas déposer tel quel : e exporte le reste" in first
    assert second.startswith("écrit par segur-tui, à déposer · 2 lignes")
    exported(path, 2)
    exported(written, 1)
    first, second = (row.words.replace("\N{NO-BREAK SPACE}", " ") for row in rows(path, written))
    assert "3 lignes exportées ailleurs · à ne pas déposer" in first
    assert "e exporte" not in first
    assert second.startswith("écrit par segur-tui · 2 lignes")
    assert "1 ligne exportée ailleurs" in second
    later = deposited(tmp_path / "plus-tard", SUBMITTED, "20261101", 11)
    assert "à ne pas déposer" not in rows(later)[0].words
    deposited(tmp_path / "encore", SUBMITTED, "20261102", 11)
    assert "3 lignes dans un fichier plus récent" in rows(later)[0].words.replace("\N{NO-BREAK SPACE}", " ")
