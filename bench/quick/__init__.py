"""Fits and measures reading by the quick model first: python -m bench.quick."""
