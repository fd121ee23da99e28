from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.ssh_server import SSHD, SshServer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """Let people log in over SSH, where the programs for it are installed."""
    if not (SSHD.exists() and shutil.which("ssh")):
        pytest.skip("no sshd or no ssh here: .ci/run installs them")
    with SshServer(tmp_path_factory.mktemp("ssh")) as started:
        yield started
