"""What a folder holds for some demandes: right, missing, wrong, nearly right, and never another place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.documents.copying import copy_documents
from segur_tui.application.documents.survey import DocumentState, Stray, Survey, survey
from segur_tui.format.candidate import Candidate
from segur_tui.format.solde import SOLDE
from tests.application.documents.folders import JPG, PDF, PNG, all_of, document, put
from tests.claims import demande

INVOICE, PROOF = all_of([1])
LINE = Candidate(0, 1)


def looked_up(folder: Path, *demandes: dict[str, Any], others: tuple[dict[str, Any], ...] = ()) -> Survey:
    wanted = {Candidate(0, line): each for line, each in enumerate(demandes, 1)}
    return survey(folder, wanted, (*demandes, *others), SOLDE)


def states(found: Survey) -> dict[str, DocumentState]:
    return {each.document.name: each.state for each in found.documents}


def test_a_document_in_doubt_goes_and_the_doubt_is_reported(tmp_path: Path) -> None:
    put(tmp_path, INVOICE, PROOF)
    (tmp_path / INVOICE).write_bytes(PDF[:100])
    found = looked_up(tmp_path, demande(1))
    assert set(states(found).values()) == {DocumentState.RIGHT}
    assert found.problems(LINE) == []
    (doubt,) = found.doubts(LINE)
    assert INVOICE in doubt
    assert "la fin du PDF manque" in doubt


def naming(name: str, file_format: str = "PDF") -> dict[str, Any]:
    one = demande(1)
    one["piecesjustificatives"] = [{"nomFichier": name, "formatFichier": file_format, "typeFichier": "FACTURE"}]
    return one


def test_right_missing_and_wrong_documents_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, document("FACTURE", 1), document("FACTURE", 2))
    put(tmp_path, document("VA", 2), content=PNG)
    put(tmp_path, document("FACTURE", 3), size=3_000_001)
    put(tmp_path, document("VA", 3), size=3_000_000)
    (tmp_path / document("FACTURE", 4)).mkdir()
    (tmp_path / document("VA", 4)).touch()
    found = looked_up(tmp_path, *(demande(number) for number in (1, 2, 3, 4)))
    assert states(found) == {
        document("FACTURE", 1): DocumentState.RIGHT,
        document("VA", 1): DocumentState.MISSING,
        document("FACTURE", 2): DocumentState.RIGHT,
        document("VA", 2): DocumentState.WRONG,
        document("FACTURE", 3): DocumentState.WRONG,
        document("VA", 3): DocumentState.RIGHT,
        document("FACTURE", 4): DocumentState.WRONG,
        document("VA", 4): DocumentState.WRONG,
    }
    reasons = [found.problems(Candidate(0, line))[0] for line in (1, 2, 3, 4)]
    for reason, word in zip(reasons, ("manque", "vrai PDF", "3000001 octets", "ordinaire"), strict=True):
        assert word in reason
    assert "vide" in found.problems(Candidate(0, 4))[1]


@pytest.mark.parametrize(
    ("size", "excess"), [(3_000_001, "1 octet"), (3_400_000, "400 ko"), (11_200_000, "8,2 Mo"), (3_000_000, "")]
)
@pytest.mark.parametrize("name", [INVOICE, "facture_1.pdf"])
def test_a_heavy_document_is_reported_by_how_much_and_with_what_helps(
    tmp_path: Path, name: str, size: int, excess: str
) -> None:
    put(tmp_path, name, size=size)
    found = looked_up(tmp_path, demande(1))
    said = " ".join([*found.problems(LINE), *(stray.remark for stray in found.strays)])
    assert (f"{size} octets, {excess} de trop" in said.replace("\N{NO-BREAK SPACE}", " ")) == bool(excess)
    assert ("1,3 Mo en JPG couleur" in said) == bool(excess)


@pytest.mark.parametrize(("content", "file_format"), [(PDF, "PDF"), (PNG, "PNG"), (JPG, "JPG")])
def test_the_three_formats_are_known_by_their_first_bytes(
    tmp_path: Path, content: bytes, file_format: str
) -> None:
    name = document("FACTURE", 1, file_format.lower())
    put(tmp_path, name, content=content)
    assert states(looked_up(tmp_path, naming(name, file_format))) == {name: DocumentState.RIGHT}


@pytest.mark.parametrize(
    "name",
    [
        "../secret.pdf",
        "/etc/passwd",
        "MDV-LGC-Va1-FACTURE-../..pdf",
        "MDV-LGC-Va1-FACTURE-../ab.pdf",
        "MDV-LGC-Va1-FACTURE-..\\ab.pdf",
        "MDV-LGC-Va1-FACTURE-a\0bcd.pdf",
        "MDV-LGC-Va1-FACTURE-a\ud800bcd.pdf",
    ],
)
def test_names_that_lead_elsewhere_are_not_looked_for(tmp_path: Path, name: str) -> None:
    put(tmp_path, "secret.pdf", "ab.pdf")
    folder = put(tmp_path / "pieces")
    (put(folder / "MDV-LGC-Va1-FACTURE-..", "ab.pdf"))
    found = looked_up(folder, naming(name))
    assert list(states(found).values()) == [DocumentState.WRONG]
    assert "n’est pas un nom de document" in found.problems(LINE)[0]


def test_links_and_pipes_are_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    import os

    put(tmp_path, "elsewhere.pdf")
    folder = put(tmp_path / "pieces")
    (folder / INVOICE).symlink_to(tmp_path / "elsewhere.pdf")
    os.mkfifo(folder / PROOF)
    found = looked_up(folder, demande(1))
    assert set(states(found).values()) == {DocumentState.WRONG}
    assert "lien" in found.problems(LINE)[0]


@pytest.mark.parametrize("make", [Path.touch, lambda _: None])
def test_a_folder_that_is_none_keeps_every_demande(tmp_path: Path, make: Any) -> None:
    make(tmp_path / "pieces")
    found = looked_up(tmp_path / "pieces", demande(1))
    assert set(states(found).values()) == {DocumentState.WRONG}
    assert "dossier des pièces" in found.problems(LINE)[0]


def test_files_that_nothing_names_are_listed_and_near_misses_get_a_name(tmp_path: Path) -> None:
    put(tmp_path, PROOF, "facture_00001.PDF", "notes.pdf", ".cache", "JSON-x.json", "autre.zip", document("VA", 9))
    (tmp_path / "dossier").mkdir()
    found = looked_up(tmp_path, demande(1), others=(demande(9),))
    assert found.strays == (Stray("facture_00001.PDF", INVOICE, "PDF"), Stray("notes.pdf"))
    assert found.strays[0].can_be_copied


def test_the_content_decides_the_extension(tmp_path: Path) -> None:
    put(tmp_path, "facture_1.pdf", content=PNG)
    (stray,) = looked_up(tmp_path, naming(document("FACTURE", 1, "png"), "PNG")).strays
    assert stray == Stray("facture_1.pdf", document("FACTURE", 1, "png"), "PNG")
    (stray,) = looked_up(tmp_path, naming(INVOICE)).strays
    assert stray.proposed == INVOICE
    assert "PNG" in stray.remark
    assert not stray.can_be_copied


def test_of_two_names_the_one_of_the_content_is_proposed(tmp_path: Path) -> None:
    put(tmp_path, "facture_1.jpeg", content=JPG)
    both = naming(INVOICE)
    both["piecesjustificatives"] += naming(document("FACTURE", 1, "jpg"), "JPG")["piecesjustificatives"]
    (stray,) = looked_up(tmp_path, both).strays
    assert stray == Stray("facture_1.jpeg", document("FACTURE", 1, "jpg"), "JPG")
    put(tmp_path, "facture_1.jpeg", content=b"docx")
    (stray,) = looked_up(tmp_path, both).strays
    assert stray.proposed is None
    assert "plusieurs noms" in stray.remark


def test_two_files_for_one_name_are_left_to_the_person(tmp_path: Path) -> None:
    put(tmp_path, PROOF, "facture_1.pdf", "Facture 00001.pdf")
    found = looked_up(tmp_path, demande(1))
    assert [stray.proposed for stray in found.strays] == [None, None]
    assert all(INVOICE in stray.remark for stray in found.strays)


def test_a_document_that_is_there_is_never_proposed(tmp_path: Path) -> None:
    put(tmp_path, INVOICE, PROOF, "facture_1.pdf")
    assert looked_up(tmp_path, demande(1)).strays == (Stray("facture_1.pdf"),)


def test_a_copy_gets_the_right_name_and_the_file_keeps_its_own(tmp_path: Path) -> None:
    put(tmp_path, PROOF, "facture_1.pdf")
    strays = looked_up(tmp_path, demande(1)).strays
    assert copy_documents(tmp_path, strays, SOLDE.document_names) == []
    assert (tmp_path / INVOICE).read_bytes() == (tmp_path / "facture_1.pdf").read_bytes()
    assert set(states(looked_up(tmp_path, demande(1))).values()) == {DocumentState.RIGHT}


def test_a_copy_never_goes_over_a_file_nor_takes_what_changed_meanwhile(tmp_path: Path) -> None:
    put(tmp_path, PROOF, "facture_1.pdf")
    strays = looked_up(tmp_path, demande(1)).strays
    put(tmp_path, "facture_1.pdf", content=PNG)
    (refusal,) = copy_documents(tmp_path, strays, SOLDE.document_names)
    assert "vrai PDF" in refusal
    put(tmp_path, "facture_1.pdf")
    (tmp_path / INVOICE).write_bytes(b"mine")
    (refusal,) = copy_documents(tmp_path, strays, SOLDE.document_names)
    assert "existe déjà" in refusal
    assert (tmp_path / INVOICE).read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([INVOICE, PROOF, "facture_1.pdf"])


@pytest.mark.parametrize("name", [f"../{INVOICE}", f"ailleurs/{INVOICE}", "notes.pdf", "", None])
def test_a_copy_goes_nowhere_but_under_a_document_s_name_in_its_folder(tmp_path: Path, name: str | None) -> None:
    pieces = put(tmp_path / "pieces", "facture_1.pdf")
    (pieces / "ailleurs").mkdir()
    (refusal,) = copy_documents(pieces, [Stray("facture_1.pdf", name, "PDF")], SOLDE.document_names)
    assert "aucun nom ne lui est proposé" in refusal
    assert [path.name for path in tmp_path.rglob("*.pdf")] == ["facture_1.pdf"]


def test_one_copy_that_is_refused_does_not_keep_the_others_back(tmp_path: Path) -> None:
    put(tmp_path, "facture_1.pdf", "va_1.pdf", INVOICE)
    refused = copy_documents(
        tmp_path, [Stray("facture_1.pdf", INVOICE, "PDF"), Stray("va_1.pdf", PROOF, "PDF")], SOLDE.document_names
    )
    assert len(refused) == 1
    assert (tmp_path / PROOF).read_bytes() == (tmp_path / "va_1.pdf").read_bytes()


def test_where_nothing_is_found_the_subfolders_are_said_to_be_unread(tmp_path: Path) -> None:
    assert looked_up(tmp_path, demande(1)).hint == ""
    put(tmp_path / "LGCTEST001", *all_of([1]))
    (tmp_path / ".cache").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "LGCTEST001")
    put(tmp_path, "notes.pdf")
    assert looked_up(tmp_path, demande(1)).hint.endswith("son sous-dossier n’est pas parcouru")
    assert looked_up(tmp_path).hint == ""
    (tmp_path / "LGCTEST002").mkdir()
    assert looked_up(tmp_path, demande(1)).hint.endswith("ses 2 sous-dossiers ne sont pas parcourus")
    put(tmp_path, "facture_1.pdf")
    assert looked_up(tmp_path, demande(1)).hint == ""
    (tmp_path / "facture_1.pdf").rename(tmp_path / PROOF)
    assert looked_up(tmp_path, demande(1)).hint == ""
