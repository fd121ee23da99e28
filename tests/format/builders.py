"""Correct claim files as plain Python values, and the bytes that say them.

The writer below is not the one under test: what it writes is what the tests mean.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

TODAY = date(2026, 10, 5)
ANS = "LGCTEST001"
SIRET = "73282932000074"
NAME = f"JSON-{ANS}-20261005-001.json"


@dataclass(frozen=True)
class Literal:
    """A number written exactly as it stands here."""

    text: str


class Members(list[tuple[str, Any]]):
    """An object as the list of its members, so that a key may stand twice."""


def with_key(digits: str) -> str:
    """Return digits followed by the one that makes their Luhn sum right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def rpps(number: int) -> str:
    """Return an RPPS number whose check digit holds."""
    return with_key(f"1{number:09d}")


def finess(number: int) -> str:
    """Return a FINESS number whose check digit holds."""
    return with_key(f"75{number:06d}")


def corsican_finess(number: int, department: str = "2A") -> str:
    """Return a FINESS number of Corsica: its check digit holds where A counts as 1 and B as 2, in place."""
    digits = with_key(f"2{'AB'.index(department[1]) + 1}{number:06d}")
    return department + digits[2:]


def document(kind: str, number: str, extension: str = "pdf") -> dict[str, Any]:
    """Return a supporting document of a demande, named as the note wants."""
    return {
        "nomFichier": f"MDV-LGC-Va1-{kind}-{number}.{extension}",
        "formatFichier": extension.upper(),
        "typeFichier": kind,
    }


def demande(position: int) -> dict[str, Any]:
    """Return a correct demande for two doctors, who send nothing to the DMP."""
    number = f"{position:05d}"
    return {
        "numLigne": position,
        "typeAction": "C",
        "numeroASP": f"FINMDV{position:06d}",
        "numeroEditeur": number,
        "dateFacture": "01/02/2023",
        "montantSegurHTFacture": Literal("358.33"),
        "beneficiaires": {
            "commandePour": "LIBERAL",
            "liberalRPPS": [rpps(2 * position), rpps(2 * position + 1)],
            "structureFINESSGeo": [],
        },
        "piecesjustificatives": [document("FACTURE", number), document("VA", number, "png")],
        "isDirectToDMP": False,
        "identDMP": [],
        "isDirectToMSSPro": None,
        "adresseBoiteMSSPro": None,
        "isDirectToMSSCitoyen": None,
        "adresseBoiteMSSCitoyen": None,
        "codeTraitement": None,
        "libelleTraitement": None,
    }


def structure_demande(position: int) -> dict[str, Any]:
    """Return a correct demande for a structure, whose doctors send to the DMP."""
    line = demande(position)
    line["beneficiaires"] = {
        "commandePour": "STRUCTURE",
        "liberalRPPS": [],
        "structureFINESSGeo": [finess(position), corsican_finess(position), corsican_finess(position, "2B")],
    }
    number = f"{position:05d}"
    line["piecesjustificatives"] = [document("MOM", number, "jpg"), document("FACTURE", number, "png")]
    line["isDirectToDMP"] = True
    line["identDMP"] = [rpps(position), rpps(position + 5000)]
    return line


def claim_file(lines: int = 3) -> dict[str, Any]:
    """Return a correct file to deposit; every other demande is for a structure."""
    demandes = [structure_demande(i) if i % 2 == 0 else demande(i) for i in range(1, lines + 1)]
    return {"impId": None, "numeroAns": ANS, "SIRET": SIRET, "lignesImport": demandes}


def to_text(value: Any) -> str:
    """Return the JSON text of a value, on one line."""
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, dict):
        value = Members(value.items())
    if isinstance(value, Members):
        return f"{{{', '.join(f'{to_text(key)}: {to_text(inner)}' for key, inner in value)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_text, value))}]"
    return json.dumps(value, ensure_ascii=False)


def to_bytes(value: Any, encoding: str = "utf-8") -> bytes:
    """Return the bytes of a file that holds a value."""
    return to_text(value).encode(encoding)
