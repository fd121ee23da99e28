"""Digests of contents: SHA-256, as hexadecimal digits."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module

_FEW = 1 << 20
"""Bytes up to which OpenSSL is not loaded for digests: that takes 4 MiB, and as long as half as many bytes."""
_OWN = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
"""The module of Python's own SHA-256; `random` takes SHA-512 from there. Some builds leave it out."""
_taken = [0]
"""Bytes whose digest was taken so far."""


def content_digest(content: bytes) -> str:
    """Return the digest of a content."""
    return digest_of_parts([content], len(content))


def digest_of_parts(parts: Iterable[bytes], length: int) -> str:
    """Return the digest of a content of some length in bytes, given in parts."""
    _taken[0] += length
    try:
        digest = import_module(_OWN if _taken[0] <= _FEW else "hashlib").sha256()
    except ImportError:
        digest = import_module("hashlib").sha256()
    for part in parts:
        digest.update(part)
    return str(digest.hexdigest())
