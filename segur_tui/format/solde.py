"""The demande de solde MDV-LGC-Va1: its rules."""

from __future__ import annotations

from segur_tui.format.rule import Rules
from segur_tui.format.rules import across, asp, demande, documents, doubts, file, keys, values

RULES = Rules.declared_in(file, keys, values, doubts, demande, documents, across, asp)
