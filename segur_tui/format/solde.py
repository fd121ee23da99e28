"""The demande de solde MDV-LGC-Va1 as a format (note of 07/04/2023)."""

from __future__ import annotations

from segur_tui.format import avance, balises, other_format
from segur_tui.format.profile import Profile
from segur_tui.format.rulebook import Rules
from segur_tui.format.rules import across, avances, demande, documents, doubts, file, keys, values

SOLDE = Profile(
    header=balises.FILE,
    demande=balises.DEMANDE,
    document=balises.DOCUMENT,
    rules=Rules.declared_in(file, keys, values, doubts, demande, documents, across, avances),
    file_names=balises.FILE_NAMES,
    document_names=balises.DOCUMENT_NAMES,
    most_lines=balises.MOST_LINES,
    mark_of_avance=avance.mark_of,
    avance_in_bytes=avance.IN_BYTES,
    ordered_in=avance.ordered_in,
    mark_of_other=other_format.mark_of,
    reference=balises.IMP_ID,
    numero_ans=balises.NUMERO_ANS,
    siret=balises.SIRET,
    lines=balises.LIGNES_IMPORT,
    position=balises.NUM_LIGNE,
    dossier=balises.NUMERO_ASP,
    editor_number=balises.NUMERO_EDITEUR,
    day=balises.DATE_FACTURE,
    amount=balises.MONTANT,
    beneficiaries=(balises.LIBERAL_RPPS, balises.STRUCTURE_FINESS),
    documents=balises.PIECES,
    document_name=balises.NOM_FICHIER,
    document_format=balises.FORMAT_FICHIER,
    document_type=balises.TYPE_FICHIER,
    code=balises.CODE_TRAITEMENT,
    label=balises.LIBELLE_TRAITEMENT,
)
