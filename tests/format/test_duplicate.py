"""Labels of a refusal that say that the demande is in the ASP's database already, or waits there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.solde import SOLDE

_EXISTS = [
    "La demande a le numeroEditeur en doublon",
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
    "Le numeroEditeur existe déjà dans un autre dossier",
    "Le numéro éditeur existe déjà",
    "Le numeroEditeur de la demande existe déjà",
    "Le numéro éditeur d’une demande déjà déposée",
    "Le numéro de dossier ASP doit être unique",
    "Une demande de solde existe pour le dossier FINMDV000012",
    "Demande de solde déjà payée",
    "La demande de solde a déjà été validée",
    "Solde déjà demandé",
    "La demande est en cours d’instruction",
    "Le solde a été payé",
    "Dossier déjà soldé",
    "Le dossier appartient à un autre financement",
    "Le numéro éditeur n’est pas unique",
    "numeroEditeur déjà utilisé",
    "Un solde est déjà en cours de paiement pour ce dossier",
    "Demande d?j? enregistr?e",
    "Demande dÃ©jÃ\u00a0 transmise",
    "Demande dÃ©jÃ transmise",
    "demande d\ufffdj\ufffd trait\ufffde",
    "La demande a été transmise",
    "La demande de solde FINMDV000001 est déjà enregistrée dans le système",
    "Cette demande a déjà fait l'objet d'un paiement",
    "Le dossier fait déjà l'objet d'une demande",
    "Le numéro de dossier est rattaché à un autre financement",
    "Demande déjà connue",
    "La ligne existe déjà",
    "Une demande portant le numeroEditeur 00012 existe déjà",
    "Demande de solde existante",
    "Le numeroASP a déjà été utilisé pour une demande de solde",
    "Une demande est déjà en instruction",
    "Un paiement a déjà été effectué pour ce dossier",
    "La demande est en instruction",
    "Solde déjà versé",
    "Doublon : dateFacture",
    "dateFacture : doublon",
    "DATEFACTURE EN DOUBLON",
    "Doublon sur la date de facture",
    "Doublon (dateFacture, montantSegurHTFacture)",
    "Doublon : RPPS 10000000009, dateFacture 01/02/2023, montantSegurHTFacture 358.33",
    "Doublon : montantSegurHTFacture 358.33",
    "montantSegurHTFacture déjà enregistré",
    "D?j? enregistr? : montantSegurHTFacture",
    "Montant Ségur HT déjà déclaré pour ce RPPS",
    "Une facture de même montant Ségur HT est déjà enregistrée",
    "UNE FACTURE DE MEME MONTANT SEGUR HT EST DEJA ENREGISTREE",
    "Une facture de m?me montant S?gur HT est d?j? enregistr?e",
    "Une facture de même date et de même montant existe",
    "Même date de facture et même montant que la ligne 3",
    "Même dateFacture qu’une demande déjà déposée",
    "Il existe une demande avec la même date de facture",
    "La date de facture et le montant existent déjà",
    "La date de facture n’est pas unique",
    "Date de facture et RPPS identiques à une autre demande",
    "Date de facture en double",
    "Duplicate dateFacture",
    "Facture déjà enregistrée",
    "Facture déjà transmise pour ce RPPS",
    "Facture en doublon",
    "La facture existe déjà pour le FINESS 010780005",
    "La facture a déjà été payée",
    "commandePour LIBERAL : doublon",
    "lignesImport : doublon",
    "lignesImport contient deux fois cette ligne",
    "impId déjà connu",
    "typeAction C : déjà existant",
]
_IS_ABOUT_A_VALUE = [
    "",
    "Date de facture invalide",
    "Un RPPS figure en doublon dans liberalRPPS",
    "nomFichier : doublon",
    "La pièce justificative est déjà présente dans une autre demande",
    "Le nomFichier d’une autre demande existe déjà",
    "Un RPPS de l’autre demande existe déjà",
    "Demande rejetée : RPPS en doublon",
    "La demande comporte un RPPS 10000000001 en doublon",
    "FINESS en doublon avec une autre demande",
    "Doublon dans les pièces justificatives de la demande",
    "SIRET déjà présente",
    "Le dossier n’existe pas",
    "La demande d’avance n’existe pas",
    "Numéro de dossier ASP inexistant",
    "Le numéro de dossier ASP n’est pas enregistré",
    "La demande n'est pas validée",
    "La demande doit être validée",
    "numeroASP inconnu",
    "Le numéro éditeur doit être renseigné",
    "Montant supérieur au montant déjà versé",
    "La demande n’a pas été traitée",
    "Le dernier avenant n’est pas au statut « Décidé et payé »",
    "Format du fichier non autorisé",
    "Demande refusée",
    "Le dossier n'existe plus",
    "Aucune demande d'avance pour ce dossier",
    "Numéro ASP invalide",
    "Demande non conforme",
    "Le type de fichier FACTURE est en doublon",
    "Document FACTURE déjà présent",
    "La pièce FACTURE existe déjà",
    "typeFichier FACTURE en doublon",
    "La date de facture a été saisie au mauvais format",
    "La date de facture est transmise avec un format invalide",
    "La date de facture n’existe pas dans le calendrier",
    "Date de facture inexistante",
    "La date de facture est déjà passée",
    "La date de facture est déjà dépassée",
    "La date de facture est antérieure à une demande déjà déposée",
    "La date de facture doit exister",
    "La facture n’a pas le même montant que le bon de commande",
    "Le montant doit être le même que celui déjà déclaré",
    "Le montant Ségur HT dépasse le montant déjà enregistré",
    "Le montant Ségur HT diffère de celui déjà enregistré",
    "Montant Ségur HT non renseigné",
    "commandePour : valeur non permise",
    "isDirectToDMP doit être renseigné",
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


@pytest.mark.parametrize(
    "label",
    [
        "Le dernier avenant n’est pas au statut « Décidé et payé »",
        "Le dernier avenant n'est pas au statut Decide et paye",
        "Statut différent de « Décidé et payé »",
        "L’avance n’est pas payée",
    ],
)
def test_a_label_that_says_that_the_avance_is_not_paid_yet_is_recognised(label: str) -> None:
    assert awaits_payment(Answer(AnswerState.REJECTED, "", label))
    assert not says_it_exists(Answer(AnswerState.REJECTED, "", label), SOLDE)


@pytest.mark.parametrize("label", ["", "Date de facture invalide", "La demande existe déjà", "Demande déjà payée"])
def test_other_labels_do_not_say_that_the_avance_is_not_paid_yet(label: str) -> None:
    assert not awaits_payment(Answer(AnswerState.REJECTED, "", label))
