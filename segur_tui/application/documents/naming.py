"""The documents that a demande names, and those names that may be looked for in a folder."""

from __future__ import annotations

from segur_tui.format.balise import Level
from segur_tui.format.balises import FORMAT_FICHIER, NOM_FICHIER, PIECES
from segur_tui.format.naming import DocumentName
from segur_tui.format.placing import place
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type


@value_type
class NamedDocument:
    """A document as a demande names it: `nomFichier` and `formatFichier`."""

    name: str
    file_format: str


def named_documents(demande: Json) -> list[NamedDocument]:
    """Return the documents that a demande names, in its order, each name once."""
    if not isinstance(demande, dict):
        return []
    found: dict[str, NamedDocument] = {}
    pieces = place(demande, Level.DEMANDE).values.get(PIECES.name)
    for piece in pieces if isinstance(pieces, list) else ():
        values = place(piece, Level.PIECE).values if isinstance(piece, dict) else {}
        name, file_format = values.get(NOM_FICHIER.name), values.get(FORMAT_FICHIER.name)
        if isinstance(name, str) and isinstance(file_format, str):
            found.setdefault(name, NamedDocument(name, file_format))
    return list(found.values())


def stays_in_its_folder(name: str) -> bool:
    """Tell whether a name is a document's and nothing else: no way out of the folder, on any system."""
    if DocumentName.parse(name) is None or any(sign in name for sign in "/\\\0"):
        return False
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
