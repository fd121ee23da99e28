"""The `schema` command: the JSON Schema of a report, or of the claim file itself (design.md §1)."""

from __future__ import annotations

from argparse import Namespace

from segur_tui.application.settings.values import Settings
from segur_tui.cli.output import write_json


def run(options: Namespace, _settings: Settings) -> int:
    """Print the schema."""
    if options.of == "file":
        from segur_tui.format.json_schema import claim_schema
        from segur_tui.format.profiles import PROFILES

        write_json(claim_schema(PROFILES[0]))
    else:
        from segur_tui.cli.reports.contract import REPORTS
        from segur_tui.format.json_schema import DIALECT

        write_json({"$schema": DIALECT, **REPORTS[options.of].model_json_schema()})
    return 0
