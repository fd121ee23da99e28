"""Files in which some demandes are accepted and others break the same controls."""

from __future__ import annotations

from typing import Any

from segur_tui.format.acceptances import Acceptances
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding, FindingSource
from segur_tui.format.reading import read
from segur_tui.format.resubmission import resubmit
from tests.format.builders import NAME, TODAY, claim_file, to_bytes
from tests.format.faults import (
    Fault,
    answered,
    no_fault,
)
from tests.format.findings import assert_sound

REFUSED = answered("1204", "Refus")
ACCEPTED = answered("0000", "Demande acceptée")


def file(*lines: Fault, name: str = NAME, header: Fault = no_fault) -> ClaimFile:
    """Return a file of demandes for two doctors each, with a fault in each of them."""
    holder: dict[str, Any] = {"": claim_file(2 * len(lines))}
    del holder[""]["lignesImport"][1::2]
    for position, demande in enumerate(holder[""]["lignesImport"], 1):
        demande["numLigne"] = position
    for line, fault in enumerate(lines):
        fault(holder, line)
    header(holder, 0)
    return ClaimFile.of(name, read(to_bytes(holder[""])))


def checked(
    *lines: Fault, name: str = NAME, others: tuple[ClaimFile, ...] = (), header: Fault = no_fault
) -> Check:
    claim = file(*lines, name=name, header=header)
    found = check(claim, TODAY, acceptances=Acceptances.among((claim, *others), TODAY))
    assert_sound(found)
    return found


def of_control(found: Check, line: int = 1) -> list[Finding]:
    return [finding for finding in found.of_lines[line - 1] if finding.source is FindingSource.CONTROL]


def goes(found: Check, *others: Check) -> bool:
    return Candidate(0, 1) in resubmit([found, *others], [Candidate(0, 1)], TODAY).going


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
