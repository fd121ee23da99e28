"""Refusals of the operating system, in French."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "ce chemin n’existe pas",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’opération est refusée",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota de disque est atteint",
    errno.EFBIG: "la taille permise pour un fichier est dépassée",
    errno.ENOTDIR: "une partie du chemin n’est pas un dossier",
    errno.EISDIR: "c’est un dossier, un fichier est attendu",
    errno.EEXIST: "il existe déjà",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ELOOP: "trop de liens s’enchaînent",
    errno.ENXIO: "ce n’est pas un fichier ordinaire",
    errno.EIO: "le disque ne répond pas",
    errno.EMFILE: "trop de fichiers sont ouverts",
}


def explain(error: OSError) -> str:
    """Return why the system refused, as the end of a French sentence."""
    reason = _REASONS.get(error.errno or 0)
    return reason if reason is not None else f"le système refuse ({error.strerror or type(error).__name__})"
