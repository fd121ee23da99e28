from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgresql import Server, programs, server

settings.register_profile("whatever the machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("whatever the machine")
gc.set_threshold(100_000)  # as the program does: passes through all that screens make took a tenth of the suite


def pytest_configure(config: pytest.Config) -> None:
    """Let no test reach the state or the configuration of who runs it, whatever its fixtures do."""
    home = tempfile.TemporaryDirectory(prefix="segur-home-", ignore_cleanup_errors=True)
    elsewhere = pytest.MonkeyPatch()
    elsewhere.setenv("HOME", home.name)
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):  # they are in the home where nothing else is said
        elsewhere.delenv(name, raising=False)
    config.add_cleanup(home.cleanup)
    config.add_cleanup(elsewhere.undo)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Share the tests out by who is idle: asked for here, it also works where xdist is not there to be asked."""
    if config.getoption("numprocesses", None) and config.getoption("dist", None) == "no":
        config.option.dist = "worksteal"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run two tests a core: those of the screens wait for half of their time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for all tests of this process."""
    if programs() is None:
        pytest.skip("PostgreSQL, or psycopg, is not installed")
    with server() as running:
        yield running
