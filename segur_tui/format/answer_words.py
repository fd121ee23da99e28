"""The words of the ASP's codes and labels: those that say nothing, a success, a refusal (format.md §5)."""

from __future__ import annotations

import re

from segur_tui.format.damage import undamaged, words_meant
from segur_tui.format.tree import Json
from segur_tui.format.wording import words_of

_UNSEEN = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF))
_NO_VALUE = frozenset(("", "null", "none", "na", "n a", "nan", "nil", "neant", "undefined"))
"""Texts, as words, by which writers say that there is no value; punctuation alone says none either."""
_LONGEST_NO_VALUE = 40


def _any_of(words: str, *phrases: str) -> str:
    """Return a pattern that finds one of some words or phrases, each a pattern, in words with one space around."""
    return rf" (?:{'|'.join((*words.split(), *phrases))})(?= )"


_NONE = "(?:aucune?|sans|pas d|pas de|0|zero|ni)"
_NO_REFUSAL = (
    rf" {_NONE}(?: [a-z]+)??"
    r" (?:erreurs?|anomalies?|rejets?|refus|reserves?|problemes?)(?= )"
    r"|(?<! avance)(?<! avenant)(?: n (?:a|est|ont|sont))? (?:pas|non) encore(?= )"
)
_REFUSAL = _any_of(
    r"rejet\w* refus\w* erreurs? erronee?s? anomalies? echecs? echouee?s? ko doublons? invalides? "
    r"incorrecte?s? inconnue?s? inexistante?s? inattendue?s? interdite?s? vides? incoheren\w+ incomplet\w* "
    "ineligibles? inadmissibles? inexploitables? introuvables? insuffisante?s? incompatibles? "
    "irrecevables? impossibles? manquante?s? manque(?:nt)? absente?s? absence obligatoires? non pas ne n "
    r"ni aucune? doit doivent deja existe(?:nt)? annul\w+ bloquee?s? expiree?s? depass\w+ hors trop mal "
    r"abandonn\w+ suspendue?s? illisibles? reject\w* denied errors? fail\w* invalid missing unknown not "
    r"must defavorables? fraud\w* [a-z]*exception timeout",
    "sans suite",
)
_FAULT = _any_of(
    r"superieure?s? inferieure?s? posterieure?s? anterieure?s? tardi\w+ differ\w+ exced\w+ tard "
    r"attendue?s? requise?s? seule?s? veuillez maximum minimum ancienne?s? corrompue?s? proteg\w+ "
    "caracteres? chiffres? decimales? required expected only too bad",
    "merci de",
    "a (?:ajouter|completer|corriger|fournir|indiquer|joindre|modifier|preciser|renseigner|revoir|saisir)",
)
"""Words of a fault: they make a refusal of what states an outcome, not of what has words of success."""
_ALLOWED = r" (?:formats?|types?|valeurs?|extensions?) \w+s(?= )"
_TAKEN_BACK = _any_of(
    r"false faux mais si sauf correction corrig\w+ dupli\w+ redondan\w+ ignoree?s? ecartee?s? forclo\w+ "
    r"forclusion complements? re(?:depos|soum|envoy|transm)\w+",
    "acceptee 0",
    "a tort",
    "au lieu de",
    "jj mm aaaa",
    "en double",
)
"""Words with which an acceptance, or what stands under a code of success, is none for certain."""
_DONE = (
    "(?:accept|accord|agre|ajout|analys|approuv|attribu|autoris|charg|clotur|confirm|cre|depos|effectu|enregistr|envoy"
    "|execut|expedi|export|finalis|financ|import|inser|integr|instrui|liquid|mandat|notifi|octroy|ordonnanc|pay|programm|realis"
    "|receptionn|regl|rembours|sold|termin|trait|transfer|valid|verifi|vers)ee?s?"
    "|controlees?|passee?s?(?<! mot de passe)"
    "|(?:admis|clos|mis|pris|soumis|transmis)e?s?|(?:recu|fini|retenu|instruit)e?s?|reussie?s?"
    "|(?:conform|eligibl|favorabl|payabl|recevabl|valid)es?|corrects?|correctes?|complets?|completes?|ok"
)
_STATED = _any_of(
    "accords? attente oui ras approved completed? created done granted imported paid pending processed "
    "processing progress queued received recorded registered saved settled submitted closed good new open "
    r"ready sent validated true vrai y o vue?s? bon bien acc|accept\w* acqui\w+ actifs? emise?s? encours "
    r"etude nouve\w+ octroi ouverte?s? positifs? pret\w* satisfaisant virements? nominale?s? normale?s?",
    _DONE,
    "accuse de reception",
    "en (?:controle|cours|instruction|paiement)",
    "rien a signaler",
    "a (?:analyser|controler|instruire|liquider|payer|traiter|valider)",
    "en traitement",
    "sans objet",
)
"""Words that state an outcome, or how far the demande is."""
_SHORT, _SHORTEST = 8, 3
"""Words of a label that merely states an outcome; of one of which a participle alone does so."""
_PARTICIPLE = r"é(?:e|s|es)?\b"
_SUBSTANCE = (
    " (?:adresse|ans |balise|beneficiaire|champ|cle|client|code|commande|date|document|editeur|extension|facture"
    "|etablissement|fichier|finess|format|fournisseur|ident|impid|is[a-z]+to|json|justificatif|liberal|libelle|lignesimport|liste"
    "|longueur|luhn|medecin|messagerie|mom|montant|mss|nom|num|piece|praticien|prestation|rpps|siret|structure"
    "|syntaxe|taille|type|va |valeur)"
)
"""What a refusal may be about, such as « praticien décédé »."""
_SUBJECT = "(?:demandes?|lignes?|dossiers?|solde|traitement|enregistrement|fichier|integration|import|depot)"
_SUCCESS = _any_of(
    "succes success successfully? ok reussie? accepted valid [a-z]*acceptee enregistree validee integree "
    "recevable",
    "prise?s? en (?:compte|charge)",
    rf"{_NONE} (?:erreurs?|anomalies?|rejets?|refus|problemes?)",
    r"demandes? (?:a |bien |est |ete ){0,3}(?:affect|rattach)ee?s?",
    rf"{_SUBJECT} (?:[a-z0-9]+ ){{0,8}}?(?:{_DONE})",
)
_COMPARISON = " (?:anterieur|posterieur|superieur|inferieur)e?s? (?:a|au|aux) .*"
"""What a value is compared with: that a demande was recorded says nothing of this one there."""
_PERHAPS_ACCEPTED = " demandes? a(?:cc(?!omp)|ce?p)"
"""« Demande acceptée » with a damage that leaves no certainty."""


def visible(text: str) -> str:
    """Return a text trimmed, without the characters that have no width."""
    return text.translate(_UNSEEN).strip()


def is_nothing(value: Json) -> bool:
    """Tell whether a code or label, out of its box, says that there is none."""
    if isinstance(value, str):
        text = visible(value)
        return len(text) <= _LONGEST_NO_VALUE and words_of(text).strip() in _NO_VALUE
    return value is None or value is False or value in ([], {})


def accepts(label: str) -> bool:
    """Tell whether a label begins with « Demande acceptée », whatever became of its é."""
    return words_meant(label).startswith(" demande acceptee ")


def refuses(label: str) -> bool:
    """Tell whether a label has words of a refusal; that there is no error is none."""
    return re.search(_REFUSAL, re.sub(_NO_REFUSAL, " ", words_meant(label))) is not None


def contradicts(label: str) -> bool:
    """Tell whether a label has words of a refusal, a fault or a doubt, beside which no acceptance is certain."""
    words = re.sub(_NO_REFUSAL, " ", words_meant(label))
    return any(re.search(pattern, words) for pattern in (_REFUSAL, _FAULT, _TAKEN_BACK))


def succeeds(label: str) -> bool:
    """Tell whether a label that does not refuse has words of success, or states an outcome or a progress."""
    words = words_meant(label)
    if re.search(_SUCCESS, re.sub(_COMPARISON, " ", words)) or re.match(_PERHAPS_ACCEPTED, words):
        return True
    if re.search(_FAULT, words) or re.search(_ALLOWED, words):
        return False
    number = words.count(" ") - 1
    if number <= _SHORTEST and re.search(_PARTICIPLE, undamaged(label).casefold()) is not None:
        return re.search(_SUBSTANCE, words) is None
    return number <= _SHORT and re.search(_STATED, words) is not None
