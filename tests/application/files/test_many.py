"""Many files are checked one by one, by several processes: the report is that of one look at all of them."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.disk.bytes import STANDARD_INPUT
from segur_tui.application.disk.crew import WorkerEnded, done_in_turn
from segur_tui.application.files.checking import CheckStopped, FileReport, check_together
from segur_tui.application.files.many import Limits, Part, parts
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.files.tally import Tally
from segur_tui.application.reports.csv_table import csv_rows
from segur_tui.cli.reports.check_json import file_text
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.application.occupied import no_file_beyond
from tests.avances import avance, avances
from tests.claims import ACCEPTED, REJECTED, RPPS, claim, demande, likely, returned, save
from tests.fuzz.mutations import case
from tests.processes import descendants, wait_until
from tests.samples import SAMPLES
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
OTHER_ANS = "LGCTEST002"
_LONG = 20_000
"""Bytes of a damaged file that has so many findings that writing them is all that takes time."""
WAYS = {
    "one process": Limits(held=0, processes=1),
    "two processes": Limits(held=0, processes=2),
    "five, on the disk": Limits(held=0, processes=5, bytes=0, rows=0),
}


def part_of(report: FileReport) -> str:
    return file_text(report) + "".join(csv_rows(report))


def at_once(paths: Sequence[Path]) -> list[Part]:
    return [(part_of(report), Tally.of(report)) for report in check_together(paths, TODAY, SETTINGS)]


def one_by_one(paths: Sequence[Path], way: str) -> list[Part]:
    return list(parts(paths, TODAY, SETTINGS, part_of, limits=WAYS[way]))


@pytest.mark.parametrize("way", WAYS)
def test_the_collector_looks_as_often_as_before_once_many_files_are_checked(tmp_path: Path, way: str) -> None:
    paths = [save(tmp_path, returned([REJECTED, ACCEPTED]), number=number) for number in (1, 2)]
    before = gc.get_threshold()
    made = parts(paths, TODAY, SETTINGS, part_of, limits=WAYS[way])
    next(made)
    assert gc.get_threshold() != before
    made.close()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def changed(position: int, answer: tuple[str, str] | None, **values: Any) -> dict[str, Any]:
    return demande(position, answer=answer) | values


def write_mixed(folder: Path) -> list[Path]:
    """Write files that tell and prove much of each other, and return them with the samples and damaged ones."""
    odd = {"dateFacture": "2023-02-01", "montantSegurHTFacture": Number("358.3"), "champ": "libre"}
    moved = demande(3, answer=REJECTED)
    moved["facture"] = {"dateFacture": moved.pop("dateFacture")}
    proof = [changed(1, ACCEPTED, **odd), changed(2, ACCEPTED, champ="libre"), moved]
    deposited = [changed(1, None, **odd), changed(2, None, champ="libre"), demande(3)]
    save(folder, claim(proof), "20230601", 1)
    save(folder / "deposited", claim(deposited), "20230601", 1)
    save(folder, claim([changed(line, REJECTED, **odd) for line in range(1, 5)]), "20261006", 1)
    save(folder, claim([changed(line, REJECTED, **odd) for line in range(1, 5)], OTHER_ANS), "20261006", 1)
    save(folder, claim([changed(7, REJECTED, numeroEditeur=7, numeroASP=None)]), "20261007", 1)
    save(
        folder, claim([changed(7, REJECTED, dateFacture="02/28/2023"), demande(8, answer=ACCEPTED)]), "20261007", 2
    )
    save(folder, avances([ACCEPTED, REJECTED, None, ACCEPTED]), "20230101", 1)
    save(folder, avances([ACCEPTED, None], OTHER_ANS), "20230101", 1)
    save(folder, claim([avance(1, ACCEPTED, 900), demande(2, 901, REJECTED)]), "20261008", 1)
    save(folder, claim([likely(line, REJECTED) for line in range(1, 4)]), "20261009", 1)
    without = [changed(line, REJECTED, numeroASP=None) for line in range(1, 4)]
    save(folder, claim(without), "20261010", 1)
    many = claim([changed(line, REJECTED, **{f"k{key}": key for key in range(50)}) for line in range(1, 6)])
    save(folder, many, "20261011", 1)
    save(folder, returned([("", "Numéro éditeur déjà existant"), ("0000", ""), ("9", "?")], 20), "20261012", 1)
    save(
        folder, claim([changed(1, ACCEPTED, isDirectToDMP="x")]), "20230602", 1
    )  # asked for by a later file alone
    crowded = demande(1, 60, REJECTED)
    crowded["beneficiaires"]["liberalRPPS"] = [RPPS[0], *(["x"] * 2_100)]
    save(folder, claim([crowded, demande(2, 61, REJECTED) | {"isDirectToDMP": "x"}]), "20261014", 1)
    save(folder, claim([changed(1, REJECTED, numeroEditeur="00077")]), "20261015", 1)  # on the dossier of another
    lost = returned([REJECTED, ACCEPTED], 40)
    lost["lignesImport"] = {str(index): line for index, line in enumerate(lost["lignesImport"])}
    save(folder, lost, "20261013", 1)
    (folder / "vide.json").write_bytes(b"")
    (folder / "autre.json").write_bytes(b"[1, 2]")
    (folder / "nombres.json").write_bytes(write(claim([demande(1)])).replace(b"358.33", b"0358,33"))
    (folder / "tronque.json").write_bytes(write(claim([demande(1), demande(2)]))[:-40])
    for doctors, day in ((RPPS, "20261020"), (RPPS[:2], "20261021"), (RPPS[2:], "20261022")):
        line = demande(1, int(day[-3:]), REJECTED)
        line["beneficiaires"]["liberalRPPS"] = list(doctors)
        save(folder, claim([line]), day, 1)
    return claim_paths([folder, SAMPLES, folder / "absent.json"])


@pytest.mark.parametrize("way", WAYS)
def test_files_that_tell_and_prove_much_of_each_other_are_reported_as_all_at_once(
    tmp_path: Path, way: str
) -> None:
    paths = write_mixed(tmp_path)
    expected = at_once(paths)
    said = "".join(text for text, _ in expected)
    for words in (
        "font de même",
        "fait de même",
        "aussi le bénéficiaire",
        "d’après l’avance",
        "aucune avance connue",
    ):
        assert words.replace("’", "\u2019") in said or words in said, words
    assert one_by_one(paths, way) == expected
    assert one_by_one(paths[::-1], way) == at_once(paths[::-1])


@pytest.mark.parametrize("way", WAYS)
def test_who_else_bears_a_dossier_is_known_of_all_files(tmp_path: Path, way: str) -> None:
    orders = [avance(line, ACCEPTED, 50 + line) for line in range(1, 5)]
    own = {51: "FINMDV000099", 52: "FINMDV000098", 53: "FINMDV000097", 54: None}
    soldes = [
        demande(line, number, REJECTED) | {"numeroASP": dossier}
        for line, (number, dossier) in enumerate(own.items(), 1)
    ]
    others = [changed(1, REJECTED, numeroASP="FINMDV000098", numeroEditeur="00070")]
    others += [changed(2, REJECTED, numeroASP="FINMDV000053", numeroEditeur="00071")]
    others += [changed(3, REJECTED, numeroASP="FINMDV000054", numeroEditeur="00072")]
    for day, lines in (("20230101", orders), ("20261005", soldes), ("20261006", others)):
        save(tmp_path, claim(lines), day)
    paths = claim_paths([tmp_path])
    reports = check_together(paths, TODAY, SETTINGS)
    checks = [report.check for report in reports if report.check is not None]
    found = [each for check in checks for each in check.findings if each.balise == "numeroASP"]
    assert [(each.line, each.fix is None, each.suggestion is None) for each in found] == [
        (1, True, False),
        (2, True, True),
        (3, True, True),
        (4, True, True),
        (4, True, False),
    ]
    assert one_by_one(paths, way) == at_once(paths)


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_are_reported_as_all_at_once(tmp_path: Path, seed: int) -> None:
    for number in range(60):
        if len(content := case(seed, number)) < _LONG:
            (tmp_path / f"JSON-LGCTEST001-20261005-{number % 40:03d} ({number}).json").write_bytes(content)
    paths = claim_paths([tmp_path])
    expected = at_once(paths)
    for way in WAYS:
        assert one_by_one(paths, way) == expected


def test_one_file_is_reported_as_ever(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED, ACCEPTED]))
    assert one_by_one([path], "two processes") == at_once([path])


def test_a_file_that_goes_between_the_passes_is_reported_as_it_was_read(tmp_path: Path) -> None:
    paths = write_mixed(tmp_path)
    expected = at_once(paths)
    made = parts(paths, TODAY, SETTINGS, part_of, limits=WAYS["one process"])
    first = next(made)
    for path in paths:
        if path.is_relative_to(tmp_path):
            path.unlink(missing_ok=True)
    assert [first, *made] == expected


@pytest.mark.parametrize("becomes", [None, [changed(2, ACCEPTED)]])
@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_changes_before_it_is_asked_again_ends_the_check_in_words(
    tmp_path: Path, way: str, becomes: list[dict[str, Any]] | None
) -> None:
    proof = save(tmp_path, claim([changed(2, ACCEPTED, dateFacture="2023-02-01")]), "20230601", 1)
    save(tmp_path, claim([changed(1, REJECTED, dateFacture="2023-02-01")]), "20261006", 1)
    paths = claim_paths([tmp_path])
    assert one_by_one(paths, way) == at_once(paths)

    def once_read(done: int, _all: int) -> None:
        if done == len(paths):
            proof.unlink()
            if becomes is not None:
                save(tmp_path, claim(becomes), "20230601", 1)

    made = parts(paths, TODAY, SETTINGS, part_of, once_read, WAYS[way])
    with pytest.raises(CheckStopped, match=f"{proof} a changé"):
        next(made)


def test_a_full_disk_beneath_what_is_kept_ends_the_check_in_words(tmp_path: Path) -> None:
    paths = write_mixed(tmp_path)
    made = parts(paths, TODAY, SETTINGS, part_of, limits=WAYS["five, on the disk"])
    with no_file_beyond(4_096), pytest.raises(CheckStopped, match=r"disque .*\s; le rapport est incomplet"):
        next(made)


@pytest.mark.parametrize("way", WAYS)
def test_standard_input_is_read_once_and_proves_what_others_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    save(tmp_path, claim([changed(1, REJECTED, dateFacture="2023-02-01", isDirectToDMP="x")]))
    content = write(claim([changed(2, ACCEPTED, dateFacture="2023-02-01", isDirectToDMP="x")]))
    paths = [STANDARD_INPUT, *claim_paths([tmp_path])]
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    expected = at_once(paths)
    assert "fait de même" in expected[1][0]
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    assert one_by_one(paths, way) == expected


def test_an_ended_process_is_known_with_the_piece_that_it_did() -> None:
    def work(piece: int) -> bytes:
        if piece == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return bytes([piece])

    made = done_in_turn(work, 6, 2)
    assert [next(made), next(made), next(made)] == [b"\0", b"\1", b"\2"]
    with pytest.raises(WorkerEnded) as ended:
        next(made)
    assert (ended.value.piece, ended.value.status) == (3, -signal.SIGKILL)
    assert not descendants(os.getpid(), "python")


def test_work_that_fails_is_done_again_where_its_failure_is_seen() -> None:
    def work(piece: int) -> bytes:
        if piece == 1:
            raise ValueError("what fails")
        return b"done"

    made = done_in_turn(work, 4, 2)
    assert next(made) == b"done"
    with pytest.raises(ValueError, match="what fails"):
        next(made)


def test_no_process_is_left_where_nobody_wants_the_rest() -> None:
    before = descendants(os.getpid())
    made = done_in_turn(lambda _: bytes(1_000_000), 50, 2)
    next(made)
    assert len(descendants(os.getpid())) == len(before) + 2
    made.close()
    wait_until(lambda: len(descendants(os.getpid())) == len(before), "the crew has ended")
