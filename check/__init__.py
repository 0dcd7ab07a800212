"""Fields become findings: relations, tolerance, verdicts."""
