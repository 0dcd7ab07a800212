"""Measurements: generated reports with their ground truth, and the tools that measure with them. The product never
imports this package."""
