"""The ASP's answer: accepted, rejected or pending, and the balise that a rejection's label names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.answer import Answer, State, balise_named, read_answer
from segur_tui.format.balises import BALISES
from segur_tui.format.claim_file import FileKind
from segur_tui.format.tree import Json, Number
from tests.format.builders import claim_file, to_bytes
from tests.format.findings import check_bytes
from tests.format.strategies import TREES

_ANSWERS: list[tuple[Json, Json, State]] = [
    (None, None, State.PENDING),
    ("0000", "Demande acceptée", State.ACCEPTED),
    (None, "Demande acceptée", State.ACCEPTED),
    ("1204", "Demande acceptée", State.ACCEPTED),
    (1, " demande ACCEPTÉE\r\n", State.ACCEPTED),
    ("0", "Demande acceptee", State.ACCEPTED),
    ("0", "Demande accepte\u0301e", State.ACCEPTED),
    ("0000", None, State.ACCEPTED),
    ("0000", "", State.ACCEPTED),
    ("0000", " \t", State.ACCEPTED),
    (" 0000", None, State.ACCEPTED),
    (0, None, State.REJECTED),
    (Number("0.0"), None, State.REJECTED),
    ("00000", None, State.REJECTED),
    ("1204", None, State.REJECTED),
    ("", "", State.REJECTED),
    ("0000", "Date invalide", State.REJECTED),
    ("0000", "Demande non acceptée", State.REJECTED),
    ("0000", "Demande acceptée.", State.REJECTED),
    (None, "Demande refusée", State.REJECTED),
    (None, False, State.REJECTED),
    (None, [], State.REJECTED),
]


@pytest.mark.parametrize(("code", "label", "state"), _ANSWERS)
def test_an_answer_is_pending_accepted_or_rejected(code: Json, label: Json, state: State) -> None:
    assert read_answer(code, label).state is state


def test_no_answer_at_all_is_pending() -> None:
    assert read_answer(None, None) == Answer(State.PENDING)


def test_one_of_both_may_be_absent() -> None:
    assert read_answer(None, "Demande acceptée").state is State.ACCEPTED
    assert read_answer("0000", None).state is State.ACCEPTED
    assert read_answer("12", None).state is State.REJECTED


def test_accepted_codes_are_those_that_are_configured() -> None:
    assert read_answer(7, None, ["7"]).state is State.ACCEPTED
    assert read_answer("0000", None, ["7"]).state is State.REJECTED


@pytest.mark.parametrize(
    ("code", "text"), [("1204", "1204"), (1204, "1204"), (Number("12.0"), "12.0"), (None, "")]
)
def test_a_code_comes_as_a_text_or_a_number(code: Json, text: str) -> None:
    assert read_answer(code, " Refus ") == Answer(State.REJECTED, text, "Refus")


@settings(deadline=None, max_examples=100)
@given(TREES, TREES)
def test_any_answer_can_be_read(code: Json, label: Json) -> None:
    answer = read_answer(code, label)
    assert (answer.state is State.PENDING) == (code is None and label is None)


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


_UNNAMED = {"codeTraitement", "libelleTraitement"}
_NAMED = [balise.name for balise in BALISES if balise.name not in _UNNAMED]


@pytest.mark.parametrize("name", _NAMED)
@pytest.mark.parametrize(
    "label", ["{} invalide", "Le champ « {} » est obligatoire", "champ={};", "ERREUR:{}", "La valeur de {}."]
)
def test_a_label_names_a_balise_by_its_name(label: str, name: str) -> None:
    for spelling in (name, name.upper(), name.lower()):
        named = balise_named(label.format(spelling))
        assert named is not None
        assert named.name == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Numéro de référencement ANS inconnu", "numeroAns"),
        ("Le numéro de SIRET n’est pas celui de l’enrôlement", "SIRET"),
        ("Numéro de demande d’aide incorrect", "numLigne"),
        ("N° de ligne incorrect", "numLigne"),
        ("Type d'action inconnu", "typeAction"),
        ("Référence ASP de la demande inconnue", "numeroASP"),
        ("Numéro de dossier ASP inexistant", "numeroASP"),
        ("Le numéro éditeur existe déjà", "numeroEditeur"),
        ("Numéro de l’éditeur 00003 déjà utilisé", "numeroEditeur"),
        ("N° éditeur déjà utilisé", "numeroEditeur"),
        ("n°éditeur inconnu", "numeroEditeur"),
        ("La date de la facture est postérieure au dépôt", "dateFacture"),
        ("Date de facture invalide", "dateFacture"),
        ("DATE FACTURE : FORMAT INCORRECT", "dateFacture"),
        ("Montant de la prestation Ségur erroné", "montantSegurHTFacture"),
        ("Les montants ne concordent pas", "montantSegurHTFacture"),
        ("Informations sur le (ou les) bénéficiaire(s) incomplètes", "beneficiaires"),
        ("Nature du client final inconnue", "commandePour"),
        ("La liste des RPPS est vide", "liberalRPPS"),
        ("Numéro RPPS inconnu", "liberalRPPS"),
        ("FINESS géographique inconnu", "structureFINESSGeo"),
        ("Numéros de FINESS inconnus", "structureFINESSGeo"),
        ("Pièce justificative manquante", "piecesjustificatives"),
        ("Les pièces justificatives sont illisibles", "piecesjustificatives"),
        ("Nom du fichier incorrect", "nomFichier"),
        ("Format du fichier incorrect", "formatFichier"),
        ("Format de la pièce justificative téléversée incorrect", "formatFichier"),
        ("Type de fichier incorrect", "typeFichier"),
        ("Envoi direct au DMP non renseigné", "isDirectToDMP"),
        ("Identifiants de connexion DMP absents", "identDMP"),
        ("Identifiant DMP (RPPS) inconnu", "identDMP"),
        ("Adresse de la boite de messagerie MSS Pro renseignée", "adresseBoiteMSSPro"),
        ("Adresse de la boite de messagerie MSS Citoyen renseignée", "adresseBoiteMSSCitoyen"),
        ("Le nomFichier ne porte pas le numeroEditeur de la demande : numeroEditeur", "numeroEditeur"),
        ("Date de facture : voir numeroASP", "numeroASP"),
    ],
)
def test_a_label_names_a_balise_by_its_french_description(label: str, name: str) -> None:
    named = balise_named(label)
    assert named is not None
    assert named.name == name


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Refus",
        "Erreur technique",
        "Demande déjà acceptée",
        "datefact",
        "SIRETTE",
        "numeroEditeurs2",
        "La facture",
    ],
)
def test_a_label_that_names_no_balise_names_none(label: str) -> None:
    assert balise_named(label) is None


@pytest.mark.parametrize(
    ("label", "exists"),
    [
        ("La demande existe déjà", True),
        ("Demande déjà existante", True),
        ("DEMANDE DÉJÀ DÉPOSÉE", True),
        ("Doublon", True),
        ("Date de facture invalide", False),
        ("", False),
    ],
)
def test_a_label_that_says_that_the_demande_exists_is_recognised(label: str, *, exists: bool) -> None:
    assert Answer(State.REJECTED, "", label).says_it_exists is exists


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_any_label_can_be_read(label: str) -> None:
    named = balise_named(label)
    assert named is None or named.name in _NAMED
