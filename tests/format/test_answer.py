"""The ASP's answer: accepted, rejected, pending or to verify, in whatever words and boxes it comes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from segur_tui.format.answer import Answer, AnswerState, read_answer
from segur_tui.format.claim_file import FileKind
from segur_tui.format.tree import Json, Number
from tests.format.builders import claim_file, to_bytes
from tests.format.findings import check_bytes
from tests.format.strategies import TREES

_PENDING, _ACCEPTED = AnswerState.PENDING, AnswerState.ACCEPTED
_REJECTED, _TO_VERIFY = AnswerState.REJECTED, AnswerState.TO_VERIFY

_NO_TEXTS = [
    "",
    " \t\u00a0",
    "null",
    "NULL",
    "None",
    "(None)",
    "NA",
    "na",
    "N/A",
    "NaN",
    "\u200b",
    " \ufeff\u2060",
]
_NOTHING: list[Json] = [None, "", [], {}, [None], [""], [[]], False, [False], ["null"], *_NO_TEXTS]
_DAMAGED = [
    *("Demande accept?e", "Demande accept??e", "Demande accept\ufffde", "Demande accept\ufffd\ufffde"),
    *("Demande accept\\u00e9e", "Demande accept&eacute;e", "Demande accept%C3%A9e", "Demande accept=E9e"),
    *("Demande\u200b accept\u00e9e", "\ufeffDemande acceptée", "« Demande acceptée »", "demande-acceptée"),
]
_PAGES = ["cp1252", "latin-1", "cp850", "cp437", "mac-roman"]
_MEANS_ACCEPTED = [
    *(
        "Demande acceptée",
        "Demande acceptee",
        " demande ACCEPTÉE\r\n",
        "Demande accepte\u0301e",
        "DEMANDE\tACCEPTÉE",
    ),
    *("Demande\u00a0acceptée", "Demande\u202facceptée\u00a0", "Demande  acceptée", "Demande\r\nacceptée"),
    *(
        "Demande acceptée.",
        "Demande acceptée !",
        "Demande acceptée le 12/03/2026",
        "Demande acceptée avec réserve",
    ),
    *("Demande acceptée, aucune erreur", "Demande acceptée sans erreur", "Demande acceptée (0 rejet)"),
    *_DAMAGED,
    *("\uff24\uff45mande acceptée", "Demande acc\u200bept\u00adée", "De\u2060mande acceptée"),
    *("Demande acceptée".encode().decode(page, "replace") for page in _PAGES),
    *("Demande acceptée".encode("cp1252").decode(page) for page in _PAGES),
    "Demande acceptée".encode().decode("cp1252").encode().decode("cp1252"),
]
_SAYS_SUCCESS = [
    "La ligne de la demande de solde est enregistrée avec succès.",
    *("Enregistrement effectué avec succès", "La demande est enregistrée", "Demande validée", "Traitement OK"),
    *("Aucune erreur", "Traitement terminé sans erreur", "Demande d’aide acceptée", "Acceptée", "Demandeacceptée"),
    *("Demande prise en compte", "La demande a été intégrée", "Les demandes acceptées"),
]
_SAYS_REFUSAL = [
    *("Date invalide", "Demande non acceptée", "demande non acceptée", "Demande refusée", "Demande rejetée"),
    *("La demande n’est pas acceptée", "Erreur sur la demande", "Le dossier est introuvable", "RPPS inconnu"),
    *("Format du fichier non autorisé", "La pièce FACTURE est obligatoire", "Demande déjà enregistrée"),
    *("Le traitement a échoué", "Aucune demande acceptée", "Enregistrement impossible"),
]
_SAYS_NEITHER = ["Montant HT", "Formats acceptés : PDF, PNG, JPG", "Voir dateFacture", "Format"]

_ZEROS: list[Json] = ["0000", 0, "0", ["0000"]]
_MORE_ZEROS: list[Json] = [
    " 0000",
    "0000\u200b",
    "0\u200b00\u20600",
    "\uff10\uff10\uff10\uff10",
    Number("0.0"),
    Number("0e0"),
    "00000",
]
_OTHERS: list[Json] = [None, "1204", 7, [[]]]

_ANSWERS: list[tuple[Json, Json, AnswerState]] = [
    *((code, label, _PENDING) for code in _NOTHING[:3] for label in _NOTHING),
    *((code, None, _PENDING) for code in _NOTHING),
    *((code, label, _ACCEPTED) for code in (*_OTHERS, *_ZEROS) for label in _MEANS_ACCEPTED),
    *((code, label, _ACCEPTED) for code in _ZEROS for label in (*_SAYS_SUCCESS, *_SAYS_NEITHER)),
    *(("0000", label, _ACCEPTED) for label in _NOTHING),
    *((code, None, _ACCEPTED) for code in _MORE_ZEROS),
    (["0000"], ["Demande acceptée"], _ACCEPTED),
    (None, [["Demande acceptée"]], _ACCEPTED),
    *((code, label, _REJECTED) for code in _OTHERS for label in (*_SAYS_REFUSAL, *_SAYS_NEITHER)),
    (None, ["Date invalide"], _REJECTED),
    *((code, label, _TO_VERIFY) for code in _ZEROS for label in _SAYS_REFUSAL),
    *((code, label, _TO_VERIFY) for code in _OTHERS for label in _SAYS_SUCCESS),
    *((code, label, _TO_VERIFY) for code in _OTHERS[1:3] for label in _NOTHING),
    *((code, "Demande acceptée puis rejetée", _TO_VERIFY) for code in (None, "0000", "1204")),
    (True, None, _TO_VERIFY),
    (["0000", "1204"], "Date invalide", _TO_VERIFY),
    ("0000", ["Demande acceptée", "Date invalide"], _TO_VERIFY),
    ({"code": "0000"}, None, _TO_VERIFY),
    (None, {"fr": "Demande acceptée"}, _TO_VERIFY),
]


@pytest.mark.parametrize(("code", "label", "state"), _ANSWERS)
def test_an_answer_is_pending_accepted_or_rejected(code: Json, label: Json, state: AnswerState) -> None:
    assert read_answer(code, label).state is state


def test_no_answer_at_all_is_pending() -> None:
    assert read_answer(None, None) == Answer(AnswerState.PENDING)


@pytest.mark.parametrize("code", ["0000", 0, "0", Number("0.00")])
def test_zeros_alone_say_nothing_certain_where_the_asp_has_not_given_its_reference(code: Json) -> None:
    assert read_answer(code, None, has_reference=False).state is _TO_VERIFY
    assert read_answer(code, "Demande acceptée", has_reference=False).state is _ACCEPTED
    assert read_answer(code, "Enregistrée avec succès", has_reference=False).state is _ACCEPTED


def test_accepted_codes_are_those_that_are_configured() -> None:
    sevens: list[Json] = [7, "7", Number("7.0"), ["7"]]
    assert all(read_answer(code, None, ["7"]).state is _ACCEPTED for code in sevens)
    assert read_answer("0000", None, ["7"]).state is _TO_VERIFY
    assert read_answer(Number("70.0"), None, ["7"]).state is _TO_VERIFY


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("1204", "1204"),
        (1204, "1204"),
        (Number("12.0"), "12.0"),
        (None, ""),
        (False, ""),
        ([1204], "1204"),
    ],
)
def test_a_code_is_shown_as_the_text_it_is_or_as_json_writes_it(code: Json, text: str) -> None:
    assert read_answer(code, " Refus ") == Answer(AnswerState.REJECTED, text, "Refus")


@settings(max_examples=100)
@given(TREES, TREES)
def test_any_answer_can_be_read(code: Json, label: Json) -> None:
    answer = read_answer(code, label)
    assert (answer.state is _PENDING) == (not answer.code and not answer.label)
    assert (answer.state is _TO_VERIFY) == bool(answer.doubt)


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
