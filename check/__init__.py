"""Turns fields into findings: relations, tolerance, verdicts."""
