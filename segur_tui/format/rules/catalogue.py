"""Every control, declared once: id, severity, section of the note, and its French sentence."""

from __future__ import annotations

from segur_tui.format.balises import MOST_LINES
from segur_tui.format.finding import Rule, Severity

_E, _W = Severity.ERROR, Severity.WARNING

# The file and its keys.
UNREADABLE = Rule("unreadable", _E, "1.2", "fichier illisible : {reason}", "un fichier JSON bien formé, en UTF-8")
ENCODING = Rule("file-encoding", _W, "1.2", "fichier lu comme du {encoding}", "UTF-8 (l’export écrit en UTF-8)")
FILE_NAME = Rule("file-name", _E, "3.3", "le nom {value} ne suit pas la règle", "JSON-numeroAns-AAAAMMJJ-NNN.json")
FILE_NAME_ANS = Rule(
    "file-name-ans", _E, "3.3", "le nom du fichier porte le n° ANS « {named} »", "celui de l’entête, {value}"
)
RETURNED_NAME = Rule(
    "returned-name", _W, "3.3", "le retour porte un autre nom que celui du dépôt, {value}", "{expected}"
)
SHAPE = Rule("shape", _E, "2.2", "{value} est {type}", "{expected}")
NO_LINES = Rule("lines-empty", _E, "2.1", "le fichier ne contient aucune demande", f"de 1 à {MOST_LINES} demandes")
TOO_MANY_LINES = Rule(
    "lines-too-many", _E, "2.1", "le fichier contient {count} demandes", f"{MOST_LINES} au plus par fichier"
)
NESTED = Rule(
    "nested-balise",
    _W,
    "3.2",
    "des balises sont rangées dans le bloc « {key} », que la note ne connaît pas",
    "les balises directement à leur niveau",
)
REPEATED_KEY = Rule(
    "repeated-key",
    _E,
    "2.2",
    "« {key} » figure plusieurs fois dans le même bloc : l’ASP peut en lire l’une ou l’autre",
    "une seule fois",
)
TWO_SPELLINGS = Rule(
    "two-spellings",
    _E,
    "3.2",
    "« {key} » répète « {balise} » sous une autre casse ou à un autre niveau",
    "une seule",
)
LETTER_CASE = Rule("letter-case", _E, "3.2", "« {key} » n’a pas les bonnes majuscules", "« {balise} »")
UNKNOWN_KEY = Rule("unknown-key", _W, "3.2", "la balise « {key} » {problem}")
MANY_KEYS = Rule(
    "many-keys",
    _W,
    "3.2",
    "{count} autres balises du bloc sont inconnues, répétées ou mal écrites : les {most} premières sont dites",
    "les seules balises de la note",
)

# One value.
MISSING = Rule("missing", _E, "3.2", "la balise manque")
TYPE = Rule("type", _E, "3.2", "{value} est {type}")
LENGTH = Rule("length", _E, "3.2", "{value} compte {length}")
CHARACTERS = Rule("characters", _E, "3.2", "{value} contient d’autres signes que ceux permis")
PREFIX = Rule("prefix", _E, "3.2", "{value} ne commence pas par {prefix}")
CHOICE = Rule("choice", _E, "3.2", "{value} n’est pas une valeur possible")
NULL_ONLY = Rule("null-only", _E, "3.2", "{value}{as_text} n’a pas sa place ici", "null, seule valeur possible")
RANGE = Rule("range", _E, "3.2", "{value} est hors des bornes")
DATE_FORMAT = Rule("date-format", _E, "3.2", "{value} n’est pas au format JJ/MM/AAAA")
DATE_REAL = Rule("date-real", _E, "3.2", "{value} n’existe pas dans le calendrier")
DATE_FUTURE = Rule("date-future", _W, "3.2", "{value} est dans le futur", "la date d’une facture déjà émise")
AMOUNT_DECIMALS = Rule("amount-decimals", _E, "3.2", "{value} n’est pas écrit avec exactement deux décimales")
AMOUNT_NEGATIVE = Rule("amount-negative", _E, "3.2", "le montant {value} est négatif", "un montant positif")
AMOUNT_ZERO = Rule(
    "amount-zero",
    _W,
    "3.2",
    "le montant est nul : la demande serait refusée à l’instruction",
    "un montant supérieur à 0.00",
)
CHECK_DIGIT = Rule(
    "check-digit", _W, "3.2", "la clé de contrôle de {value} est fausse", "un numéro sans faute de frappe"
)
ASP_DIGITS = Rule(
    "asp-number-digits",
    _W,
    "3.2",
    "les six derniers signes de {value} ne sont pas tous des chiffres",
    "FINMDV000001",
)
LONG_LIST = Rule(
    "long-list",
    _W,
    "3.2",
    "la liste compte {count} éléments : seuls les {most} premiers sont contrôlés",
    "{expected}",
)
ITEM_TWICE = Rule("item-twice", _W, "3.2", "{value} figure déjà dans la liste", "chaque numéro une seule fois")

# Several values of one demande.
LIST_WANTED = Rule("list-wanted", _E, "3.2", "la liste est vide alors que {condition}", "au moins un numéro")
LIST_UNWANTED = Rule("list-unwanted", _E, "3.2", "la liste n’est pas vide alors que {condition}", "[ ]")
DMP_MISSING = Rule("dmp-missing", _E, "3.2", "aucun identifiant DMP alors que {condition}", "la liste des RPPS")
DMP_UNUSED = Rule("dmp-unused", _W, "3.2", "des identifiants DMP sont donnés alors que {condition}", "[ ]")
DMP_ABSENT = Rule("dmp-absent", _W, "3.2", "la balise manque", "[ ] quand {condition}")
DMP_FOREIGN = Rule(
    "dmp-foreign", _W, "3.2", "{value} n’est pas parmi les RPPS de la demande", "un RPPS de liberalRPPS"
)
NO_INVOICE = Rule("no-invoice", _E, "3.1", "aucune pièce n’est de type FACTURE", "la facture parmi les pièces")
NO_PROOF = Rule("no-proof", _W, "3.1", "aucune pièce n’est de type VA ou MOM", "l’attestation VA, ou la MOM")
DOCUMENT_NAME = Rule("document-name", _E, "3.3", "{value} ne suit pas la règle de nommage", "{expected}")
DOCUMENT_NUMBER = Rule(
    "document-number",
    _E,
    "3.3",
    "{value} porte le n° éditeur « {named} »",
    "celui de la demande, « {number} »",
)
DOCUMENT_FORMAT = Rule("document-format", _E, "3.3", "{value} ne va pas avec le nom {name}", "« {expected} »")
DOCUMENT_TYPE = Rule("document-type", _E, "3.3", "{value} ne va pas avec le nom {name}", "« {expected} »")

# Several demandes.
LINE_SEQUENCE = Rule(
    "line-sequence", _E, "3.2", "{value} ne suit pas l’ordre des lignes", "{number} (l’export renumérote)"
)
EDITOR_NUMBER_TWICE = Rule(
    "editor-number-twice",
    _E,
    "3.2",
    "{value} est déjà le n° éditeur de {other}",
    "un numéro par demande",
)
ASP_NUMBER_TWICE = Rule(
    "asp-number-twice",
    _W,
    "3.2",
    "{value} est déjà le dossier ASP de {other}",
    "un dossier par demande",
)
DOCUMENT_TWICE = Rule("document-twice", _E, "3.3", "{value} est déjà une pièce de {other}", "un nom par document")

# The ASP.
ASP_REJECTION = Rule("asp-rejection", _E, "1.2", "refusée par l’ASP{code} : {label}", "")
