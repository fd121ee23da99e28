"""The balise that a rejection's label names, or describes in French."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.label import balise_named
from segur_tui.format.solde import SOLDE
from tests.work import assert_linear

_UNNAMED = {"codeTraitement", "libelleTraitement"}
_NAMED = [balise.name for balise in SOLDE.balises if balise.name not in _UNNAMED]


@pytest.mark.parametrize("name", _NAMED)
@pytest.mark.parametrize(
    "label", ["{} invalide", "Le champ « {} » est obligatoire", "champ={};", "ERREUR:{}", "La valeur de {}."]
)
def test_a_label_names_a_balise_by_its_name(label: str, name: str) -> None:
    for spelling in (name, name.upper(), name.lower()):
        named = balise_named(label.format(spelling), SOLDE)
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
        ("Date de facture : voir numeroASP", "numeroASP"),
        ("Les documents de santé sont-ils envoyés au DMP : réponse obligatoire", "isDirectToDMP"),
        ("Adresse de la boite de messagerie … les envois par MSS Pro", "adresseBoiteMSSPro"),
        ("Adresse de la boîte depuis laquelle sont adressés les envois par MSS Citoyen", "adresseBoiteMSSCitoyen"),
        ("Envoi par MSS Pro renseigné", "isDirectToMSSPro"),
        ("La MSS citoyen n’est pas attendue", "isDirectToMSSCitoyen"),
        ("Si commandePour = « LIBERAL », la liste ne peut être vide", "liberalRPPS"),
        ("Référence ASP du JSON inconnue", "impId"),
        ("Tableau de demandes de solde vide", "lignesImport"),
    ],
)
def test_a_label_names_a_balise_by_its_french_description(label: str, name: str) -> None:
    named = balise_named(label, SOLDE)
    assert named is not None
    assert named.name == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Le nomFichier ne porte pas le numeroEditeur de la demande : numeroEditeur", "nomFichier"),
        ("numeroASP : à revoir avec dateFacture et montantSegurHTFacture", "numeroASP"),
        ("dateFacture, montantSegurHTFacture", "dateFacture"),
        ("montantSegurHTFacture, dateFacture", "montantSegurHTFacture"),
        ("beneficiaires.liberalRPPS", "liberalRPPS"),
        ("liberalRPPS manque dans beneficiaires", "liberalRPPS"),
        ("/lignesImport/0/dateFacture", "dateFacture"),
        ("/lignesImport/0/beneficiaires/liberalRPPS/1", "liberalRPPS"),
        ("/lignesImport/0/piecesjustificatives/1/nomFichier", "nomFichier"),
        ("/lignesImport/0/beneficiaires", "beneficiaires"),
        ("lignesImport[0].piecesjustificatives", "piecesjustificatives"),
        ("beneficiaires incohérent avec dateFacture", "beneficiaires"),
        ("piecesjustificatives et liberalRPPS", "piecesjustificatives"),
        ("Un des bénéficiaires a un numéro RPPS inconnu", "liberalRPPS"),
        ("lignesImport : date de la facture invalide", "dateFacture"),
        ("numeroAns ou SIRET inconnu dans lignesImport", "numeroAns"),
        ("Le numéro de SIRET ne va pas avec le numeroAns", "SIRET"),
        ("Si commandePour = « LIBERAL », structureFINESSGeo est vide", "structureFINESSGeo"),
    ],
)
def test_of_several_balises_the_innermost_then_the_first_is_named(label: str, name: str) -> None:
    named = balise_named(label, SOLDE)
    assert named is not None
    assert named.name == name


# The descriptions of the note's table (§3.2), in its words.
_DESCRIPTIONS = {
    "impId": "Reference ASP du JSON (utilisation interne). Il doit être rempli avec la valeur « null » et sera "
    "rempli par l’ASP pour identifier le fichier JSON.",
    "numeroAns": "Ce numéro unique correspond au numéro de référencement fourni par l'ANS 1 numéro unique par "
    "fichier de demande (un seul référencement unique par fichier JSON)",
    "SIRET": "Le fournisseur renseigne son numéro de SIRET, tel que renseigné lors de la demande d’enrôlement",
    "lignesImport": "Tableau de demande de solde (afin de pouvoir faire du dépôt en masse).",
    "numLigne": "Numéro de demande d’aide (incrémenté pour un dépôt en masse). Ce numéro permet de numéroter "
    "les différentes demandes de solde au sein d’un même fichier JSON. Commence au numéro 1",
    "typeAction": "Cette balise permet de savoir qu’il s’agit de la création d’une demande de solde. C’est "
    "aujourd’hui la seule valeur possible.",
    "numeroASP": "Référence ASP de la demande (il est renseigné après le dépôt de la demande d’avance par "
    "l’ASP) et est de type FINMDVXXXXXX. Ce numéro de référence ASP permet de faire le lien entre le fichier "
    "de demande d’avance et le fichier de demande de solde",
    "numeroEditeur": "Ce numéro unique généré par l'éditeur sert à relier une demande à ses PJ associées. Ce "
    "numéro unique par demande doit être conservé au cours de l’instruction. C’est le même numéro renseigné "
    "pour l’avance que pour le solde.",
    "dateFacture": "Date de la facture",
    "montantSegurHTFacture": "Montant de la prestation Ségur en Euros et hors taxe comme indiqué sur la "
    "facture. Ce montant ne peut être qu’égal ou inférieur à celui indiqué sur le bon de commande. Si le "
    "fournisseur possède plusieurs factures pour cette demande de solde, alors faire la somme de chaque facture "
    "et inscrire le total dans ce champs. Préciser les 2 chiffres après le point même si ils sont 00",
    "beneficiaires": "Informations sur le (ou les) bénéficiaire(s)",
    "commandePour": "Précision sur la nature du client final pouvant être soit des médecins libéraux soit une "
    "structure d’exercice coordonnée",
    "liberalRPPS": "Si commandePour = « LIBERAL » le champ contient la liste des RPPS des médecins libéraux "
    "ayant reçus la solution logicielle LGC",
    "structureFINESSGeo": "Si commandePour = « STRUCTURE » le champ contient la liste des numéros de FINESS "
    "géographiques des établissements ayant reçus la solution logicielle LGC",
    "piecesjustificatives": "Liste des pièces justificatives nécessaires au traitement de la demande de solde. "
    "Chaque pièce justificative est définie par trois éléments : • Le nom du fichier • Le format du fichier • Le "
    "type de fichier Une pièce justificative ne peut peser plus de 3Mo Le trio "
    "nomFichier/formatFichier/typeFichier est répété autant de fois qu’il y a de pièces justificatives.",
    "nomFichier": "Nom du fichier, défini selon la nomenclature en section 3.3",
    "formatFichier": "Format de la pièce justificative téléversée.",
    "typeFichier": "Type de fichier téléversé. Le type de fichier répond à une norme bien précise. Pour le "
    "solde MDV-LGC, seuls 3 types de fichier sont autorisés : • Facture • MOM • VA",
    "isDirectToDMP": "Les documents de santé sont-ils envoyés au DMP directement par le LGC ?",
    "identDMP": "identifiants de connexion DMP Indiquer dans ce tableau le / les RPPS afin d’identifier le / les "
    "bénéficiaire(s) lors des contrôles des envois au DMP • Pour les médecins libéraux : RPPS du médecin libéral "
    "• Pour les maisons de santé ou centre de santé : liste des RPPS de l’ensemble des médecins travaillant dans "
    "la MSP ou le CDS",
    "isDirectToMSSPro": "Les documents de santé sont-ils envoyés par la MSS Pro directement par le LGC ?",
    "adresseBoiteMSSPro": "Adresse de la boite de messagerie applicative / organisationnelle depuis laquelle "
    "sont adressés les envois par MSS Pro",
    "isDirectToMSSCitoyen": "Les documents de santé sont-ils envoyés par la MSS citoyen directement par le LGC ?",
    "adresseBoiteMSSCitoyen": "Adresse de la boite de messagerie applicative / organisationnelle depuis laquelle "
    "sont adressés les envois par MSS Citoyen",
}


@pytest.mark.parametrize("name", _NAMED)
@pytest.mark.parametrize("label", ["{}", "Valeur incorrecte pour « {} »", "{} : champ obligatoire"])
def test_the_description_of_each_balise_in_the_note_s_words_describes_it(label: str, name: str) -> None:
    named = balise_named(label.format(_DESCRIPTIONS[name]), SOLDE)
    assert named is not None
    assert named.name == name


@pytest.mark.parametrize("name", _NAMED)
def test_the_first_sentence_of_a_description_describes_the_balise(name: str) -> None:
    named = balise_named(_DESCRIPTIONS[name].split(". ")[0], SOLDE)
    assert named is not None
    assert named.name == name


@pytest.mark.parametrize("label", ["Code", "Libelle"])
def test_what_the_asp_itself_fills_is_not_described(label: str) -> None:
    described = (
        f"{label} permettant de connaitre la validité de formatage de la demande. Initialement instruit à null "
        "par le fournisseur. Il prendra une valeur donnée par l’ASP au moment où le JSON est déposé dans le "
        "portail."
    )
    assert balise_named(described, SOLDE) is None


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
    assert balise_named(label, SOLDE) is None


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_label_can_be_read(label: str) -> None:
    named = balise_named(label, SOLDE)
    assert named is None or named.name in _NAMED


@pytest.mark.parametrize("words", ["beneficiaires liberalRPPS ", "dateFacture ", "demande déjà existante "])
def test_a_long_label_costs_in_proportion_to_its_length(words: str) -> None:
    def reading(times: int) -> Callable[[], object]:
        label = words * times
        return lambda: balise_named.__wrapped__(label, SOLDE)

    assert_linear(reading, 300)


@pytest.mark.parametrize("damage", ["?", "??", "\N{REPLACEMENT CHARACTER}", "Ã©", "ÃƒÂ©", r"\u00e9"])
def test_a_label_names_a_balise_whatever_became_of_its_accents(damage: str) -> None:
    for label in ("Numéro éditeur déjà utilisé", "Le numéro de l’éditeur est inconnu"):
        named = balise_named(label.replace("é", damage), SOLDE)
        assert named is not None
        assert named.name == "numeroEditeur"
