"""Digests are SHA-256 whichever code takes them, and the little that opening a file takes loads no OpenSSL."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format import digest
from segur_tui.format.digest import content_digest, digest_of_parts


@given(st.lists(st.binary()), st.booleans())
def test_a_digest_is_sha_256_by_either_code(parts: list[bytes], is_long: bool) -> None:  # noqa: FBT001 (drawn)
    content = b"".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digest, "_taken", [1 << 30 if is_long else 0])
        assert (
            content_digest(content) == digest_of_parts(parts, len(content)) == hashlib.sha256(content).hexdigest()
        )


def test_a_python_without_its_own_code_takes_openssls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "_taken", [0])
    monkeypatch.setattr(digest, "_OWN", "no_such_module")
    assert content_digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize(("mebibytes", "is_loaded"), [(0, False), (2, True)])
def test_openssl_is_loaded_for_much_only(mebibytes: int, is_loaded: bool) -> None:  # noqa: FBT001 (a parameter)
    program = (
        "import sys; from segur_tui.format.digest import content_digest\n"
        f"content_digest(b'x' * 1000); content_digest(bytes({mebibytes} << 20)); print('_hashlib' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(is_loaded)
