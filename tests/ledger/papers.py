"""What the play is about: suppliers, their demandes, and the files that hold them, read without the product."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import simplejson

from tests.claims import RPPS

Tree = dict[str, Any]
"""A JSON object as it is in a file; numbers with decimals are Decimal, which keeps their digits."""

_IN_A_NAME = re.compile(r"JSON-([A-Z0-9]{10})-(\d{8})-(\d{3})(?!\d)", re.ASCII | re.IGNORECASE)
_ASP_OWN = ("numLigne", "codeTraitement", "libelleTraitement")
"""What a resubmission changes by itself."""


class Answer(Enum):
    """What the ASP has said of a demande in a file."""

    NONE = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXISTS = "said to exist"
    UNSURE = "to verify"


class Origin(Enum):
    """Who made a file."""

    OUTSIDE = "other software"
    PROGRAM = "segur-tui"
    ASP = "the ASP"


@dataclass(frozen=True)
class Supplier:
    ans: str
    siret: str


@dataclass(eq=False)
class Demande:
    """One order of one client: to be paid once. `right` are the balises as the ASP takes them."""

    supplier: Supplier
    right: Tree

    @property
    def editor(self) -> str:
        return str(self.right["numeroEditeur"])

    @property
    def dossier(self) -> str:
        return str(self.right["numeroASP"])

    def __str__(self) -> str:
        return f"{self.supplier.ans}/{self.editor}"


@dataclass(eq=False)
class Line:
    """A demande as it stands in a file."""

    demande: Demande
    tree: Tree
    answer: Answer = Answer.NONE

    @property
    def keys(self) -> frozenset[str]:
        """The two numbers that a claim is known by, as §6 compares them."""
        return keys_of(self.tree)

    @property
    def wrong(self) -> set[str]:
        """The balises that are not as the ASP takes them."""
        return {name for name, value in self.demande.right.items() if not alike(self.tree.get(name), value)}


@dataclass(eq=False)
class Paper:
    """A file of the play, wherever it lies now; `serial` is its place in time."""

    serial: int
    origin: Origin
    supplier: Supplier
    day: date
    number: int
    lines: list[Line]
    path: Path
    content: bytes = b""
    answers: Paper | None = None
    """The file that this return answers."""
    answer: Paper | None = None
    """The return that has answered this file."""
    is_seen: bool = False
    """Whether the program has read it, and kept that in its record."""
    is_deposited: bool = False
    is_withdrawn: bool = False
    is_recorded: bool = True
    """Whether the program had a record to note it in."""
    written_as: str = ""
    """The path under which the program wrote it."""
    has_gone: bool = False
    """Whether it lies where the program does not look."""
    asked: set[int] = field(default_factory=set)
    """The lines, from 0, that a person sent on purpose whatever was held against them."""
    sources: list[tuple[Paper, int] | None] = field(default_factory=list)
    """Where each line came from, as far as the program has reported it; lines from 0."""

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    def is_later_than(self, other: Paper) -> bool:
        """Tell whether its demandes are newer: of returns those of the later deposit, whichever arrived first."""
        if self.origin is other.origin is Origin.ASP and (self.day, self.number) != (other.day, other.number):
            return (self.day, self.number) > (other.day, other.number)
        return self.serial > other.serial

    def reported_answer(self, index: int) -> Answer:
        """What the ASP decided of a line, whether or not its return has arrived."""
        return self.answer.lines[index].answer if self.answer else self.lines[index].answer


@dataclass(frozen=True)
class Name:
    """What a file's name says."""

    ans: str
    day: date
    number: int


def name_of(entry: str) -> Name | None:
    """Read the ANS number, day and number anywhere in a name (format.md §4)."""
    found = _IN_A_NAME.search(entry)
    if found is None:
        return None
    ans, day, number = found.groups()
    try:
        return Name(ans.upper(), date(int(day[:4]), int(day[4:6]), int(day[6:])), int(number))
    except ValueError:
        return None


def proper_name(ans: str, day: date, number: int) -> str:
    return f"JSON-{ans}-{day:%Y%m%d}-{number:03d}.json"


def keys_of(tree: Tree) -> frozenset[str]:
    editor, dossier = (str(tree.get(name) or "").strip().upper() for name in ("numeroEditeur", "numeroASP"))
    return frozenset({f"editor {editor.zfill(5)}"} | ({f"dossier {dossier}"} if dossier else set()))


def alike(one: object, other: object) -> bool:
    """Whether two values are written alike: 1075 is not 1075.00, and true is not 1."""
    return type(one) is type(other) and as_text(one) == as_text(other)


def as_text(value: object) -> str:
    return simplejson.dumps(value, use_decimal=True, ensure_ascii=False, sort_keys=True)


def read(content: bytes) -> Tree:
    tree: Tree = simplejson.loads(content.decode("utf-8-sig"), use_decimal=True)
    return tree


def written(tree: Tree) -> bytes:
    return (simplejson.dumps(tree, use_decimal=True, ensure_ascii=False, indent=2) + "\n").encode()


def file_tree(supplier: Supplier, lines: list[Tree], imp_id: str | None = None) -> Tree:
    return {"impId": imp_id, "numeroAns": supplier.ans, "SIRET": supplier.siret, "lignesImport": lines}


def right_balises(editor: int) -> Tree:
    """The balises of a demande as the ASP takes them, but for those that the ASP fills."""
    number = f"{editor:05d}"
    return {
        "typeAction": "C",
        "numeroASP": f"FINMDV0{number}",
        "numeroEditeur": number,
        "dateFacture": "01/02/2023",
        "montantSegurHTFacture": Decimal("1075.00"),
        "beneficiaires": {"commandePour": "LIBERAL", "liberalRPPS": list(RPPS[:3]), "structureFINESSGeo": []},
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
    }


def line_tree(balises: Tree, position: int, code: object = None, label: object = None) -> Tree:
    """A demande as it stands in a file, with the ASP's answer or without."""
    own = copy.deepcopy(own_balises(balises))
    return {"numLigne": position, **own, "codeTraitement": code, "libelleTraitement": label}


def own_balises(tree: Tree) -> Tree:
    """A demande without what a resubmission changes by itself."""
    return {name: value for name, value in tree.items() if name not in _ASP_OWN}
