"""Whether a PDF opens without a password, as one that only forbids printing does (ISO 32000-2, 7.6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5, sha256, sha384, sha512

from segur_tui.application.documents.pdf_values import Value

_FILLING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
"""The 32 bytes in the place of a password that there is none of."""
_PLAIN = "Identity"
_FIRST, _FIRST_AES_256, _HARDENED = 2, 5, 6
_HASHES = (sha256, sha384, sha512)


def opens_without_password(encryption: Mapping[str, Value], file_id: bytes) -> bool | None:
    """Tell whether the empty password opens a PDF of an encryption dictionary; None where this cannot be told."""
    revision, user = encryption.get("R"), encryption.get("U")
    owner, permissions = encryption.get("O"), encryption.get("P")
    if encryption.get("Filter") != "Standard" or not isinstance(revision, int) or not isinstance(user, bytes):
        return None
    version, content = encryption.get("V"), [encryption.get(each, _PLAIN) for each in ("StmF", "StrF")]
    if version in (4, 5) and content == [_PLAIN, _PLAIN]:
        return True  # only its attachments are locked
    if revision == _FIRST_AES_256:
        return sha256(user[32:40]).digest() == user[:32]
    if revision == _HARDENED:
        hashed = _hardened(user[32:40])
        return None if hashed is None else hashed == user[:32]
    if not isinstance(owner, bytes) or not isinstance(permissions, int):
        return None
    seed = _FILLING + owner[:32] + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + file_id
    if revision >= 4 and encryption.get("EncryptMetadata") == "false":  # noqa: PLR2004 (a revision)
        seed += b"\xff\xff\xff\xff"
    bits = encryption.get("Length")
    length = bits // 8 if isinstance(bits, int) and bits >= 40 else 16 if version == 4 else 5  # noqa: PLR2004
    expected = _by_md5(seed, length, file_id, is_first=revision == _FIRST)
    return user[: len(expected)] == expected


def _by_md5(seed: bytes, length: int, file_id: bytes, *, is_first: bool) -> bytes:
    """Return what stands for the empty password where keys are hashed by MD5; the first revision does so once."""
    key = _md5(seed)[:length]
    if is_first:
        return _rc4(key[:5], _FILLING)
    for _ in range(50):
        key = _md5(key)[:length]
    hashed = _md5(_FILLING + file_id)
    for step in range(20):
        hashed = _rc4(bytes(byte ^ step for byte in key), hashed)
    return hashed


def _md5(content: bytes) -> bytes:
    return md5(content, usedforsecurity=False).digest()


def _rc4(key: bytes, content: bytes) -> bytes:
    state, other = list(range(256)), 0
    for index in range(256):
        other = (other + state[index] + key[index % len(key)]) & 0xFF
        state[index], state[other] = state[other], state[index]
    result, other = bytearray(), 0
    for index, byte in enumerate(content, 1):
        other = (other + state[index]) & 0xFF
        state[index], state[other] = state[other], state[index]
        result.append(byte ^ state[(state[index] + state[other]) & 0xFF])
    return bytes(result)


def _hardened(salt: bytes) -> bytes | None:
    """Return the hash of the empty password (algorithm 2.B), or None where this Python cannot encrypt."""
    try:
        hashed, last, step = sha256(salt).digest(), 0, 0
        while step < 64 or last > step - 32:  # noqa: PLR2004 (as the algorithm has it)
            encrypted = _encrypted(hashed[:16], hashed[16:32], hashed * 64)
            hashed = _HASHES[sum(encrypted[:16]) % 3](encrypted).digest()
            last, step = encrypted[-1], step + 1
    except (ImportError, OSError, AttributeError):
        return None
    return hashed[:32]


def _encrypted(key: bytes, start: bytes, content: bytes) -> bytes:
    """Return what AES-128 in CBC mode makes of a content, by the library that Python has its hashes from.

    Python itself offers no cipher, and its own code for one would take a quarter of a second a document.
    """
    import _hashlib
    import ctypes

    library = ctypes.CDLL(_hashlib.__file__)
    for name in ("EVP_CIPHER_CTX_new", "EVP_aes_128_cbc"):
        getattr(library, name).restype = ctypes.c_void_p
    context, cipher = ctypes.c_void_p(library.EVP_CIPHER_CTX_new()), ctypes.c_void_p(library.EVP_aes_128_cbc())
    target, length = ctypes.create_string_buffer(len(content) + 16), ctypes.c_int(0)
    try:
        library.EVP_EncryptInit_ex(context, cipher, None, key, start)
        library.EVP_EncryptUpdate(context, target, ctypes.byref(length), content, len(content))
    finally:
        library.EVP_CIPHER_CTX_free(context)
    return target.raw[: len(content)]
