from __future__ import annotations

import gc
import os

gc.set_threshold(100_000)  # as the program does: passes through all that screens make took a tenth of the suite


def pytest_xdist_auto_num_workers() -> int:
    """Run two tests a core: those of the screens wait for half of their time."""
    return 2 * (os.cpu_count() or 1)
