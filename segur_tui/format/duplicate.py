"""Labels of a refusal which say that the ASP has the demande already, or waits for its avance (format.md §5)."""

from __future__ import annotations

import re
from functools import cache

from segur_tui.format.answer import Answer
from segur_tui.format.damage import words_meant
from segur_tui.format.kinds import Amount, Choice, Constant, Day, Flag
from segur_tui.format.label import balise_named, balises_mentioned
from segur_tui.format.profile import Profile
from segur_tui.format.wording import folded

_AGAIN = "(?:deja|precedemment|anterieurement|auparavant|already|previously)"
_PAID = (
    "(?:(?:accord|aid|attribu|dot|equip|financ|indemnis|liquid|mandat|octroy|ordonnanc|pay|regl|rembours|sold|subventionn|vers)"
    r"ee?s?|benefici\w+|percue?s?|prise?s? en charge|paid|settled)"
)
_OVER = rf"(?:{_PAID}|(?:archiv|clotur|ferm|termin)ee?s?|clo(?:s|se|ses))"
_DONE = (
    rf"(?:{_OVER}|(?:accept|associ|consomm|cre|declar|demand|depos|effectu|enregistr|integr|rattach|realis"
    "|referenc|trait|trouv|utilis|valid)ee?s?|(?:connu|emis|instruit|intervenu|pris|recu|saisi|transmi"
    "|transmis)e?s?|presente?s?(?! par ))"
)
_AMISS = (
    "(?: (?:a une? autre (?:editeur|fournisseur)|apres|avec|en (?:anomalie|echec|erreur)|hors|incomplete?|pas|sans"
    "|tard|trop) )"
)
"""What an answer that tells of a fault says behind what was done."""
_SUBJECT = "(?:demandes?|dossiers?|lignes?|soldes?)"
_MONEY = "(?:aide|financement|paiement|reglement|solde|subvention|versement)"
_ALREADY = (
    rf"{_AGAIN}(?: ete)?(?: [a-z]+)?|exist(?:e|ent|s|ing|ante?s?)(?: deja)?"
    rf"|(?:est|a ete|ont ete|sont|etait|etaient|a fait|fait|has been)(?: bien)? {_DONE}(?!{_AMISS})"
    rf"|fait l objet d(?:e|es|u|une?| une?)? (?:autre )?(?:demande|depot|instruction|liquidation|{_MONEY})"
    rf"|(?:figure|{_DONE}) (?:en|dans (?:la|le|notre)) (?:base|systeme)|connue?s? (?:de l asp|du systeme)"
)
_UNIQUE = (
    "(?:doit etre|doivent etre|must be|n est plus|non|not|pas) uniques?|unicite|unique (?:constraint|index|key)"
    r"|doublon\w*|dupli\w+|redondan\w+|en double|double (?:demande|depot|emploi|envoi|paiement|saisie)"
    "|repet(?:ee?s?|itions?)|(?:deux|plusieurs|[2-9]) fois|qu une fois|une seule (?:demande|fois)"
    r"|un seul solde|(?:demande|solde) unique|plusieurs (?:demandes|soldes)|meme (?:dossier|numero \w+) que"
    "|identiques? a|similaires?|collision|conflits?|conflict|reutilisee?s?|rejouee?s?|rejeu"
    "|(?:2e|2eme|deuxieme|seconde?|troisieme) (?:demande|depot|envoi|import|saisie|solde)"
    "|(?:deux|plus d une?|trois) (?:demandes?|depots?|soldes?)"
    "|(?:anterieur|contient|comporte|inclut|precedent)e? (?:comporte |contient |inclut )?cette (?:demande|ligne)"
    "|(?:demandes?|depots?|envois?) multiples?|plus (?:de solde|due?)|n est plus (?:disponible|modifiable)"
    "|ne peut plus (?:etre modifiee?|faire l objet)|ne doi(?:t|vent) pas (?:deja )?exister"
)
_ELSEWHERE = (
    "en (?:cours (?:d |de ))?(?:instruction|liquidation|paiement)|(?<!annee )(?<!exercice )(?<!periode )en cours"
    rf"|a l instruction|en attente de {_MONEY}|(?:un |d un |l )?autre (?:financement|solde)"
)
_GOT = rf"(?:obtenu|percu|recu|touche) (?:[a-z]+ ){{0,2}}{_MONEY}"
_SAME = r"memes? (?:date|datefacture|facture|montant|montantsegurhtfacture)s? (?:[a-z]+ ){0,6}?(?:que|qu)"
_STANDING = (
    rf"(?:statut|etat)(?: d(?:e|u|e la) {_SUBJECT})?(?: (?:a|est))? {_DONE}|{_GOT}"
    rf"|(?:{_SUBJECT}|{_MONEY})(?: [a-z]*\d+| [a-z]+ment)?"
    rf" (?:{_OVER}(?!{_AMISS})|{_DONE}(?= $| (?:au|dans|depuis|le|lors|pour|sous) ))"
)
_DENIED = (
    "(?:celle |celui |(?:n|ne|non|pas) (?:(?:a|au|en) )?(?:l )?"
    r"|(?:aucune?|doit|doivent|pas|sans) (?:[a-z]+ ){1,4}?)"
)
"""Words that deny what stands behind them, or merely compare with it."""
_PROHIBITED = rf"ne (?:doi|doiv|peu|peuv)(?:t|ent) (?:[a-z]+ ){{0,6}}?(?:{_AGAIN}|exister|existante?s?)"
_SAYS_SO = (
    rf"(?<= )(?:{_PROHIBITED}|{_UNIQUE}"
    rf"|(?P<denied>{_DENIED})?(?:{_ALREADY}|{_ELSEWHERE}|{_STANDING}|{_SAME}|en base)(?! pas ))(?= )"
)
_TWICE = re.compile(
    rf"(?<= )(?:{_PROHIBITED}|{_UNIQUE}|(?P<denied>{_DENIED})?(?:{_AGAIN}(?! (?:echu|expir|pass|perim))"
    rf"|exist(?:e|ent|s|ing|ante?s?)|figure|{_SAME}))(?! pas )(?= )"
)
"""What says that something is there twice, not merely that something was done with a value."""
_WHO = "(?:beneficiaire|etablissement|finess|medecin|praticien|professionnel|rpps|structure)"
_PAID_AGAIN = re.compile(
    rf" (?:{_AGAIN}(?: ete)? {_PAID}|fait l objet d(?:e|u| une?) {_MONEY}|{_GOT}"
    rf"|{_WHO}s? (?:[a-z0-9]+ ){{0,4}}?{_AGAIN} (?:[a-z]+ ){{0,4}}?(?:autre|la|une?) (?:{_SUBJECT}|{_MONEY}))(?= )"
)
_COMPARED = re.compile(" (?:superieur|inferieur|differ|exced|depass)")
_IN_TIME = re.compile(" (?:anterieur|posterieur)e?s? (?:a|au|aux) ")
_DIFFERS = re.compile(r" (?:differ\w+|correspond(?:ent)? pas) ")
_ANOTHERS = " (?:celle|celui) (?:d|de|de l|de la|du) .*"
"""What a number is compared with."""
_VALUE = re.compile(
    " (?:adresse|balise|champ|document|extension|field|fichier (?:joint|jpg|pdf|png)|format|liste"
    "|medecin|piece|pj|praticien|type|valeur)s? "
)
_OF = "(?:a|avec|d|dans|de|du|des|par|pour|sur|sans)"
_DETERMINER = "(?:autre|cette|ce|l|la|le|les|meme|une?|votre|numero|n) "
_OF_KEY = re.compile(" (?:attribut|balise|champ|cle|field|key|propriete|tag)s? ")
"""A key of the file, of which one too many is a mistake of its writer."""
_OF_FILE = ("document", "fichier", "nomfichier", "piece", "pj", "type", "va1")
_INVOICE = f"{''.join(f'(?<!{word} )' for word in _OF_FILE)}factures?"
"""An invoice, where it is not the document of one."""
_ABOUT = "(?:(?:d|de|du) (?:aide|financement|paiement|solde) )"
_NOT_PAID = re.compile(
    " (?:avance|avenants?) .*(?:decide|paye|verse)| paiement de l (?:avance|avenant) "
    "|(?:statut|etat) (?:a )?(?:attendu|decide|paye)|(?:statut|etat) (?:[a-z]+ ){0,4}?ne permet"
    "| decidee? et payee? "
)
_NOT_YET = re.compile(r" (?:attente|autre|avant|different\w*|doit|doivent|n|ne|non|pas|sans) ")


def says_it_exists(answer: Answer, profile: Profile) -> bool:
    """Tell whether the label says that the demande, its dossier or its n° éditeur is in the ASP's database.

    That a value is there already, an RPPS or a document, is a mistake of this demande, unless it was paid for.
    What many demandes share, such as the day of an invoice, is there twice only where the demande is.
    A label that a person has settled says what the person says.
    """
    if answer.settled:
        return False
    words = words_meant(answer.label)
    if _DIFFERS.search(words):
        words = re.sub(_ANOTHERS, " ", words)
    if all(each["denied"] for each in re.finditer(_SAYS_SO, words)):
        return False
    balise = balise_named(answer.label, profile)
    if balise in (profile.dossier, profile.editor_number, profile.position):
        return True
    if balise is None and _VALUE.search(words) is None:
        return True
    is_again = _PAID_AGAIN.search(words) or (_IN_TIME.search(words) is None and _is_of_shared(answer, profile))
    if is_again and _COMPARED.search(words) is None:
        return True
    return any(each["of"] is None for each in re.finditer(_of_the_demande(profile), words))


def _is_of_shared(answer: Answer, profile: Profile) -> bool:
    """Tell whether what many demandes have by nature, or holds them all, is said to be there twice."""
    words = words_meant(answer.label)
    if _OF_KEY.search(words) or all(each["denied"] for each in _TWICE.finditer(words)):
        return False
    shared, of_all = Amount | Choice | Constant | Day | Flag, (profile.lines, profile.reference)
    return any(
        each in of_all or (isinstance(each.kind, shared) and each.level is not profile.document)
        for each in balises_mentioned(answer.label, profile)
    )


def awaits_payment(answer: Answer) -> bool:
    """Tell whether the label says that what comes before the solde is not decided and paid yet."""
    words = words_meant(answer.label)
    return _NOT_PAID.search(words) is not None and _NOT_YET.search(words) is not None


@cache
def _of_the_demande(profile: Profile) -> str:
    """Return the demande, with its numbers, as what exists; behind an `of` it only tells whose value does."""
    numbers = "|".join(folded(each.name) for each in (profile.dossier, profile.editor_number, profile.position))
    word = f"(?:asp|avec|d|de|dossier|editeur|l|le|ligne|numero|{numbers}|portant) "
    return (
        rf"(?<= )(?P<of>{_OF} )?(?:{_DETERMINER}){{0,3}}(?:{_SUBJECT}|{_INVOICE}) {_ABOUT}{{0,2}}"
        rf"(?:(?:{word}){{0,6}}[a-z]*\d+ ){{0,3}}(?:(?:a|en|est|figure) ){{0,2}}"
        rf"(?:{_ALREADY}|{_UNIQUE}|{_ELSEWHERE})(?! pas )(?= )|(?<= )doublon de (?:la )?demande "
    )
