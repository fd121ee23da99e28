"""Dialogs and pages that several screens open."""
