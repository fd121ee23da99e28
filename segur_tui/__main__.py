"""The entry point of the `segur-tui` command and of `python -m segur_tui`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from segur_tui.cli import BROKEN_PIPE, INTERRUPTED, USAGE_ERROR

_PROGRAM = "segur_tui"
_NEW_OBJECTS = 100_000
"""Objects made between two passes of the collector; its 700 would have it run all through the imports."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; an interruption leaves no trace."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called (`>&-`)
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 (open to the end; no pathlib yet)
    try:
        gc.set_threshold(_NEW_OBJECTS)
        # Here, where an interruption is awaited: most of the start is imports.
        from segur_tui.cli.commands import run

        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        if arguments is None:
            gc.freeze()  # Python ends by looking through all objects, an eighth of a check
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _give_output_up()  # the reader has gone (`| head`)
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 (whatever fails in the program is logged, never a trace on the screen)
        from segur_tui.application.disk.system import explain
        from segur_tui.application.settings.config import settings_for_the_log
        from segur_tui.application.state.crash_log import log_failure
        from segur_tui.cli.output import tell

        if isinstance(error, OSError) and _is_output_refused(error):
            _give_output_up()
            tell(f"le rapport ne s’écrit pas sur la sortie standard : {explain(error)}")
        else:
            tell(log_failure(error, settings_for_the_log()))
        return USAGE_ERROR
    return status


def _is_output_refused(error: OSError) -> bool:
    """Tell whether it was standard output that took nothing: all that the shell's part writes is reports."""
    place, innermost = error.__traceback__, ""
    while place is not None:
        module = str(place.tb_frame.f_globals.get("__name__", ""))
        innermost = module if module.partition(".")[0] == _PROGRAM else innermost
        place = place.tb_next
    # The last flush is here, in a module that may have another name.
    return innermost in {"", f"{_PROGRAM}.__main__"} or innermost.startswith(f"{_PROGRAM}.cli.")


def _give_output_up() -> None:
    """Keep the interpreter from complaining when it flushes what nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
