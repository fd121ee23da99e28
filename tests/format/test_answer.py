"""The ASP's answer: accepted, rejected or pending, and whether it says that the demande exists already."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.answer import Answer, AnswerState, read_answer, says_it_exists
from segur_tui.format.claim_file import FileKind
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Number
from tests.format.builders import claim_file, to_bytes
from tests.format.findings import check_bytes
from tests.format.strategies import TREES

_ANSWERS: list[tuple[Json, Json, AnswerState]] = [
    (None, None, AnswerState.PENDING),
    ("0000", "Demande acceptée", AnswerState.ACCEPTED),
    (None, "Demande acceptée", AnswerState.ACCEPTED),
    ("1204", "Demande acceptée", AnswerState.ACCEPTED),
    (1, " demande ACCEPTÉE\r\n", AnswerState.ACCEPTED),
    ("0", "Demande acceptee", AnswerState.ACCEPTED),
    ("0", "Demande accepte\u0301e", AnswerState.ACCEPTED),
    ("0", "Demande\u00a0acceptée", AnswerState.ACCEPTED),
    ("0", "Demande\u202facceptée\u00a0", AnswerState.ACCEPTED),
    ("0", "Demande  acceptée", AnswerState.ACCEPTED),
    ("0", "DEMANDE\tACCEPTÉE", AnswerState.ACCEPTED),
    ("0", "Demande\r\nacceptée", AnswerState.ACCEPTED),
    ("0000", None, AnswerState.ACCEPTED),
    ("0000", "", AnswerState.ACCEPTED),
    ("0000", " \t", AnswerState.ACCEPTED),
    (" 0000", None, AnswerState.ACCEPTED),
    (0, None, AnswerState.REJECTED),
    (Number("0.0"), None, AnswerState.REJECTED),
    ("00000", None, AnswerState.REJECTED),
    ("1204", None, AnswerState.REJECTED),
    ("", "", AnswerState.REJECTED),
    ("0000", "Date invalide", AnswerState.REJECTED),
    ("0000", "Demande non acceptée", AnswerState.REJECTED),
    ("0000", "Demande acceptée.", AnswerState.REJECTED),
    ("0000", "Demande acceptée avec réserve", AnswerState.REJECTED),
    ("0000", "Demande\u00a0acceptée\u00a0avec réserve", AnswerState.REJECTED),
    ("0000", "demande non acceptée", AnswerState.REJECTED),
    ("0000", "Demandeacceptée", AnswerState.REJECTED),
    ("0000", "Demande acceptée Demande acceptée", AnswerState.REJECTED),
    (None, "Demande refusée", AnswerState.REJECTED),
    (None, False, AnswerState.REJECTED),
    (None, [], AnswerState.REJECTED),
]


@pytest.mark.parametrize(("code", "label", "state"), _ANSWERS)
def test_an_answer_is_pending_accepted_or_rejected(code: Json, label: Json, state: AnswerState) -> None:
    assert read_answer(code, label).state is state


def test_no_answer_at_all_is_pending() -> None:
    assert read_answer(None, None) == Answer(AnswerState.PENDING)


def test_one_of_both_may_be_absent() -> None:
    assert read_answer(None, "Demande acceptée").state is AnswerState.ACCEPTED
    assert read_answer("0000", None).state is AnswerState.ACCEPTED
    assert read_answer("12", None).state is AnswerState.REJECTED


def test_accepted_codes_are_those_that_are_configured() -> None:
    assert read_answer(7, None, ["7"]).state is AnswerState.ACCEPTED
    assert read_answer("0000", None, ["7"]).state is AnswerState.REJECTED


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("1204", "1204"),
        (1204, "1204"),
        (Number("12.0"), "12.0"),
        (None, ""),
        (False, "false"),
        (True, "true"),
        ([1, None], "[1, null]"),
    ],
)
def test_a_code_is_shown_as_the_text_it_is_or_as_json_writes_it(code: Json, text: str) -> None:
    assert read_answer(code, " Refus ") == Answer(AnswerState.REJECTED, text, "Refus")


@settings(max_examples=100)
@given(TREES, TREES)
def test_any_answer_can_be_read(code: Json, label: Json) -> None:
    answer = read_answer(code, label)
    assert (answer.state is AnswerState.PENDING) == (code is None and label is None)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([None, None, None], FileKind.SUBMISSION),
        ([None, "Demande acceptée", None], FileKind.RETURN),
        ([None, None, "Refus"], FileKind.RETURN),
    ],
)
def test_a_file_with_one_answer_is_a_return(answers: list[str | None], kind: FileKind) -> None:
    claim = claim_file()
    for line, label in zip(claim["lignesImport"], answers, strict=True):
        line["libelleTraitement"] = label
    assert check_bytes(to_bytes(claim)).claim.kind is kind


_EXISTS = [
    "La demande existe déjà",
    "Demande déjà existante",
    "Demande\u00a0déjà\u00a0existante.",
    "DEMANDE DÉJÀ DÉPOSÉE",
    "La demande est déjà présente",
    "La demande a déjà été déposée",
    "Demande de solde déjà intégrée",
    "Demande déjà acceptée",
    "Doublon",
    "DOUBLON.",
    "En doublon",
    "Existe déjà en base",
    "Demande déjà existante pour ce dossier",
    "Numéro de dossier ASP : demande déjà existante",
    "numeroASP FINMDV000012 : doublon",
    "Le numeroASP existe déjà",
    "numLigne 3 en doublon",
    "La demande est en doublon (numeroEditeur 00012)",
    "Doublon de demande (numeroEditeur 00012)",
    "Doublon de la demande : numeroEditeur 00012",
    "Demande déjà existante (numeroEditeur 00012)",
    "Demande déjà déposée : numeroEditeur 00012, dateFacture 01/02/2023",
    "La demande existe déjà pour ce numeroEditeur",
    "La demande (numeroEditeur 00012) existe déjà",
    "La demande n° éditeur 00012 est déjà déposée",
    "Une autre demande existe déjà avec ce numeroEditeur",
    "Rejet : cette demande de solde FINMDV000012 figure en doublon (SIRET 73282932000074)",
]
_IS_ABOUT_A_VALUE = [
    "",
    "Date de facture invalide",
    "Un RPPS figure en doublon dans liberalRPPS",
    "nomFichier : doublon",
    "La pièce justificative est déjà présente dans une autre demande",
    "Le numeroEditeur existe déjà dans un autre dossier",
    "Le numéro éditeur existe déjà",
    "Le numeroEditeur de la demande existe déjà",
    "Le numéro éditeur d’une demande déjà déposée",
    "Le nomFichier d’une autre demande existe déjà",
    "Un RPPS de l’autre demande existe déjà",
    "Demande rejetée : RPPS en doublon",
    "La demande comporte un RPPS 10000000001 en doublon",
    "La demande a le numeroEditeur en doublon",
    "FINESS en doublon avec une autre demande",
    "Doublon dans les pièces justificatives de la demande",
    "SIRET déjà présente",
]


@pytest.mark.parametrize("label", _EXISTS)
def test_a_label_that_says_that_the_demande_exists_is_recognised(label: str) -> None:
    assert says_it_exists(Answer(AnswerState.REJECTED, "", label), SOLDE)


@pytest.mark.parametrize("label", _IS_ABOUT_A_VALUE)
def test_a_label_that_says_so_of_a_value_does_not_say_that_the_demande_exists(label: str) -> None:
    assert not says_it_exists(Answer(AnswerState.REJECTED, "", label), SOLDE)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_whether_the_demande_exists_can_be_asked_of_any_label(label: str) -> None:
    assert isinstance(says_it_exists(Answer(AnswerState.REJECTED, "", label), SOLDE), bool)
