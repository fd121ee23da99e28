"""The words of the ASP's codes and labels: those that say nothing, a success, a refusal (format.md §5)."""

from __future__ import annotations

import re

from segur_tui.format.tree import Json
from segur_tui.format.wording import words_of

_UNSEEN = "[\u200b-\u200d\u2060\ufeff]"
_NO_VALUE = frozenset(("", "null", "none", "na", "n a", "nan", "nil", "neant", "undefined"))
"""Texts, as words, by which writers say that there is no value; punctuation alone says none either."""
_LONGEST_NO_VALUE = 40

_MARKS = r"\?{1,2}|\ufffd{1,4}|&[ea](?:acute|grave);|%c3%a[09]|=c3=a[09]|[%=]e[09]|\+ao[ak]-"
_BEYOND = "[^\x00-\x7f]{1,8}"
"""The remains of an é or à: marks of ASCII, or up to 8 characters where it was read twice as another code page."""
_DEJA = rf"\bd(?:e|{_MARKS}|{_BEYOND})j(?:a\b|{_MARKS}|{_BEYOND} ?)"
_DAMAGED_E = rf"(?<=[a-z])(?:{_MARKS})(?=[a-z])"
_ACCEPTED = rf"\W*demande\W+accept(?:e|{_MARKS}|\\+u00e9|\\+xe9|&#(?:233|xe9);|{_BEYOND})e(?![a-z])"
_ESCAPE = r"\\+(?:u00|x)([89a-f][0-9a-f])|&#x0*([89a-f][0-9a-f]);|&#0*([12][0-9]{2});"
_RUN = r"[^\x00-\x7f]+"
_PAGES = ("cp1252", "latin-1", "cp850", "cp437", "mac-roman")


def _any_of(*words: str) -> str:
    """Return a pattern that finds one of the words, each a pattern itself, in words with one space around each."""
    return rf" (?:{'|'.join(words)})(?= )"


_NO_ERROR = (
    r" (?:aucune?|sans|pas d|pas de|0|zero|ni)(?: [a-z]+)??"
    r" (?:erreurs?|anomalies?|rejets?|refus|reserves?|problemes?)(?= )"
)
_REFUSAL = _any_of(
    *(
        r"rejet\w*",
        r"refus\w*",
        "erreurs?",
        "erronee?s?",
        "anomalies?",
        "echecs?",
        "echouee?s?",
        "ko",
        "doublons?",
    ),
    *(
        "invalides?",
        "incorrecte?s?",
        "inconnue?s?",
        "inexistante?s?",
        "inattendue?s?",
        "interdite?s?",
        "illisibles?",
    ),
    *(r"incoheren\w+", r"incomplet\w*", "ineligibles?", "inadmissibles?", "inexploitables?", "introuvables?"),
    *("insuffisante?s?", "incompatibles?", "irrecevables?", "impossibles?", "manquante?s?", "manque(?:nt)?"),
    *("absente?s?", "absence", "obligatoires?", "non", "pas", "ne", "n", "ni", "aucune?", "doit", "doivent"),
    *("deja", "existe(?:nt)?", r"annul\w+", "bloquee?s?", "expiree?s?", r"depass\w+", "hors", "trop"),
    *(r"abandonn\w+", "suspendue?s?", "vides?", "mal"),
)
_DONE = (
    "(?:accept|enregistr|valid|integr|trait|effectu|import|termin|cre)(?:e|ee|es|ees)"
    "|recue?s?|reussie?s?|conformes?|correcte?s?|ok"
)
_SUBJECT = "(?:demandes?|lignes?|dossiers?|solde|traitement|enregistrement|fichier|integration|import|depot)"
_SUCCESS = _any_of(
    *("succes", "success", "ok", "reussie?", "prise?s? en (?:compte|charge)", "accepted", "valid"),
    *("(?:aucune|sans|zero|0) (?:erreurs?|anomalies?)", "[a-z]*acceptee", "enregistree", "validee", "integree"),
    *("recevable", rf"{_SUBJECT} (?:[a-z0-9]+ ){{0,8}}?(?:{_DONE})"),
)


def visible(text: str) -> str:
    """Return a text trimmed, without the characters that have no width."""
    return re.sub(_UNSEEN, "", text).strip()


def is_nothing(value: Json) -> bool:
    """Tell whether a code or label, out of its box, says that there is none."""
    if isinstance(value, str):
        text = visible(value)
        return len(text) <= _LONGEST_NO_VALUE and words_of(text).strip() in _NO_VALUE
    return value is None or value is False or value in ([], {})


def accepts(label: str) -> bool:
    """Tell whether a label begins with « Demande acceptée », whatever became of its é."""
    return (
        words_of(label).startswith(" demande acceptee ") or re.match(_ACCEPTED, label, re.IGNORECASE) is not None
    )


def refuses(label: str) -> bool:
    """Tell whether a label has words of a refusal; that there is no error is none."""
    return re.search(_REFUSAL, re.sub(_NO_ERROR, " ", words_of(repaired(label)))) is not None


def succeeds(label: str) -> bool:
    """Tell whether a label has words of success."""
    return re.search(_SUCCESS, words_of(repaired(label))) is not None


def repaired(label: str) -> str:
    """Return a label with the letters as they were meant that an escape or another code page has damaged."""
    if label.isascii() and not any(mark in label for mark in "?\\&%=+"):
        return label
    text = re.sub(_ESCAPE, _unescaped, label, flags=re.IGNORECASE)
    for _ in range(2):  # read as another code page, and once more
        text = re.sub(_RUN, _reread, text.replace("Ã ", "à "))
    return re.sub(_DAMAGED_E, "e", re.sub(_DEJA, "déjà ", text, flags=re.IGNORECASE), flags=re.IGNORECASE)


def _unescaped(escape: re.Match[str]) -> str:
    as_hex, as_entity, as_decimal = escape.groups()
    return chr(int(as_decimal) if as_decimal else int(as_hex or as_entity, 16))


def _reread(run: re.Match[str]) -> str:
    """Return a run of characters beyond ASCII as UTF-8 where it is that in another code page."""
    for page in _PAGES:
        try:
            return run.group().encode(page).decode("utf-8")
        except UnicodeError:
            continue
    return run.group()
