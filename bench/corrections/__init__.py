"""Fitting and measuring the correction of misread words."""
