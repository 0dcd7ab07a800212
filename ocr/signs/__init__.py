"""Checks the ink for one sign each: a comparison bar, a slash, a dash, a decimal point."""
