from __future__ import annotations

import os


def pytest_xdist_auto_num_workers() -> int:
    """Run two tests a core: those of the screens wait for half of their time."""
    return 2 * (os.cpu_count() or 1)
