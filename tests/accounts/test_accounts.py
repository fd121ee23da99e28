from __future__ import annotations

import subprocess

import pytest

from tests.accounts.people import NEEDED, PATH, PYTHON, USERS, can_be

pytestmark = pytest.mark.skipif(not can_be(USERS[0]), reason=NEEDED)


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
