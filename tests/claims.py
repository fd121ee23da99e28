"""Correct claim files as Python values, to be broken one fault at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from segur_tui.format.tree import Number
from segur_tui.format.writing import write

ANS = "LGCTEST001"
SIRET = "73282932000074"
RPPS = ("10000000009", "10000000017", "10000000025", "10000000033")

FINESS = ("750712184", "010780005")
WITHOUT_ZERO, BEHIND_AN_8 = FINESS[1].removeprefix("0"), f"8{RPPS[1]}"
"""A FINESS and an RPPS as they are likely meant, and no certainly."""

ACCEPTED = ("0000", "Demande acceptée")
REJECTED = ("1204", "Date de facture invalide")


def demande(position: int, editor: int | None = None, answer: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return a correct demande; `editor` gives its numbers, its position by default."""
    number = f"{position if editor is None else editor:05d}"
    code, label = answer or (None, None)
    return {
        "numLigne": position,
        "typeAction": "C",
        "numeroASP": f"FINMDV0{number}",
        "numeroEditeur": number,
        "dateFacture": "01/02/2023",
        "montantSegurHTFacture": Number("358.33"),
        "beneficiaires": {"commandePour": "LIBERAL", "liberalRPPS": [RPPS[0]], "structureFINESSGeo": []},
        "piecesjustificatives": [
            {"nomFichier": f"MDV-LGC-Va1-{kind}-{number}.pdf", "formatFichier": "PDF", "typeFichier": kind}
            for kind in ("FACTURE", "VA")
        ],
        "isDirectToDMP": False,
        "identDMP": [],
        "isDirectToMSSPro": None,
        "adresseBoiteMSSPro": None,
        "isDirectToMSSCitoyen": None,
        "adresseBoiteMSSCitoyen": None,
        "codeTraitement": code,
        "libelleTraitement": label,
    }


def claim(lines: Iterable[dict[str, Any]], numero_ans: str = ANS, siret: str = SIRET) -> dict[str, Any]:
    """Return a claim file that holds these demandes."""
    return {"impId": None, "numeroAns": numero_ans, "SIRET": siret, "lignesImport": list(lines)}


def returned(answers: Sequence[tuple[str, str] | None], first_editor: int = 1, **header: str) -> dict[str, Any]:
    """Return a return of the ASP with one demande an answer."""
    lines = [demande(i, first_editor + i - 1, answer) for i, answer in enumerate(answers, 1)]
    return claim(lines, **header)


def save(folder: Path, tree: dict[str, Any], day: str = "20261005", number: int = 1) -> Path:
    """Write a claim file under its proper name and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"JSON-{tree['numeroAns']}-{day}-{number:03d}.json"
    path.write_bytes(write(tree))
    return path


def likely(position: int, answer: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return a demande for two doctors, of whom the second's RPPS stands behind the 8 of the national number."""
    line = demande(position, answer=answer)
    line["beneficiaires"]["liberalRPPS"] = [RPPS[0], BEHIND_AN_8]
    return line
