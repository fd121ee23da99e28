"""Every balise of the demande de solde, declared once, in the note's order (note §3.2)."""

from __future__ import annotations

from datetime import date

from segur_tui.format.balise import Balise, Bloc, Level
from segur_tui.format.check_digits import finess_holds, rpps_holds, siret_holds
from segur_tui.format.kinds import (
    Alphabet,
    AlwaysNull,
    Amount,
    Block,
    Choice,
    Constant,
    Day,
    Flag,
    Identifier,
    Integer,
    ListOf,
    ShortText,
)
from segur_tui.format.naming import DocumentNames, FileNames
from segur_tui.format.programme import DOCUMENTS, DOSSIER

MOST_LINES = 200
"""Demandes that one file may hold (note §2.1)."""
_OF_2023 = date(2023, 4, 7)
"""The day of the note that wants the MSS balises null and RPPS instead of other logins to the DMP."""

FILE, DEMANDE = Level("fichier"), Level("demande", blocks=("facture", "scenarioinstallation"))
CLIENT, DOCUMENT = Level("bénéficiaires"), Level("document")
_FILE_HEADER, _DEMANDE_HEADER = Bloc("Entête fichier", FILE), Bloc("Entête demande", DEMANDE)
_INVOICE, _BENEFICIARIES = Bloc("Facture", DEMANDE), Bloc("Bénéficiaires", CLIENT)
_DOCUMENTS = Bloc("Pièces justificatives", DOCUMENT)
_INSTALLATION, _TREATMENT = Bloc("Scénario d’installation", DEMANDE), Bloc("Traitement", DEMANDE)

RPPS = Identifier(11, Alphabet.DIGITS, holds=rpps_holds, added="8")
FINESS = Identifier(9, Alphabet.FINESS, holds=finess_holds, loses_zero=True)

IMP_ID = Balise(
    "impId",
    _FILE_HEADER,
    "Référence ASP du fichier",
    AlwaysNull(filled_by_asp=True),
    "Référence ASP du JSON (utilisation interne). Il doit être rempli avec la valeur « null » et sera "
    "rempli par l’ASP pour identifier le fichier JSON.",
    words=("reference asp du json", "reference asp du fichier"),
)
NUMERO_ANS = Balise(
    "numeroAns",
    _FILE_HEADER,
    "N° de référencement ANS",
    Identifier(10, Alphabet.LETTERS_AND_DIGITS),
    "Ce numéro unique correspond au numéro de référencement fourni par l’ANS. 1 numéro unique par fichier "
    "de demande (un seul référencement unique par fichier JSON).",
    words=("numero ans", "numero de referencement", "referencement ans"),
)
SIRET = Balise(
    "SIRET",
    _FILE_HEADER,
    "SIRET du fournisseur",
    Identifier(14, Alphabet.DIGITS, holds=siret_holds),
    "Le fournisseur renseigne son numéro de SIRET, tel que renseigné lors de la demande d’enrôlement.",
    words=("numero de siret",),
    spellings=("siret",),
)
LIGNES_IMPORT = Balise(
    "lignesImport",
    _FILE_HEADER,
    "Demandes",
    Block(many=True),
    f"Tableau de demandes de solde (afin de pouvoir faire du dépôt en masse) ; {MOST_LINES} au maximum (§2.1).",
    words=("tableau de demande", "tableau de demandes", "tableau des demandes"),
    inside=DEMANDE,
)
NUM_LIGNE = Balise(
    "numLigne",
    _DEMANDE_HEADER,
    "N° de ligne",
    Integer(1, MOST_LINES),
    "Numéro de demande d’aide (incrémenté pour un dépôt en masse). Ce numéro permet de numéroter les "
    "différentes demandes de solde au sein d’un même fichier JSON. Commence au numéro 1.",
    words=("numero de ligne", "numero de demande", "numero de demande d aide"),
)
TYPE_ACTION = Balise(
    "typeAction",
    _DEMANDE_HEADER,
    "Type d’action",
    Constant("C"),
    "Cette balise permet de savoir qu’il s’agit de la création d’une demande de solde. C’est aujourd’hui la "
    "seule valeur possible.",
    words=("type d action", "type action"),
)
NUMERO_ASP = Balise(
    "numeroASP",
    _DEMANDE_HEADER,
    "N° de dossier ASP",
    Identifier(12, Alphabet.ANY, prefix=DOSSIER),
    "Référence ASP de la demande (il est renseigné après le dépôt de la demande d’avance par l’ASP) et est de "
    "type FINMDVXXXXXX. Ce numéro de référence ASP permet de faire le lien entre le fichier de demande "
    "d’avance et le fichier de demande de solde.",
    words=("dossier asp", "numero asp", "reference asp", "finmdv", "numero de dossier"),
)
NUMERO_EDITEUR = Balise(
    "numeroEditeur",
    _DEMANDE_HEADER,
    "N° éditeur",
    Identifier(5, Alphabet.FOR_FILE_NAMES, padded=True),
    "Ce numéro unique généré par l’éditeur sert à relier une demande à ses PJ associées. Ce numéro unique par "
    "demande doit être conservé au cours de l’instruction. C’est le même numéro renseigné pour l’avance que "
    "pour le solde.",
    words=("numero editeur", "numero d editeur", "numero de l editeur"),
)
DATE_FACTURE = Balise(
    "dateFacture",
    _INVOICE,
    "Date de la facture",
    Day(),
    "Date de la facture (format « JJ/MM/AAAA »).",
    words=("date de la facture", "date de facture", "date facture", "date de facturation"),
)
MONTANT = Balise(
    "montantSegurHTFacture",
    _INVOICE,
    "Montant Ségur HT",
    Amount(),
    "Montant de la prestation Ségur en euros et hors taxe comme indiqué sur la facture. Ce montant ne peut "
    "être qu’égal ou inférieur à celui indiqué sur le bon de commande. Si le fournisseur possède plusieurs "
    "factures pour cette demande de solde, alors faire la somme de chaque facture et inscrire le total dans ce "
    "champ. Préciser les 2 chiffres après le point même s’ils sont 00.",
    words=("montant", "montant segur", "montant de la prestation", "montant de la facture", "montant ht"),
)
BENEFICIAIRES = Balise(
    "beneficiaires",
    _BENEFICIARIES,
    "Bénéficiaires",
    Block(many=False),
    "Informations sur le (ou les) bénéficiaire(s).",
    words=("beneficiaire",),
    at=DEMANDE,
    inside=CLIENT,
)
COMMANDE_POUR = Balise(
    "commandePour",
    _BENEFICIARIES,
    "Commande pour",
    Choice(("LIBERAL", "STRUCTURE")),
    "Précision sur la nature du client final pouvant être soit des médecins libéraux soit une structure "
    "d’exercice coordonnée.",
    words=("commande pour", "nature du client"),
)
LIBERAL_RPPS = Balise(
    "liberalRPPS",
    _BENEFICIARIES,
    "RPPS des médecins libéraux",
    ListOf(RPPS),
    "Si commandePour = « LIBERAL », le champ contient la liste des RPPS des médecins libéraux ayant reçu la "
    "solution logicielle LGC ; sinon [ ].",
    words=("rpps", "numero rpps", "rpps du medecin", "liberal rpps", "si commandepour liberal"),
    wanted_when=(COMMANDE_POUR.name, "LIBERAL"),
)
STRUCTURE_FINESS = Balise(
    "structureFINESSGeo",
    _BENEFICIARIES,
    "FINESS géographiques",
    ListOf(FINESS),
    "Si commandePour = « STRUCTURE », le champ contient la liste des numéros de FINESS géographiques des "
    "établissements ayant reçu la solution logicielle LGC ; sinon [ ].",
    words=("finess", "finess geographique", "numero finess", "si commandepour structure"),
    wanted_when=(COMMANDE_POUR.name, "STRUCTURE"),
)
PIECES = Balise(
    "piecesjustificatives",
    _DOCUMENTS,
    "Pièces justificatives",
    Block(many=True),
    "Liste des pièces justificatives nécessaires au traitement de la demande de solde. Chaque pièce "
    "justificative est définie par trois éléments : le nom du fichier, le format du fichier, le type de "
    "fichier. Une pièce justificative ne peut peser plus de 3 Mo. Le trio nomFichier/formatFichier/typeFichier "
    "est répété autant de fois qu’il y a de pièces justificatives.",
    words=("piece justificative", "pieces justificatives", "justificatif"),
    spellings=("piecesJustificatives",),
    at=DEMANDE,
    inside=DOCUMENT,
)
NOM_FICHIER = Balise(
    "nomFichier",
    _DOCUMENTS,
    "Nom du fichier",
    ShortText(49, f"{DOCUMENTS}-FACTURE-00001.pdf"),
    "Nom du fichier, défini selon la nomenclature en section 3.3 : CodeCouloir-Logiciel-Va1-CodeTypeFichier-"
    "NuméroEditeurDeLaDemande.format.",
    words=("nom du fichier", "nom de fichier", "nom de la piece", "nomenclature"),
)
FORMAT_FICHIER = Balise(
    "formatFichier",
    _DOCUMENTS,
    "Format du fichier",
    Choice(("PDF", "PNG", "JPG")),
    "Format de la pièce justificative téléversée.",
    words=("format du fichier", "format de fichier", "format de la piece", "format de la piece justificative"),
)
TYPE_FICHIER = Balise(
    "typeFichier",
    _DOCUMENTS,
    "Type de fichier",
    Choice(("FACTURE", "MOM", "VA")),
    "Type de fichier téléversé. Le type de fichier répond à une norme bien précise. Pour le solde MDV-LGC, "
    "seuls 3 types de fichier sont autorisés : Facture, MOM, VA.",
    words=(
        "type de fichier",
        "type du fichier",
        "type de piece",
        "type de la piece",
        "type de la piece justificative",
    ),
)
IS_DIRECT_TO_DMP = Balise(
    "isDirectToDMP",
    _INSTALLATION,
    "Envoi direct au DMP",
    Flag(),
    "Les documents de santé sont-ils envoyés au DMP directement par le LGC ?",
    words=("envoi direct au dmp", "envoi au dmp", "envoyes au dmp"),
)
IDENT_DMP = Balise(
    "identDMP",
    _INSTALLATION,
    "Identifiants DMP (RPPS)",
    ListOf(RPPS),
    "Identifiants de connexion DMP. Indiquer dans ce tableau le / les RPPS afin d’identifier le / les "
    "bénéficiaire(s) lors des contrôles des envois au DMP. Pour les médecins libéraux : RPPS du médecin "
    "libéral. Pour les maisons de santé ou centres de santé : liste des RPPS de l’ensemble des médecins "
    "travaillant dans la MSP ou le CDS. Obligatoire si isDirectToDMP = true.",
    words=("identifiant dmp", "identifiants dmp", "identifiant de connexion dmp", "identifiants de connexion dmp"),
    wanted_when=(IS_DIRECT_TO_DMP.name, True),
    optional=True,
    since=_OF_2023,
)
for _channel, _in_the_note in (("Pro", "Pro"), ("Citoyen", "citoyen")):
    Balise(
        f"isDirectToMSS{_channel}",
        _INSTALLATION,
        f"Envoi par MSS {_channel}",
        AlwaysNull(),
        f"Les documents de santé sont-ils envoyés par la MSS {_in_the_note} directement par le LGC ? "
        "Valeur = null, obligatoire, depuis la version du 07/04/2023.",
        words=(f"mss {_channel.lower()}",),
        since=_OF_2023,
    )
    Balise(
        f"adresseBoiteMSS{_channel}",
        _INSTALLATION,
        f"Adresse MSS {_channel}",
        AlwaysNull(),
        "Adresse de la boite de messagerie applicative / organisationnelle depuis laquelle sont adressés les "
        f"envois par MSS {_channel}. Valeur = null, obligatoire, depuis la version du 07/04/2023.",
        words=tuple(f"{each} … mss {_channel.lower()}" for each in ("adresse", "boite", "messagerie")),
        since=_OF_2023,
    )
CODE_TRAITEMENT = Balise(
    "codeTraitement",
    _TREATMENT,
    "Code de traitement",
    AlwaysNull(filled_by_asp=True),
    "Code permettant de connaître la validité de formatage de la demande. Initialement instruit à null par le "
    "fournisseur. Il prendra une valeur donnée par l’ASP au moment où le JSON est déposé dans le portail.",
)
LIBELLE_TRAITEMENT = Balise(
    "libelleTraitement",
    _TREATMENT,
    "Libellé de traitement",
    AlwaysNull(filled_by_asp=True),
    "Libellé permettant de connaître la validité de formatage de la demande. Initialement instruit à null par "
    "le fournisseur. Il prendra une valeur donnée par l’ASP au moment où le JSON est déposé dans le portail.",
)

FILE_NAMES = FileNames("JSON")
DOCUMENT_NAMES = DocumentNames(
    DOCUMENTS,
    {
        "FACTURE": ("facture", "factures", "fact", "fac"),
        "MOM": ("mom", "mise en ordre de marche"),
        "VA": ("va", "verification d aptitude", "verification aptitude", "attestation de verification d aptitude"),
    },
    5,
    ("pdf", "jpg", "png"),
    {
        "MOM": ("pv", "proces verbal"),
        "VA": ("attestation", "aptitude", "verification"),
        "": ("devis", "bon", "commande", "contrat", "avoir", "proforma", "kbis", "rib", "releve", "mandat"),
    },
)
