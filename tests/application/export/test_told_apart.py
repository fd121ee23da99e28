"""What holds a demande holds it still once the corrections proposed have changed its numbers or its documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import as_sources, chosen, decide, known_of, taken
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan
from segur_tui.application.export.told_apart import FREED
from segur_tui.application.history.at_hand import read_together
from segur_tui.application.history.readings import remember
from segur_tui.format.candidate import Candidate
from segur_tui.format.finding import Certainty
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.resubmission import chosen_by_default
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, RPPS, claim, demande, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
Given = Sequence[Path]
Line = dict[str, Any]


def of(
    position: int, editor: int, answer: tuple[str, str] | None = REJECTED, rpps: int = 3, **values: Any
) -> Line:
    """Return a demande for one doctor; the avance of its n° éditeur is for the third and for no other."""
    line = demande(position, editor, answer) | values
    line["beneficiaires"]["liberalRPPS"] = [RPPS[rpps]]
    return line


def wrong(position: int = 1, **values: Any) -> Line:
    """Return the demande 00003 with the dossier of 00004."""
    return of(position, 3, **({"numeroASP": "FINMDV000004"} | values))


def documents(*numbers: int) -> list[dict[str, str]]:
    return [
        {"nomFichier": f"MDV-LGC-Va1-{kind}-{number:05d}.pdf", "formatFichier": "PDF", "typeFichier": kind}
        for kind, number in zip(("FACTURE", "VA"), numbers, strict=True)
    ]


def avances(folder: Path, *lines: Line) -> Path:
    return save(
        folder, claim(lines or [avance(1, ACCEPTED, 3, RPPS[3:4]), avance(2, ACCEPTED, 4, RPPS[3:4])]), "20230105"
    )


def in_the_same_file(folder: Path, *, rpps: int = 3) -> Given:
    line = wrong(2, rpps=rpps)
    return [avances(folder), save(folder, claim([of(1, 4, ACCEPTED, rpps), line]))]


def for_another_doctor(folder: Path) -> Given:
    return in_the_same_file(folder, rpps=1)


def in_another_file(folder: Path) -> Given:
    first = save(folder / "a", claim([of(1, 4, ACCEPTED)]), "20261004")
    return [avances(folder), first, save(folder / "b", claim([wrong()]))]


def beside(folder: Path) -> Given:
    save(folder, claim([of(1, 4, ACCEPTED)]), "20261004")
    return [avances(folder / "avances"), save(folder, claim([wrong()]))]


def in_the_record(folder: Path) -> Given:
    gone = save(folder / "a", claim([of(1, 4, ACCEPTED)]), "20261004")
    remember(read_together([gone], TODAY, SETTINGS, {}), SETTINGS)
    gone.unlink()
    return [avances(folder), save(folder / "b", claim([wrong()]))]


def exported(folder: Path) -> Given:
    sources = as_sources(read_together([save(folder / "a", claim([of(1, 4)]), "20261004")], TODAY, SETTINGS, {}))
    going = decide(sources, ExportChoice([Candidate(0, 1)], TODAY), TODAY)
    export(going, folder / "out", SETTINGS)
    return [avances(folder), save(folder / "b", claim([wrong()]))]


def in_what_cannot_be_read(folder: Path) -> Given:
    hidden = save(folder, claim([of(1, 4, ACCEPTED)]), "20261004")
    hidden.write_bytes(hidden.read_bytes()[:-20])
    return [avances(folder / "avances", avance(1, ACCEPTED, 3, RPPS[3:4])), save(folder, claim([wrong()]))]


def a_malformed_one(folder: Path) -> Given:
    hidden = save(folder, claim([of(1, 4, ACCEPTED, numeroASP="FINMDV4")]), "20261004")
    hidden.write_bytes(hidden.read_bytes()[:-20])
    return [avances(folder / "avances"), save(folder, claim([wrong(numeroASP="FINMDV4")]))]


def by_a_document(folder: Path) -> Given:
    line = of(2, 3, piecesjustificatives=documents(4, 3))
    return [save(folder, claim([of(1, 4, ACCEPTED), line]))]


def by_a_document_of_another_file(folder: Path) -> Given:
    first = save(folder / "a", claim([of(1, 4, ACCEPTED)]), "20261004")
    return [first, save(folder / "b", claim([of(1, 3, piecesjustificatives=documents(4, 3))]))]


HELD: dict[str, Callable[[Path], Given]] = {
    each.__name__: each
    for each in (
        in_the_same_file, for_another_doctor, in_another_file, beside, in_the_record, exported,
        in_what_cannot_be_read, a_malformed_one, by_a_document, by_a_document_of_another_file,
    )
}  # fmt: skip


def plans(given: Given, *certainties: Certainty) -> tuple[Plan, Plan]:
    """Return what is decided of files as they are, and with what is proposed for them made first."""
    files = as_sources(read_together(given, TODAY, SETTINGS, {}))
    lines = chosen(files, chosen_by_default)
    before = decide(files, ExportChoice(lines, TODAY), TODAY, known_of(files, SETTINGS))
    sources, lines = taken(files, chosen_by_default, TODAY, certainties or list(Certainty))
    return before, decide(sources, ExportChoice(lines, TODAY), TODAY, known_of(sources, SETTINGS))


@pytest.mark.parametrize("how", HELD)
def test_a_line_that_is_held_is_held_still(tmp_path: Path, how: str) -> None:
    before, after = plans(HELD[how](tmp_path))
    (left,) = before.resubmission.left_out
    assert left.others
    assert not after.resubmission.going
    assert [each.candidate for each in after.resubmission.left_out] == [left.candidate]


EXISTS, TO_VERIFY = ("7", "Demande déjà existante"), ("0000", "Date de facture invalide")
ANSWERS = {"refused": REJECTED, "accepted": ACCEPTED, "pending": None, "existing": EXISTS, "to verify": TO_VERIFY}
Placed = Callable[[Path, Line, Line], Given]


def earlier(folder: Path, owner: Line, line: Line) -> Given:
    return [save(folder, claim([owner | {"numLigne": 1}, line | {"numLigne": 2}]))]


def later(folder: Path, owner: Line, line: Line) -> Given:
    return [save(folder, claim([line, owner | {"numLigne": 2}]))]


def in_an_older_file(folder: Path, owner: Line, line: Line) -> Given:
    return [save(folder / "a", claim([owner]), "20261004"), save(folder / "b", claim([line]))]


def in_a_newer_file(folder: Path, owner: Line, line: Line) -> Given:
    return [save(folder / "a", claim([line]), "20261004"), save(folder / "b", claim([owner]))]


def beside_the_file(folder: Path, owner: Line, line: Line) -> Given:
    return in_an_older_file(folder, owner, line)[1:]


def remembered(folder: Path, owner: Line, line: Line) -> Given:
    gone, given = in_an_older_file(folder, owner, line)
    remember(read_together([gone], TODAY, SETTINGS, {}), SETTINGS)
    gone.unlink()
    return [given]


def exported_before(folder: Path, owner: Line, line: Line) -> Given:
    first = save(folder / "a", claim([owner]), "20261004")
    sources, one = as_sources(read_together([first], TODAY, SETTINGS, {})), [Candidate(0, 1)]
    choice = ExportChoice(one, TODAY, one, one)
    export(decide(sources, choice, TODAY, known_of(sources, SETTINGS)), folder / "out", SETTINGS)
    return [first, save(folder / "b", claim([line]))]


SEEN: tuple[Placed, ...] = (earlier, later, in_an_older_file, in_a_newer_file)
PLACES: tuple[Placed, ...] = (*SEEN, beside_the_file, remembered, exported_before)
OTHERS = {
    "an invoice by the rule": lambda: documents(4, 3),
    "both by the rule": lambda: documents(4, 4),
    "an invoice that breaks it": lambda: [
        documents(4, 3)[0] | {"nomFichier": "Facture-4.pdf"},
        documents(4, 3)[1],
    ],
}


def editors(plan: Plan) -> list[str]:
    """Return the n° éditeur of the demandes that go."""
    return [plan.sources[each.source].check.claim.editor_number(each.line) for each in plan.resubmission.going]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("which", OTHERS)
def test_a_document_with_the_number_of_another_demande_never_goes_renamed(
    tmp_path: Path, place: Placed, answer: str, which: str
) -> None:
    line = of(1, 3, piecesjustificatives=OTHERS[which]())
    _, after = plans(place(tmp_path, of(1, 4, ANSWERS[answer]), line))
    assert "00003" not in editors(after)
    assert {"00003"} == {
        after.sources[left.candidate.source].check.claim.editor_number(left.candidate.line)
        for left in after.resubmission.left_out
        if left.obstacle is Obstacle.ERRORS and any("nomFichier" in why for why in left.reasons)
    } - {"00004"}


def named(name: str) -> list[dict[str, str]]:
    invoice, proof = documents(3, 3)
    return [invoice | {"nomFichier": name}, proof]


@pytest.mark.parametrize("place", SEEN)
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("name", ["Martin.pdf", "martin.pdf"])
def test_a_document_that_another_demande_names_too_never_goes_renamed(
    tmp_path: Path, place: Placed, answer: str, name: str
) -> None:
    owner, line = of(1, 4, ANSWERS[answer]), of(1, 3, piecesjustificatives=named("Martin.pdf"))
    owner["piecesjustificatives"] = [{**documents(4, 4)[0], "nomFichier": name}, documents(4, 4)[1]]
    _, after = plans(place(tmp_path, owner, line))
    going = [after.sources[each.source].check.lines[each.line - 1] for each in after.resubmission.going]
    assert not [name for line in going for name in line.documents if "FACTURE" in name]


@pytest.mark.parametrize("name", ["facture.pdf", "facture 3.pdf", "MDV-LGC-Va1-FACTURE-00003.PDF"])
def test_a_document_of_no_other_demande_goes_renamed(tmp_path: Path, name: str) -> None:
    older, line = (of(1, 3, REJECTED, piecesjustificatives=named(name)) for _ in range(2))
    _, after = plans(in_an_older_file(tmp_path, older, line))
    assert editors(after) == ["00003"]


@pytest.mark.parametrize("place", SEEN)
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_dossier_that_another_solde_bears_is_given_to_none_that_goes(
    tmp_path: Path, place: Placed, answer: str
) -> None:
    owner, line = of(1, 5, ANSWERS[answer], rpps=1, numeroASP="FINMDV000003"), of(1, 3, numeroASP=None)
    _, after = plans([avances(tmp_path / "avances"), *place(tmp_path, owner, line)])
    assert "00003" not in editors(after)


@pytest.mark.parametrize("rpps", [1, 3])
def test_no_dossier_is_given_after_an_avance_for_others(tmp_path: Path, rpps: int) -> None:
    given = [avances(tmp_path), save(tmp_path, claim([of(1, 3, rpps=rpps, numeroASP=None)]))]
    _, after = plans(given)
    assert editors(after) == (["00003"] if rpps == 3 else [])


@pytest.mark.parametrize("certainty", Certainty)
def test_what_nothing_holds_goes_with_the_dossier_of_its_avance(tmp_path: Path, certainty: Certainty) -> None:
    number = "FINMDV000077" if certainty is Certainty.LIKELY else None
    given = [avances(tmp_path), save(tmp_path, claim([wrong(numeroASP=number)]))]
    _, after = plans(given, certainty)
    (line,) = after.resubmission.going
    assert after.asp_number(line) == "FINMDV000003"


def test_the_reason_says_what_holds_it_and_that_a_correction_would_free_it(tmp_path: Path) -> None:
    _, after = plans(in_what_cannot_be_read(tmp_path))
    (left,) = after.resubmission.left_out
    assert left.obstacle is Obstacle.TO_VERIFY
    assert "est illisible et peut la montrer acceptée" in left.reasons[0]
    assert left.reasons[-1] == FREED


def test_who_names_the_line_has_it_go_corrected(tmp_path: Path) -> None:
    files = as_sources(read_together(in_what_cannot_be_read(tmp_path), TODAY, SETTINGS, {}))
    sources, lines = taken(files, chosen_by_default, TODAY, list(Certainty))
    choice = ExportChoice(lines, TODAY, existing=lines)
    assert decide(sources, choice, TODAY, known_of(sources, SETTINGS)).resubmission.going == tuple(lines)


@pytest.mark.parametrize("own", [None, "FINMDV9", "FINMDV000077"])
@pytest.mark.parametrize("is_apart", [True, False])
def test_no_two_lines_leave_with_one_dossier(tmp_path: Path, own: str | None, *, is_apart: bool) -> None:
    first, second = wrong(1, numeroASP=own), of(1 if is_apart else 2, 5, rpps=1, numeroASP="FINMDV000003")
    given = [[first], [second]] if is_apart else [[first, second]]
    files = [save(tmp_path, claim(lines), "20261005", number) for number, lines in enumerate(given, 1)]
    _, after = plans([avances(tmp_path), *files])
    numbers = [after.asp_number(each) for each in after.resubmission.going]
    assert numbers.count("FINMDV000003") == 1


def test_the_dossier_of_a_refused_avance_is_none(tmp_path: Path) -> None:
    orders = avances(tmp_path, avance(1, REJECTED, 3, RPPS[3:4]))
    _, after = plans([orders, save(tmp_path, claim([wrong(numeroASP="FINMDV000077")]))])
    (line,) = after.resubmission.going
    assert after.asp_number(line) == "FINMDV000077"
