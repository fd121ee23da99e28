"""Run all benchmarks that have bounds, beside another build: `python -m benchmarks OTHER [PEERS]`.

OTHER is the Python of the other build's environment, PEERS that of one with `pip install jsonschema-rs
check-jsonschema`. Nothing else is to run meanwhile; it takes the better part of an hour.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", help="the Python of the other build")
    parser.add_argument("peers", nargs="?", help="the Python of an environment with the peers")
    options = parser.parse_args()
    peers = ["--peers", options.peers] if options.peers else []
    for name, *arguments in (
        ("compare", options.other),
        ("many", "--other", options.other, *peers),
        ("interface",),
        ("commands",),
        ("engine",),
        ("avances",),
        ("record",),
        ("pack_documents", "--other", options.other),
        ("long_day",),
    ):
        print(f"\n{name}", flush=True)
        began = time.monotonic()
        ended = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=False).returncode
        print(f"{name} ended with {ended} after {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
