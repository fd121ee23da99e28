"""Labels of a refusal which say that the ASP has the demande already, or waits for its avance (format.md §5)."""

from __future__ import annotations

import re
from functools import cache

from segur_tui.format.answer import Answer
from segur_tui.format.answer_words import repaired
from segur_tui.format.label import balise_named
from segur_tui.format.profile import Profile
from segur_tui.format.wording import folded, words_of

_DONE = (
    "(?:enregistre|depose|traite|paye|regle|solde|valide|utilise|transmi[st]|integre|accepte|saisi|recu|connu"
    "|presente?|attribue|instruit|liquide|mandate|ordonnance|consomme|rembourse|finance|verse|cree|cloture|clo[st]"
    "|associe|rattache|reference|demande|declare)e?s?"
)
_HAS_BEEN = "(?:est|a ete|ont ete|sont|etait|etaient|a fait|fait)"
_ALREADY = rf"deja(?: ete)?(?: [a-z]+)?|existe(?:nt)?(?: deja)?|existante?s?|{_HAS_BEEN}(?: bien)? {_DONE}"
_UNIQUE = "(?:doit etre|doivent etre|pas|non|n est plus) uniques?|unicite|doublons?|dupliquee?s?|double emploi"
_ELSEWHERE = (
    "en (?:cours d )?instruction|en cours de (?:traitement|paiement|liquidation|validation)"
    "|(?:un |d un |l )?autre (?:financement|solde)"
)
_SAYS_SO = rf"(?<= )(?:(?P<negated>(?:n|ne|pas|non) )?(?:{_ALREADY}|{_ELSEWHERE})(?! pas )|{_UNIQUE})(?= )"
_SUBJECT = r"(?:demandes?|dossiers?|solde)"
_OF = "(?:a|avec|d|dans|de|du|des|par|pour|sur|sans)"
_DETERMINER = "(?:autre|cette|ce|l|la|le|les|meme|une?|votre|numero|n) "
_ABOUT = "(?:(?:d|de|du) (?:aide|financement|paiement|solde) )"
_NOT_PAID = r" (?:avenants?|avance) .*(?:decide|paye)|(?:statut|etat) (?:a )?(?:decide|paye)| decidee? et payee? "


def says_it_exists(answer: Answer, profile: Profile) -> bool:
    """Tell whether the label says that the demande, its dossier or its n° éditeur is in the ASP's database.

    That a value is there already, an RPPS or a document, is a mistake of this demande.
    """
    words = words_of(repaired(answer.label))
    found = [each for each in re.finditer(_SAYS_SO, words) if not each["negated"]]
    if not found:
        return False
    if balise_named(answer.label, profile) in (None, profile.dossier, profile.editor_number, profile.position):
        return True
    return any(each["of"] is None for each in re.finditer(_of_the_demande(profile), words))


def awaits_payment(answer: Answer) -> bool:
    """Tell whether the label says that what comes before the solde is not decided and paid yet."""
    return re.search(_NOT_PAID, words_of(repaired(answer.label))) is not None


@cache
def _of_the_demande(profile: Profile) -> str:
    """Return the demande, with its numbers, as what exists; behind an `of` it only tells whose value does."""
    numbers = "|".join(folded(each.name) for each in (profile.dossier, profile.editor_number, profile.position))
    word = f"(?:asp|avec|d|de|dossier|editeur|l|le|ligne|numero|{numbers}|portant) "
    return (
        rf"(?<= )(?P<of>{_OF} )?(?:{_DETERMINER}){{0,3}}{_SUBJECT} {_ABOUT}{{0,2}}"
        rf"(?:(?:{word}){{0,6}}[a-z]*\d+ ){{0,3}}(?:(?:a|en|est|figure) ){{0,2}}"
        rf"(?:{_ALREADY}|{_UNIQUE}|{_ELSEWHERE})(?! pas )(?= )|(?<= )doublon de (?:la )?demande "
    )
