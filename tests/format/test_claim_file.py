"""A claim file as a value: its header, its demandes wherever they stand, and what edits make of it."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.answer import AnswerState
from segur_tui.format.balises import NUMERO_ASP
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, EditConflict
from segur_tui.format.numbers import text_of
from segur_tui.format.reading import Encoding, read
from segur_tui.format.tree import ABSENT, Json, Number, Pointer, value_at
from tests.format.builders import ANS, NAME, SIRET, claim_file, demande, to_bytes
from tests.format.faults import Fault, answered, nest, no_fault, put, rename, together


def _read(content: bytes) -> ClaimFile:
    return ClaimFile.of(NAME, read(content))


def _claim(fault: Fault = no_fault) -> ClaimFile:
    holder: dict[str, Any] = {"": claim_file()}
    fault(holder, 0)
    return ClaimFile.of(NAME, read(to_bytes(holder[""])))


def test_a_claim_file_knows_its_header_and_its_demandes() -> None:
    claim = _claim()
    assert (claim.name, claim.encoding) == (NAME, Encoding.UTF_8)
    assert (claim.numero_ans, claim.siret) == (ANS, SIRET)
    assert [claim.editor_number(line) for line in (1, 2, 3)] == ["00001", "00002", "00003"]
    assert claim.lines_at == ("lignesImport",)


@pytest.mark.parametrize(
    ("fault", "at"),
    [
        (rename("/lignesImport", "LignesImport"), ("LignesImport",)),
        (nest("/envoi", "lignesImport"), ("envoi", "lignesImport")),
    ],
    ids=["in another letter case", "one level down"],
)
def test_demandes_are_found_where_they_stand(fault: Fault, at: Pointer) -> None:
    claim = _claim(fault)
    assert len(claim.lines) == 3
    assert claim.lines_at == at
    assert claim.line_pointer(2) == (*at, 1)
    assert claim.line_of((*at, 1, "dateFacture")) == 2
    assert claim.line_of(at) is None
    assert claim.line_of(("numeroAns",)) is None


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (demande(1) | {"libelleTraitement": "Demande acceptée"}, [()]),
        ({"7": demande(2), "3": demande(1) | {"libelleTraitement": "Demande acceptée"}}, [("3",), ("7",)]),
    ],
    ids=["one demande alone", "numbered demandes"],
)
def test_demandes_are_found_though_their_list_has_lost_its_brackets(value: Any, paths: list[Pointer]) -> None:
    claim = _claim(put("/lignesImport", value))
    assert [claim.editor_number(line) for line in range(1, len(claim.lines) + 1)] == ["00001", "00002"][
        : len(paths)
    ]
    assert claim.count(AnswerState.ACCEPTED) == 1
    assert [claim.line_pointer(line) for line in range(1, len(paths) + 1)] == [("lignesImport", *p) for p in paths]
    assert [claim.line_of(("lignesImport", *path, "dateFacture")) for path in paths] == [1, 2][: len(paths)]
    assert claim.line_of(("lignesImport",)) is None


@pytest.mark.parametrize(
    "value",
    [None, "C", {}, 1, {"x": 1}, {"demande": demande(1)}, {"1": demande(1), "2": None}, {"01": demande(1)}],
)
def test_a_file_whose_demandes_are_no_list_has_none(value: Any) -> None:
    claim = _claim(put("/lignesImport", value))
    assert (claim.lines, claim.answers) == ([], ())


def test_states_are_counted() -> None:
    claim = _claim(answered("0000", "Demande acceptée"))
    assert [claim.count(state) for state in AnswerState] == [2, 1, 0, 0]


def test_an_answer_is_found_in_a_block_and_is_to_verify_where_it_stands_deeper_or_twice() -> None:
    """format.md §5: an answer that cannot be read with certainty is neither an acceptance nor a refusal."""
    answer = {"codeTraitement": "0000", "libelleTraitement": "Demande acceptée"}
    other = {"codeTraitement": "1204", "libelleTraitement": "Date invalide"}
    nothing = {"codeTraitement": None, "libelleTraitement": None}
    states = {
        AnswerState.ACCEPTED: [
            answer,
            {"traitement": answer},
            {**nothing, "traitement": answer},
            {"CODETRAITEMENT": "0000", "LibelleTraitement": "Demande acceptée"},
            {"codeTraitement": "0000", "traitement": {"libelleTraitement": "Demande acceptée"}},
        ],
        AnswerState.REJECTED: [other, {"traitement": other}],
        AnswerState.TO_VERIFY: [
            {"traitement": {"reponse": answer}},
            {"traitement": [answer]},
            {**nothing, "x": {"y": {"z": other}}},
            {**answer, "traitement": other},
            {"codeTraitement": "0000", "CodeTraitement": "1204"},
        ],
        AnswerState.PENDING: [nothing, {"traitement": {"reponse": nothing}}, {"x": {"y": []}}],
    }
    for state, demandes in states.items():
        for answering in demandes:
            claim = claim_file()
            del claim["lignesImport"][0]["codeTraitement"], claim["lignesImport"][0]["libelleTraitement"]
            claim["lignesImport"][0] |= answering
            assert _read(to_bytes(claim)).answers[0].state is state, answering


@pytest.mark.parametrize("key", ["dateFacture", "datefacture"])
@pytest.mark.parametrize(
    "path", ["piecesjustificatives/0/codeTraitement", "piecesjustificatives/0/CodeTraitement", "identDMP"]
)
def test_an_answer_inside_a_balise_is_to_verify_whatever_the_demande_s_own_keys(key: str, path: str) -> None:
    answer: Any = "7" if path.endswith("Traitement") else [{"codeTraitement": "7"}]
    claim = _claim(together(put(path, answer), rename("dateFacture", key)))
    assert claim.answers[0].state is AnswerState.TO_VERIFY


@pytest.mark.parametrize("code", ["codeTraitement ", "\ufeffcodeTraitement", "code_traitement", "CODE TRAITEMENT"])
@pytest.mark.parametrize("label", ["libelleTraitement ", "libelléTraitement", "libelle-traitement"])
def test_an_answer_is_read_whatever_separates_or_accents_its_keys(code: str, label: str) -> None:
    claim = claim_file()
    for answer, state in (("Demande acceptée", AnswerState.ACCEPTED), ("Date invalide", AnswerState.REJECTED)):
        claim["lignesImport"][0] = {**_without_answer(demande(1)), code: "1204", label: answer}
        assert _read(to_bytes(claim)).answers[0].state is state


@pytest.mark.parametrize(
    "more",
    [
        {"statut": "Demande acceptée"},
        {"retour": {"libelle": ["DEMANDE ACCEPT\ufffdE"]}},
        {"r": [["Demande acceptée"]]},
    ],
)
def test_an_acceptance_under_another_key_is_to_verify(more: dict[str, Json]) -> None:
    claim = claim_file()
    for answer, state in ((None, AnswerState.TO_VERIFY), ("Demande acceptée", AnswerState.ACCEPTED)):
        claim["lignesImport"][0] |= {**more, "libelleTraitement": answer}
        assert _read(to_bytes(claim)).answers[0].state is state


def _without_answer(demande: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in demande.items() if key not in {"codeTraitement", "libelleTraitement"}}


def test_an_answer_that_stands_twice_in_one_object_is_to_verify() -> None:
    twice = to_bytes(claim_file()).replace(
        b'"codeTraitement": null', b'"codeTraitement": "0000", "codeTraitement": "1204"', 1
    )
    assert _read(twice).answers[0].state is AnswerState.TO_VERIFY


def test_a_demande_that_is_no_object_is_pending() -> None:
    assert _claim(put(".", None)).answers[0].state is AnswerState.PENDING


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ({"numeroASP": "FINMDV000001"}, "FINMDV000001"),
        ({"NUMEROASP": "FINMDV000001"}, "FINMDV000001"),
        ({"bloc": {"numeroASP": "FINMDV000001"}}, "FINMDV000001"),
        ({"numeroASP": 12}, "12"),
        ({"numeroASP": Number("1.0")}, "1.0"),
        ({"numeroASP": True}, "true"),
        ({"numeroASP": None}, ""),
        ({"numeroASP": ["x"]}, ""),
        ({}, ""),
        (None, ""),
        ("FINMDV000001", ""),
    ],
)
def test_a_balise_is_shown_as_a_text_wherever_it_stands(line: Json, text: str) -> None:
    assert text_of(line, NUMERO_ASP) == text


def test_edits_make_another_file_and_leave_the_first_as_it_was() -> None:
    claim = _claim()
    first = Edit(("lignesImport", 0, "numeroEditeur"), "00001", "00009")
    second = Edit(("lignesImport", 0, "libelleTraitement"), None, "Demande acceptée")
    edited = claim.edited(first, second)
    assert [edited.editor_number(line) for line in (1, 2, 3)] == ["00009", "00002", "00003"]
    assert edited.answers[0].state is AnswerState.ACCEPTED
    assert [claim.editor_number(line) for line in (1, 2, 3)] == ["00001", "00002", "00003"]
    assert claim.answers[0].state is AnswerState.PENDING
    assert edited.lines[1] is claim.lines[1]


def test_what_the_demandes_say_as_they_were_read_is_found_once() -> None:
    read_so = _claim()
    day = value_at(read_so.root, at := ("lignesImport", 1, "dateFacture"))
    edited = read_so.edited(Edit(at, day, "12/31/2022"))
    assert edited.read is read_so.read
    assert (edited.demandes_as_read, edited.turned) == (read_so.lines, None)
    assert _claim(put("/lignesImport/1/dateFacture", "12/31/2022")).turned is not None


def test_edits_find_the_header_again() -> None:
    claim = _claim().edited(Edit(("SIRET",), SIRET, ABSENT), Edit(("siret",), ABSENT, "1"))
    assert claim.siret == "1"


def test_an_edit_that_does_not_fit_is_a_conflict() -> None:
    with pytest.raises(EditConflict):
        _claim().edited(Edit(("lignesImport", 0, "numeroEditeur"), "00002", "00009"))


def test_a_demande_of_the_builders_is_one_of_the_file() -> None:
    assert _claim().lines[0] == read(to_bytes(demande(1))).root
