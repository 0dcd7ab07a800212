"""Misreading or genuine error: the verdict and its finding."""
