from __future__ import annotations

import subprocess
import sys

import pytest

from tests.accounts.hosts import can_be_another_host
from tests.accounts.people import NEEDED, PATH, PYTHON, USERS, can_be
from tests.postgresql import programs
from tests.samples import ROOT


@pytest.mark.skipif(not can_be(USERS[0]), reason=NEEDED)
@pytest.mark.parametrize(
    "options",
    [("--rounds", "3"), ("--rounds", "2", "--exports", "5", "--no-kills")],
    ids=["killed", "all at once"],
)
def test_three_accounts_take_each_number_once_and_know_each_other_s_claims(options: tuple[str, ...]) -> None:
    done = subprocess.run(
        [PYTHON, "-m", "tests.accounts", *options, "--seed", "7"],
        env=PATH,
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.skipif(programs() is None, reason="PostgreSQL, or psycopg, is not installed")
@pytest.mark.skipif(not can_be_another_host(), reason="needs root, to have a host name of one's own")
def test_two_hosts_whose_connections_are_cut_take_each_number_once_and_know_each_other_s_claims() -> None:
    command = [sys.executable, "-m", "tests.accounts", "--hosts", "--rounds", "2", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
