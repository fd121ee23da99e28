"""LibreOffice, without a window, for tests of what it makes of the reports."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

OFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1036,false,true,true,false,false,{sheet}"
"""Commas and quotes, UTF-8, French, numbers without quotes, cells as they are shown, of one sheet from 1."""


def cells(path: Path, reading: str = "", sheet: int = 0) -> list[list[str]]:
    """Return the cells of a file as LibreOffice Calc shows them; `reading` are the settings of its dialog."""
    target = path.parent / f"shown-{len(reading)}-{sheet}"
    options = [f"--infilter=Text - txt - csv (StarCalc):{reading}"] if reading else []
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
            "--headless",
            *options,
            "--convert-to",
            _AS_SHOWN.format(sheet=sheet),
            "--outdir",
            str(target),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": str(path.parent), "LANG": "C.UTF-8"},
    )
    (shown,) = target.iterdir()
    return list(csv.reader(io.StringIO(shown.read_text(encoding="utf-8"), newline="")))
