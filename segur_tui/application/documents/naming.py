"""The documents that a demande names, and those names that may be looked for in a folder."""

from __future__ import annotations

import re

from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type

_LEADS_ELSEWHERE = re.compile(r"[/\\\0\ud800-\udfff]")
"""The separators of paths on any system, and half characters, which no name on a disk has."""


@value_type
class NamedDocument:
    """A document as a demande names it: its name and format, and whether that is how documents are named."""

    name: str
    file_format: str
    is_named_right: bool = True


def named_documents(demande: Json, profile: Profile) -> list[NamedDocument]:
    """Return the documents that a demande of a format names, in its order, each name once."""
    if not isinstance(demande, dict):
        return []
    found: dict[str, NamedDocument] = {}
    documents = place(demande, profile.demande).values.get(profile.documents.name)
    for document in documents if isinstance(documents, list) else ():
        values = place(document, profile.document).values if isinstance(document, dict) else {}
        name, file_format = values.get(profile.document_name.name), values.get(profile.document_format.name)
        if isinstance(name, str) and isinstance(file_format, str):
            is_named_right = profile.document_names.parse(name) is not None
            found.setdefault(name, NamedDocument(name, file_format, is_named_right))
    return list(found.values())


def stays_in_its_folder(name: str) -> bool:
    """Tell whether a name is a file's and nothing else: no path out of the folder, on any system."""
    return _LEADS_ELSEWHERE.search(name) is None
